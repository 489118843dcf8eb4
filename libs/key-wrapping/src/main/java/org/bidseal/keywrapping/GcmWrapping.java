package org.bidseal.keywrapping;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.ProviderException;
import java.security.SecureRandom;
import java.util.SortedSet;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/// What every implementation shares: AES-256-GCM (NIST SP 800-38D) with random 96-bit nonces, under
/// keys that come in generations. A generation that is not known is looked for once more before
/// that is an error, so that replicas may learn of a new one in any order.
abstract sealed class GcmWrapping implements KeyWrapping permits KeyFileWrapping, Pkcs11Wrapping {
  static final String CIPHER = "AES/GCM/NoPadding";
  private static final int TAG_BITS = 128;

  private final SecureRandom random;
  private volatile KekGenerations generations;

  GcmWrapping(KekGenerations generations, SecureRandom random) {
    this.generations = generations;
    this.random = random;
  }

  /// The generations as they are now.
  abstract KekGenerations read() throws IOException;

  /// A cipher for their keys; each call gets its own, so that threads share nothing.
  abstract Cipher cipher() throws GeneralSecurityException;

  @Override
  public final WrappedSecret wrap(SecretBytes secret, Aad boundTo) {
    byte[] nonce = new byte[WrappedSecret.NONCE_BYTES];
    random.nextBytes(nonce);
    KekGenerations now = generations;
    return secret.expose(bytes ->
        WrappedSecret.of(
            now.current(),
            nonce,
            run(Cipher.ENCRYPT_MODE, now.currentKey(), nonce, boundTo, bytes)));
  }

  @Override
  public final SecretBytes unwrap(WrappedSecret wrapped, Aad boundTo) {
    return SecretBytes.takeOver(
        run(
            Cipher.DECRYPT_MODE,
            key(wrapped.kekVersion()),
            wrapped.nonce(),
            boundTo,
            wrapped.ciphertext()));
  }

  @Override
  public final int currentKekVersion() {
    return generations.current();
  }

  @Override
  public final SortedSet<Integer> kekVersions() {
    return generations.versions();
  }

  @Override
  public final void reload() {
    try {
      generations = read();
    } catch (IOException e) {
      throw new KeyModuleException("the key-encryption keys cannot be read", e);
    }
  }

  private SecretKey key(int version) {
    SecretKey known = generations.find(version);
    if (known == null) {
      reload();
      known = generations.find(version);
    }
    if (known == null) {
      throw new UnwrappingException("key-encryption key " + version + " is not there", null);
    }
    return known;
  }

  private byte[] run(int mode, SecretKey key, byte[] nonce, Aad boundTo, byte[] input) {
    try {
      Cipher cipher = cipher();
      cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(boundTo.bytes());
      return cipher.doFinal(input);
    } catch (AEADBadTagException e) {
      throw new UnwrappingException("cannot unwrap " + boundTo.purpose(), e);
    } catch (GeneralSecurityException | ProviderException e) {
      throw new KeyModuleException("the key module failed at " + boundTo.purpose(), e);
    }
  }
}
