package org.bidseal.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ServiceTest {
  /// Without one of them bids are opened up to thirty times more slowly (docs/speed.md).
  @Test
  void cryptoServiceStartsWithWhatItsSm4KernelNeeds() {
    assertThat(Service.CRYPTO.jvmOptions())
        .contains(
            "--add-modules=jdk.incubator.vector",
            "--add-opens=java.base/com.sun.crypto.provider=ALL-UNNAMED",
            "--enable-native-access=ALL-UNNAMED")
        .noneMatch(option -> option.startsWith("-XX:TieredStopAtLevel"));
  }
}
