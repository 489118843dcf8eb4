package org.bidseal.smvector.sm4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class GhashTest {
  /// Two implementations that share nothing.
  @Test
  void theTablesAgreeWithTheJdk() {
    assumeTrue(JdkGhash.isOpen(), "the JDK's GHASH is not opened to this JVM");
    Random random = new Random(20261122);
    for (int i = 0; i < 500; i++) {
      byte[] subkey = new byte[16];
      random.nextBytes(subkey);
      byte[] data = new byte[random.nextInt(700)];
      random.nextBytes(data);
      int offset = data.length == 0 ? 0 : random.nextInt(data.length);
      try (Ghash ours = new TableGhash(subkey);
          Ghash jdks = new JdkGhash(subkey)) {
        for (Ghash ghash : new Ghash[] {ours, jdks}) {
          ghash.update(data, offset, data.length - offset);
          ghash.update(data, 0, offset);
        }
        assertThat(ours.digest()).isEqualTo(jdks.digest());
      }
    }
  }
}
