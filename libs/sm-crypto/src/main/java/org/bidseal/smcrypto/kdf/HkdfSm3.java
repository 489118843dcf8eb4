package org.bidseal.smcrypto.kdf;

import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;

/// HKDF-SM3: extract and expand of RFC 5869 with SM3 as the hash.
public final class HkdfSm3 {
  private HkdfSm3() {}

  /// Derives `length` bytes, at most 8160, which the caller zeroes after use.
  public static byte[] derive(byte[] ikm, byte[] salt, byte[] info, int length) {
    HKDFBytesGenerator generator = new HKDFBytesGenerator(new SM3Digest());
    generator.init(new HKDFParameters(ikm, salt, info));
    byte[] out = new byte[length];
    generator.generateBytes(out, 0, length);
    return out;
  }
}
