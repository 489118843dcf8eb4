package org.bidseal.smvector.sm4;

import java.util.Arrays;
import org.bouncycastle.crypto.modes.gcm.GCMMultiplier;
import org.bouncycastle.crypto.modes.gcm.GCMUtil;
import org.bouncycastle.crypto.modes.gcm.Tables4kGCMMultiplier;

/// GHASH by Bouncy Castle's tables, where the JDK's own cannot be reached: lookups depend on the
/// data, as everywhere in Bouncy Castle. The tables follow from the message's subkey and not back
/// to the key.
final class TableGhash extends Ghash {
  private static final int BLOCK_BYTES = 16;

  private final GCMMultiplier multiplier = new Tables4kGCMMultiplier();
  private final byte[] state = new byte[BLOCK_BYTES];

  TableGhash(byte[] subkey) {
    multiplier.init(subkey.clone());
  }

  @Override
  void blocks(byte[] data, int offset, int length) {
    for (int at = offset; at < offset + length; at += BLOCK_BYTES) {
      GCMUtil.xor(state, data, at);
      multiplier.multiplyH(state);
    }
  }

  @Override
  byte[] digest() {
    return state.clone();
  }

  @Override
  public void close() {
    Arrays.fill(state, (byte) 0);
    multiplier.init(new byte[BLOCK_BYTES]);
  }
}
