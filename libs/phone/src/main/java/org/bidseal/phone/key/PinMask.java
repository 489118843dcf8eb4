package org.bidseal.phone.key;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bidseal.smcrypto.Scalar;
import org.bidseal.smcrypto.Sm2Curve;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/// Masks the phone's half of a key: stored is `D1 + H(PIN) mod n`, H being Argon2id (RFC 9106) over
/// the PIN and a salt of this phone, 48 bytes taken as a big-endian number mod n. Every PIN unmasks
/// to a scalar that looks right.
///
/// @param memoryKib memory of one guess, in KiB
/// @param passes passes over it
public record PinMask(int memoryKib, int passes) {
  /// What phones use: 64 MiB, three passes.
  public static final PinMask STANDARD = new PinMask(64 * 1024, 3);

  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 48;

  /// Masks `d1` under a fresh salt; the caller keeps and closes `d1`.
  public MaskedShare mask(Scalar d1, Pin pin, SecureRandom random) {
    byte[] salt = new byte[SALT_BYTES];
    while (true) {
      random.nextBytes(salt);
      BigInteger masked = Sm2Curve.add(d1.exposeNumber(), hash(pin, salt));
      if (masked.signum() != 0) {
        return new MaskedShare(Scalar.of(masked), salt, this);
      }
    }
  }

  Scalar unmask(Scalar masked, byte[] salt, Pin pin) {
    return Scalar.of(Sm2Curve.subtract(masked.exposeNumber(), hash(pin, salt)));
  }

  private BigInteger hash(Pin pin, byte[] salt) {
    Argon2BytesGenerator argon2 = new Argon2BytesGenerator();
    argon2.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withSalt(salt)
            .withMemoryAsKB(memoryKib)
            .withIterations(passes)
            .withParallelism(1)
            .build());
    byte[] hash = new byte[HASH_BYTES];
    byte[] text = pin.exposeBytes();
    argon2.generateBytes(text, hash);
    BigInteger number = new BigInteger(1, hash).mod(Sm2Curve.N);
    Arrays.fill(text, (byte) 0);
    Arrays.fill(hash, (byte) 0);
    return number;
  }
}
