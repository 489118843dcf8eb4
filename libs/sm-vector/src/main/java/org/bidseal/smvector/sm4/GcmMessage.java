package org.bidseal.smvector.sm4;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.bidseal.smcrypto.sm4.Sm4Gcm;
import org.bidseal.smcrypto.sm4.Sm4Key;

/// One message of SM4-GCM (NIST SP 800-38D §7) on its way: keys, keystream and hash, all zeroed
/// when closed.
final class GcmMessage implements AutoCloseable {
  /// Small enough that what was just encrypted is hashed from the first-level cache.
  private static final int STEP_BYTES = 16 * 1024;

  /// The pre-counter block J₀ ends in 1; data begin with the next counter.
  private static final int PRE_COUNTER = 1;

  private static final int FIRST_COUNTER = 2;
  private static final int BLOCK_BYTES = 16;

  private final byte[] nonce;
  private final int aadLength;
  private final KeySchedule schedule;
  private final CtrKernel kernel;
  private final Ghash ghash;

  GcmMessage(Sm4Key key, byte[] nonce, byte[] aad) {
    this.nonce = nonce;
    this.aadLength = aad.length;
    this.schedule = new KeySchedule(key);
    this.kernel = new CtrKernel(schedule);
    byte[] subkey = kernel.encryptBlock(new byte[BLOCK_BYTES]);
    this.ghash = Ghash.of(subkey);
    Arrays.fill(subkey, (byte) 0);
    ghash.update(aad, 0, aad.length);
  }

  /// Encrypts, hashing the ciphertext while it is near.
  void encrypt(byte[] in, int inOffset, int length, byte[] out, int outOffset) {
    for (int done = 0; done < length; done += STEP_BYTES) {
      int step = Math.min(STEP_BYTES, length - done);
      kernel.add(
          nonce,
          FIRST_COUNTER + done / BLOCK_BYTES,
          in,
          inOffset + done,
          step,
          out,
          outOffset + done);
      ghash.update(out, outOffset + done, step);
    }
  }

  /// Hashes ciphertext.
  void hash(byte[] ciphertext, int offset, int length) {
    ghash.update(ciphertext, offset, length);
  }

  /// Decrypts without hashing: the tag was checked before.
  void decrypt(byte[] in, int inOffset, int length, byte[] out, int outOffset) {
    kernel.add(nonce, FIRST_COUNTER, in, inOffset, length, out, outOffset);
  }

  /// The tag over the associated data and `length` bytes of ciphertext.
  byte[] tag(int length) {
    byte[] lengths =
        ByteBuffer.allocate(BLOCK_BYTES).putLong(8L * aadLength).putLong(8L * length).array();
    ghash.update(lengths, 0, BLOCK_BYTES);
    byte[] tag = ghash.digest();
    kernel.add(nonce, PRE_COUNTER, tag, 0, Sm4Gcm.TAG_BYTES, tag, 0);
    return tag;
  }

  @Override
  public void close() {
    ghash.close();
    kernel.close();
    schedule.close();
  }
}
