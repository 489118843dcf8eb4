package org.bidseal.keywrapping;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;

/// Key-encryption keys in a local file. For the embedded fleet and for tests; the production
/// profile refuses it.
public final class KeyFileWrapping extends GcmWrapping {
  private final KeyFile file;

  private KeyFileWrapping(KeyFile file, KekGenerations generations, SecureRandom random) {
    super(generations, random);
    this.file = file;
  }

  /// Opens the key file, and makes one with a fresh key where there is none.
  ///
  /// @throws IOException if it cannot be read, made or understood
  public static KeyFileWrapping open(Path path, SecureRandom random) throws IOException {
    KeyFile file = new KeyFile(path, random);
    file.createIfMissing();
    return new KeyFileWrapping(file, file.read(), random);
  }

  @Override
  KekGenerations read() throws IOException {
    return file.read();
  }

  @Override
  Cipher cipher() throws GeneralSecurityException {
    return Cipher.getInstance(CIPHER);
  }
}
