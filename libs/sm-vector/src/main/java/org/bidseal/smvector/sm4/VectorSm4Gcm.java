package org.bidseal.smvector.sm4;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Objects;
import org.bidseal.smcrypto.sm4.GcmArguments;
import org.bidseal.smcrypto.sm4.Sm4Gcm;
import org.bidseal.smcrypto.sm4.Sm4Key;
import org.bidseal.smcrypto.sm4.Sm4TagMismatchException;

/// SM4-GCM in 512-bit vectors: gigabytes a second and core where the processor has AVX-512 VBMI and
/// C2 compiles, a thousandth of that elsewhere; so it is used only after
/// [org.bidseal.smvector.Sm4Implementations] has measured it. Needs the module
/// `jdk.incubator.vector`.
///
/// A tag is checked before the first byte of plaintext is written.
public final class VectorSm4Gcm implements Sm4Gcm, BlockEncryption {
  /// Whether the JDK's GHASH can be reached; if not, tables take its place, at a third of the
  /// speed.
  public static boolean hasFastGhash() {
    return JdkGhash.isOpen();
  }

  @Override
  public String name() {
    return "vector";
  }

  @Override
  public void seal(
      Sm4Key key,
      byte[] nonce,
      byte[] aad,
      byte[] in,
      int inOffset,
      int length,
      byte[] out,
      int outOffset) {
    GcmArguments.checkSeal(nonce, in, inOffset, length, out, outOffset);
    try (GcmMessage message = new GcmMessage(key, nonce, aad)) {
      message.encrypt(in, inOffset, length, out, outOffset);
      byte[] tag = message.tag(length);
      System.arraycopy(tag, 0, out, outOffset + length, TAG_BYTES);
    }
  }

  @Override
  public void open(
      Sm4Key key,
      byte[] nonce,
      byte[] aad,
      byte[] in,
      int inOffset,
      int length,
      byte[] out,
      int outOffset) {
    int plain = GcmArguments.checkOpen(nonce, in, inOffset, length, out, outOffset);
    try (GcmMessage message = new GcmMessage(key, nonce, aad)) {
      message.hash(in, inOffset, plain);
      byte[] tag = message.tag(plain);
      boolean genuine =
          MessageDigest.isEqual(
              tag, Arrays.copyOfRange(in, inOffset + plain, inOffset + plain + TAG_BYTES));
      Arrays.fill(tag, (byte) 0);
      if (!genuine) {
        throw new Sm4TagMismatchException();
      }
      message.decrypt(in, inOffset, plain, out, outOffset);
    }
  }

  @Override
  public byte[] encryptBlock(Sm4Key key, byte[] block) {
    try (KeySchedule schedule = new KeySchedule(key);
        CtrKernel kernel = new CtrKernel(schedule)) {
      return kernel.encryptBlock(block);
    }
  }

  /// Counter mode alone, for measurements: whoever may change the result changes the plaintext with
  /// it.
  ///
  /// @param counter of the first block
  public void addKeystreamUnauthenticated(
      Sm4Key key, byte[] nonce, int counter, byte[] data, int offset, int length) {
    GcmArguments.checkNonce(nonce);
    Objects.checkFromIndexSize(offset, length, data.length);
    try (KeySchedule schedule = new KeySchedule(key);
        CtrKernel kernel = new CtrKernel(schedule)) {
      kernel.add(nonce, counter, data, offset, length, data, offset);
    }
  }
}
