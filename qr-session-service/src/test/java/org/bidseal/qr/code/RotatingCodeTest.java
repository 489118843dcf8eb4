package org.bidseal.qr.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RotatingCodeTest {
  private static final UUID SESSION = UUID.fromString("3f2504e0-4f89-41d3-9a0c-0305e82c3301");
  private static final Instant NOW = Instant.parse("2026-11-20T02:00:00Z");
  private final byte[] key = new byte[CodeKey.BYTES];

  @Test
  void survivesItsOwnText() {
    RotatingCode code = RotatingCode.at(SESSION, key, NOW);
    assertThat(RotatingCode.parse(code.text())).isEqualTo(code);
  }

  @Test
  void changesEveryTwoSeconds() {
    RotatingCode code = RotatingCode.at(SESSION, key, NOW);
    assertThat(RotatingCode.at(SESSION, key, NOW.plusMillis(1_999))).isEqualTo(code);
    assertThat(RotatingCode.at(SESSION, key, NOW.plusSeconds(2))).isNotEqualTo(code);
    assertThat(code.shownUntil()).isEqualTo(NOW.plusSeconds(2));
  }

  @Test
  void isAcceptedForTenSecondsAndNotBeforeItsTime() {
    RotatingCode code = RotatingCode.at(SESSION, key, NOW);
    assertThat(code.freshAndGenuine(key, NOW)).isTrue();
    assertThat(code.freshAndGenuine(key, NOW.plusSeconds(10))).isTrue();
    assertThat(code.freshAndGenuine(key, NOW.plus(Duration.ofMillis(10_001)))).isFalse();
    assertThat(code.freshAndGenuine(key, NOW.minusMillis(1))).isFalse();
  }

  @Test
  void isBoundToKeySessionAndStep() {
    RotatingCode code = RotatingCode.at(SESSION, key, NOW);
    byte[] otherKey = key.clone();
    Arrays.fill(otherKey, (byte) 1);
    assertThat(code.freshAndGenuine(otherKey, NOW)).isFalse();
    UUID otherSession = UUID.fromString("d9428888-122b-41e1-b85c-61cd3cbee2a3");
    assertThat(new RotatingCode(otherSession, code.step(), code.mac()).freshAndGenuine(key, NOW))
        .isFalse();
    assertThat(
            new RotatingCode(SESSION, code.step() + 1, code.mac())
                .freshAndGenuine(key, NOW.plusSeconds(2)))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "https://example.org",
        "bidseal:2:3f2504e0-4f89-41d3-9a0c-0305e82c3301:1:00000000000000000000000000000000",
        "bidseal:1:3F2504E0-4F89-41D3-9A0C-0305E82C3301:1:00000000000000000000000000000000",
        "bidseal:1:3f2504e0-4f89-41d3-9a0c-0305e82c3301:-1:00000000000000000000000000000000",
        "bidseal:1:3f2504e0-4f89-41d3-9a0c-0305e82c3301:9999999999999:00000000000000000000000000000000",
        "bidseal:1:3f2504e0-4f89-41d3-9a0c-0305e82c3301:1:0000"
      })
  void refusesOtherTexts(String text) {
    assertThatThrownBy(() -> RotatingCode.parse(text)).isInstanceOf(MalformedCodeException.class);
  }
}
