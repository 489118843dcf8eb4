package org.bidseal.smcrypto.sm4;

import java.util.Arrays;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.SM4Engine;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.modes.GCMModeCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;

/// SM4-GCM by Bouncy Castle: slow (about 60 MB/s) and everywhere.
public final class BouncyCastleSm4Gcm implements Sm4Gcm {
  @Override
  public String name() {
    return "bouncy-castle";
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
    GCMModeCipher cipher = cipher(true, key, nonce, aad);
    int done = cipher.processBytes(in, inOffset, length, out, outOffset);
    try {
      cipher.doFinal(out, outOffset + done);
    } catch (InvalidCipherTextException e) {
      throw new IllegalStateException("sealing checks no tag", e);
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
    GCMModeCipher cipher = cipher(false, key, nonce, aad);
    boolean genuine = false;
    try {
      // Bouncy Castle decrypts before it knows the tag.
      int done = cipher.processBytes(in, inOffset, length, out, outOffset);
      cipher.doFinal(out, outOffset + done);
      genuine = true;
    } catch (InvalidCipherTextException e) {
      throw new Sm4TagMismatchException();
    } finally {
      if (!genuine) {
        Arrays.fill(out, outOffset, outOffset + plain, (byte) 0);
      }
    }
  }

  private static GCMModeCipher cipher(boolean seal, Sm4Key key, byte[] nonce, byte[] aad) {
    GCMModeCipher cipher = GCMBlockCipher.newInstance(new SM4Engine());
    byte[] bytes = key.exposeBytes();
    cipher.init(
        seal, new AEADParameters(new KeyParameter(bytes), TAG_BYTES * 8, nonce.clone(), aad));
    Arrays.fill(bytes, (byte) 0);
    return cipher;
  }
}
