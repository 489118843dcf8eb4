package org.bidseal.smvector.sm4;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.bidseal.smcrypto.sm4.Sm4Key;
import org.bidseal.smvector.Skipping;
import org.bidseal.smvector.VectorMachine;
import org.bouncycastle.crypto.engines.SM4Engine;
import org.bouncycastle.crypto.params.KeyParameter;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CtrKernelTest {
  private static final byte[] KEY = bytes(1, 16);
  private static final byte[] NONCE = bytes(2, 12);

  @BeforeAll
  static void machine() {
    Skipping.unlessPossible("The vector kernel", VectorMachine.refusal());
  }

  private static byte[] bytes(long seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  /// SP 800-38D §6.2 and §6.5 as they stand there: inc32 on the whole block, one after another.
  private static byte[] expected(int counter, byte[] data) {
    SM4Engine engine = new SM4Engine();
    engine.init(true, new KeyParameter(KEY));
    byte[] out = data.clone();
    byte[] keystream = new byte[16];
    for (int i = 0; i < out.length; i++) {
      if (i % 16 == 0) {
        byte[] block = ByteBuffer.allocate(16).put(NONCE).putInt(counter++).array();
        engine.processBlock(block, 0, keystream, 0);
      }
      out[i] ^= keystream[i % 16];
    }
    return out;
  }

  private static byte[] actual(int counter, byte[] data) {
    byte[] out = new byte[data.length + 2];
    byte[] in = new byte[data.length + 3];
    System.arraycopy(data, 0, in, 3, data.length);
    try (KeySchedule schedule = new KeySchedule(Sm4Key.of(KEY));
        CtrKernel kernel = new CtrKernel(schedule)) {
      kernel.add(NONCE, counter, in, 3, data.length, out, 2);
    }
    return Arrays.copyOfRange(out, 2, out.length);
  }

  /// Every place of the wrap within a pass of 256 blocks, and its neighbours.
  @Test
  void theCounterWrapsWithoutCarryIntoTheNonce() {
    byte[] data = bytes(3, 5000);
    for (int before = 0; before < 320; before++) {
      int counter = -before;
      assertThat(actual(counter, data))
          .as("counter %08x", counter)
          .isEqualTo(expected(counter, data));
    }
  }

  @Test
  void theCounterPassesTheSignBit() {
    byte[] data = bytes(4, 700);
    for (int counter = 0x7fffffd0; counter > 0; counter++) {
      assertThat(actual(counter, data)).isEqualTo(expected(counter, data));
    }
  }

  @Test
  void agreesAtEveryLength() {
    for (int length = 0; length < 9000; length += length < 600 ? 1 : 61) {
      byte[] data = bytes(length, length);
      assertThat(actual(2, data)).isEqualTo(expected(2, data));
    }
  }

  @Test
  void theKeystreamIsGoneAfterwards() throws ReflectiveOperationException {
    KeySchedule schedule = new KeySchedule(Sm4Key.of(KEY));
    CtrKernel kernel = new CtrKernel(schedule);
    byte[] out = new byte[5000];
    kernel.add(NONCE, 2, out, 0, out.length, out, 0);
    kernel.close();
    schedule.close();
    assertThat(schedule.roundKeys()).containsOnly(0);
    for (String name : new String[] {"state", "tail"}) {
      var field = CtrKernel.class.getDeclaredField(name);
      field.setAccessible(true);
      Object array = field.get(kernel);
      if (array instanceof int[] ints) {
        assertThat(ints).containsOnly(0);
      } else {
        assertThat((byte[]) array).containsOnly(0);
      }
    }
  }
}
