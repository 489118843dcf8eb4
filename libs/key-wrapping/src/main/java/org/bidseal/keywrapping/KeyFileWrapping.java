package org.bidseal.keywrapping;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.SortedMap;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/// Key-encryption keys in a local file, AES-256-GCM (NIST SP 800-38D). For the embedded fleet and
/// for tests; the production profile refuses it.
public final class KeyFileWrapping implements KeyWrapping {
  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final int TAG_BITS = 128;

  private final SortedMap<Integer, SecretKey> keys;
  private final SecureRandom random;

  private KeyFileWrapping(SortedMap<Integer, SecretKey> keys, SecureRandom random) {
    this.keys = keys;
    this.random = random;
  }

  /// Opens the key file, and makes one with a fresh key where there is none.
  ///
  /// @throws IOException if it cannot be read, made or understood
  public static KeyFileWrapping open(Path file, SecureRandom random) throws IOException {
    return new KeyFileWrapping(KeyFile.readOrCreate(file, random), random);
  }

  @Override
  public WrappedSecret wrap(SecretBytes secret, Aad boundTo) {
    byte[] nonce = new byte[WrappedSecret.NONCE_BYTES];
    random.nextBytes(nonce);
    int version = currentKekVersion();
    return secret.expose(bytes ->
        WrappedSecret.of(version, nonce, run(Cipher.ENCRYPT_MODE, version, nonce, boundTo, bytes)));
  }

  @Override
  public SecretBytes unwrap(WrappedSecret wrapped, Aad boundTo) {
    return SecretBytes.takeOver(
        run(
            Cipher.DECRYPT_MODE,
            wrapped.kekVersion(),
            wrapped.nonce(),
            boundTo,
            wrapped.ciphertext()));
  }

  @Override
  public int currentKekVersion() {
    return keys.lastKey();
  }

  private byte[] run(int mode, int version, byte[] nonce, Aad boundTo, byte[] input) {
    SecretKey key = keys.get(version);
    if (key == null) {
      throw new UnwrappingException("key-encryption key " + version + " is not there", null);
    }
    try {
      Cipher cipher = Cipher.getInstance(CIPHER);
      cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(boundTo.bytes());
      return cipher.doFinal(input);
    } catch (GeneralSecurityException e) {
      throw new UnwrappingException("cannot unwrap " + boundTo.purpose(), e);
    }
  }
}
