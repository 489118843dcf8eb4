package org.bidseal.smvector.sm4;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.bidseal.smcrypto.sm4.Sm4Gcm;
import org.bidseal.smcrypto.sm4.Sm4GcmContract;
import org.bidseal.smcrypto.sm4.Sm4Key;
import org.bidseal.smvector.Skipping;
import org.bidseal.smvector.VectorMachine;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class VectorSm4GcmTest extends Sm4GcmContract {
  private static final byte[] EXAMPLE = HexFormat.of().parseHex("0123456789abcdeffedcba9876543210");

  @BeforeAll
  static void machine() {
    Skipping.unlessPossible("The vector kernel", VectorMachine.refusal());
  }

  @Override
  protected Sm4Gcm gcm() {
    return new VectorSm4Gcm();
  }

  /// The flag is among those of the test JVM; were it lost, the speed would be too.
  @Test
  void theJdksGhashIsReached() {
    assertThat(VectorSm4Gcm.hasFastGhash()).isTrue();
  }

  /// GB/T 32907-2016 §A.1.
  @Test
  void agreesWithTheStandardsFirstExample() {
    assertThat(new VectorSm4Gcm().encryptBlock(Sm4Key.of(EXAMPLE), EXAMPLE))
        .isEqualTo(HexFormat.of().parseHex("681edf34d206965e86b3e94f536e4246"));
  }

  /// GB/T 32907-2016 §A.2: the same block, encrypted a million times.
  @Test
  void agreesWithTheStandardsSecondExample() {
    byte[] block = EXAMPLE;
    try (KeySchedule schedule = new KeySchedule(Sm4Key.of(EXAMPLE));
        CtrKernel kernel = new CtrKernel(schedule)) {
      for (int i = 0; i < 1_000_000; i++) {
        block = kernel.encryptBlock(block);
      }
    }
    assertThat(HexFormat.of().formatHex(block)).isEqualTo("595298c7c6fd271f0402f804c33d3f66");
  }
}
