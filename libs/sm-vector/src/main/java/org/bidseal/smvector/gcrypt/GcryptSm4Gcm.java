package org.bidseal.smvector.gcrypt;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import org.bidseal.smcrypto.sm4.GcmArguments;
import org.bidseal.smcrypto.sm4.Sm4Gcm;
import org.bidseal.smcrypto.sm4.Sm4Key;
import org.bidseal.smcrypto.sm4.Sm4TagMismatchException;
import org.bidseal.smvector.sm4.BlockEncryption;

/// SM4-GCM by libgcrypt (1.9 or newer; 1.11 with GFNI is as fast as the vector kernel), where the
/// system has it. The JVM is started with `--enable-native-access=ALL-UNNAMED`.
///
/// libgcrypt decrypts before it knows the tag; what it wrote is zeroed when the tag is wrong.
public final class GcryptSm4Gcm implements Sm4Gcm, BlockEncryption {
  /// The collector waits during a call: 100 µs, not milliseconds.
  private static final int STEP_BYTES = 64 * 1024;

  private final Gcrypt gcrypt;

  /// Loads the library.
  ///
  /// @throws IllegalStateException if this JVM may not call it, it is not here, or it does not know
  ///   SM4-GCM; the message says which
  public GcryptSm4Gcm() {
    if (!GcryptSm4Gcm.class.getModule().isNativeAccessEnabled()) {
      throw new IllegalStateException(
          "the JVM was started without --enable-native-access=ALL-UNNAMED");
    }
    try {
      this.gcrypt = new Gcrypt();
      gcrypt.close(gcrypt.open(Gcrypt.CIPHER_SM4, Gcrypt.MODE_GCM));
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException("libgcrypt.so.20 is not on this system", e);
    } catch (NoSuchElementException e) {
      throw new IllegalStateException("libgcrypt.so.20 lacks functions of GCM", e);
    }
  }

  /// Version of the library.
  public String version() {
    return gcrypt.version();
  }

  @Override
  public String name() {
    return "libgcrypt";
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
    byte[] tag = new byte[TAG_BYTES];
    with(
        key,
        Gcrypt.MODE_GCM,
        cipher -> {
          begin(cipher, nonce, aad);
          for (int done = 0; done < length; done += STEP_BYTES) {
            int step = Math.min(STEP_BYTES, length - done);
            gcrypt.encrypt(
                cipher,
                target(out, outOffset + done, step),
                source(in, inOffset + done, step, out, outOffset + done));
          }
          gcrypt.getTag(cipher, tag);
        });
    System.arraycopy(tag, 0, out, outOffset + length, TAG_BYTES);
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
    byte[] tag = Arrays.copyOfRange(in, inOffset + plain, inOffset + length);
    with(
        key,
        Gcrypt.MODE_GCM,
        cipher -> {
          boolean genuine = false;
          try {
            begin(cipher, nonce, aad);
            for (int done = 0; done < plain; done += STEP_BYTES) {
              int step = Math.min(STEP_BYTES, plain - done);
              gcrypt.decrypt(
                  cipher,
                  target(out, outOffset + done, step),
                  source(in, inOffset + done, step, out, outOffset + done));
            }
            genuine = gcrypt.checkTag(cipher, tag);
          } finally {
            if (!genuine) {
              Arrays.fill(out, outOffset, outOffset + plain, (byte) 0);
            }
          }
          if (!genuine) {
            throw new Sm4TagMismatchException();
          }
        });
  }

  @Override
  public byte[] encryptBlock(Sm4Key key, byte[] block) {
    byte[] out = new byte[block.length];
    with(
        key,
        Gcrypt.MODE_ECB,
        cipher -> gcrypt.encrypt(cipher, MemorySegment.ofArray(out), MemorySegment.ofArray(block)));
    return out;
  }

  private void with(Sm4Key key, int mode, Consumer<MemorySegment> work) {
    MemorySegment cipher = gcrypt.open(Gcrypt.CIPHER_SM4, mode);
    byte[] bytes = key.exposeBytes();
    try {
      gcrypt.setKey(cipher, bytes);
      work.accept(cipher);
    } finally {
      Arrays.fill(bytes, (byte) 0);
      gcrypt.close(cipher);
    }
  }

  private void begin(MemorySegment cipher, byte[] nonce, byte[] aad) {
    gcrypt.setNonce(cipher, nonce);
    if (aad.length > 0) {
      gcrypt.authenticate(cipher, aad);
    }
  }

  private static MemorySegment target(byte[] out, int offset, int length) {
    return MemorySegment.ofArray(out).asSlice(offset, length);
  }

  /// In place is told to libgcrypt by no source at all.
  @SuppressWarnings("ReferenceEquality") // The same array is meant, not an equal one.
  private static MemorySegment source(
      byte[] in, int inOffset, int length, byte[] out, int outOffset) {
    return in == out && inOffset == outOffset
        ? MemorySegment.NULL
        : MemorySegment.ofArray(in).asSlice(inOffset, length);
  }
}
