package org.bidseal.smcrypto.sm2;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.Scalar;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.Sm3Stream;

/// SM2 public-key encryption (GB/T 32918.4-2016 §6, §7), order C1 C3 C2.
public final class Sm2Encryption {
  private Sm2Encryption() {}

  /// Encrypts a plaintext of at least one byte.
  ///
  /// @throws IllegalArgumentException on an empty plaintext, which would show nothing but that
  public static Sm2Ciphertext encrypt(Point publicKey, byte[] plaintext, SecureRandom random) {
    if (plaintext.length == 0) {
      throw new IllegalArgumentException("SM2 encrypts at least one byte");
    }
    while (true) {
      try (Scalar k = Scalar.random(random)) {
        Optional<Sm2Ciphertext> ciphertext = withNonce(publicKey, plaintext, k);
        if (ciphertext.isPresent()) {
          return ciphertext.get();
        }
      }
    }
  }

  /// Encrypts under a nonce that the caller will tell, and with it the plaintext: for canaries,
  /// whose opener must see that nobody chose their point for something else.
  ///
  /// @return empty for a nonce that masks nothing, one in 2^(8·length)
  public static Optional<Sm2Ciphertext> withNonce(Point publicKey, byte[] plaintext, Scalar nonce) {
    Point shared = publicKey.times(nonce);
    byte[] mask = mask(shared, plaintext.length);
    return isZero(mask)
        ? Optional.empty()
        : Optional.of(
            new Sm2Ciphertext(
                Point.generatorTimes(nonce), tag(shared, plaintext), xor(mask, plaintext)));
  }

  /// Opens a ciphertext with the shared point `d·C1` (GB/T 32918.4-2016 §7.1 B3–B7), however it
  /// came about: from a whole key, or from two shares. The caller zeroes the plaintext.
  ///
  /// @throws Sm2DecryptionException if C3 does not match
  public static byte[] open(Sm2Ciphertext ciphertext, Point shared) {
    byte[] c2 = ciphertext.c2();
    byte[] mask = mask(shared, c2.length);
    boolean zero = isZero(mask);
    byte[] plaintext = xor(mask, c2);
    if (zero || !tag(shared, plaintext).equals(ciphertext.c3())) {
      Arrays.fill(plaintext, (byte) 0);
      throw new Sm2DecryptionException();
    }
    return plaintext;
  }

  private static Sm3Hash tag(Point shared, byte[] plaintext) {
    byte[] encoded = shared.encoded();
    return new Sm3Stream()
        .update(encoded, 1, 32)
        .update(plaintext)
        .update(encoded, 33, 32)
        .finish();
  }

  /// `KDF(x2 ‖ y2, length)` (GB/T 32918.4-2016 §5.4.3).
  private static byte[] mask(Point shared, int length) {
    Sm3Stream prefix = new Sm3Stream().update(shared.encoded(), 1, Point.BYTES - 1);
    byte[] out = new byte[length];
    int counter = 1;
    for (int done = 0; done < length; done += Sm3Hash.BYTES) {
      byte[] number = {
        (byte) (counter >>> 24), (byte) (counter >>> 16), (byte) (counter >>> 8), (byte) counter
      };
      byte[] block = prefix.copy().update(number).finish().bytes();
      System.arraycopy(block, 0, out, done, Math.min(block.length, length - done));
      counter++;
    }
    return out;
  }

  private static boolean isZero(byte[] mask) {
    int any = 0;
    for (byte b : mask) {
      any |= b;
    }
    return any == 0;
  }

  /// Masks in place of the mask, so that the mask itself does not stay in memory.
  private static byte[] xor(byte[] mask, byte[] text) {
    for (int i = 0; i < mask.length; i++) {
      mask[i] ^= text[i];
    }
    return mask;
  }
}
