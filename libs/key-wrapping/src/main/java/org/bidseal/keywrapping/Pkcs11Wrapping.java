package org.bidseal.keywrapping;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;

/// Key-encryption keys in a hardware module: the module itself encrypts and decrypts, with
/// `CKM_AES_GCM` (PKCS #11 v2.40 §2.13), so this process never has a key. Formats and bindings are
/// those of [KeyFileWrapping].
public final class Pkcs11Wrapping extends GcmWrapping {
  private final Pkcs11Token token;

  private Pkcs11Wrapping(Pkcs11Token token, KekGenerations generations, SecureRandom random) {
    super(generations, random);
    this.token = token;
  }

  /// Logs in.
  ///
  /// @throws IOException if the module, the slot, the PIN or a key is missing or wrong
  static Pkcs11Wrapping open(Pkcs11Token token, SecureRandom random) throws IOException {
    return new Pkcs11Wrapping(token, token.read(), random);
  }

  @Override
  KekGenerations read() throws IOException {
    return token.read();
  }

  @Override
  Cipher cipher() throws GeneralSecurityException {
    return Cipher.getInstance(CIPHER, token.provider());
  }
}
