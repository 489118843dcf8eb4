package org.bidseal.smcrypto.kdf;

import org.bidseal.smcrypto.Sm3Hash;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;

/// HMAC-SM3 (RFC 2104; known answers in GM/T 0042-2015 §D.3).
public final class HmacSm3 {
  private HmacSm3() {}

  /// The code of the concatenation of the parts. Compare it with [Sm3Hash#equals], which is
  /// constant in time.
  public static Sm3Hash of(byte[] key, byte[]... parts) {
    HMac mac = new HMac(new SM3Digest());
    mac.init(new KeyParameter(key));
    for (byte[] part : parts) {
      mac.update(part, 0, part.length);
    }
    byte[] out = new byte[Sm3Hash.BYTES];
    mac.doFinal(out, 0);
    return Sm3Hash.ofBytes(out);
  }
}
