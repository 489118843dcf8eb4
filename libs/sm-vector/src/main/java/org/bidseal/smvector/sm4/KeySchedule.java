package org.bidseal.smvector.sm4;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.bidseal.smcrypto.sm4.Sm4Key;

/// Thirty-two round keys (GB/T 32907-2016 §7.3), by the same S-box in registers as the rounds.
/// Zeroed when closed.
final class KeySchedule implements AutoCloseable {
  private static final int ROUNDS = 32;
  private static final int[] FK = {0xa3b1bac6, 0x56aa3350, 0x677d9197, 0xb27022dc};

  private final int[] roundKeys = new int[ROUNDS];

  KeySchedule(Sm4Key key) {
    byte[] bytes = key.exposeBytes();
    int[] words = new int[4 + ROUNDS];
    try {
      ByteBuffer.wrap(bytes).asIntBuffer().get(words, 0, 4);
      for (int i = 0; i < 4; i++) {
        words[i] ^= FK[i];
      }
      for (int i = 0; i < ROUNDS; i++) {
        int t = SBox.substitute(words[i + 1] ^ words[i + 2] ^ words[i + 3] ^ constant(i));
        roundKeys[i] = words[i] ^ t ^ Integer.rotateLeft(t, 13) ^ Integer.rotateLeft(t, 23);
        words[i + 4] = roundKeys[i];
      }
    } finally {
      Arrays.fill(bytes, (byte) 0);
      Arrays.fill(words, 0);
    }
  }

  /// CK: byte j is (4i + j)·7 mod 256.
  private static int constant(int i) {
    int ck = 0;
    for (int j = 0; j < 4; j++) {
      ck = ck << 8 | ((4 * i + j) * 7 & 0xff);
    }
    return ck;
  }

  /// The round keys themselves, in order; not a copy.
  int[] roundKeys() {
    return roundKeys;
  }

  @Override
  public void close() {
    Arrays.fill(roundKeys, 0);
  }
}
