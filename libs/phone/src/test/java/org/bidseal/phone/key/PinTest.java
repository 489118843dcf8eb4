package org.bidseal.phone.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PinTest {
  @ParameterizedTest
  @ValueSource(strings = {"493817", "a1b2c3", "1234567890123457", "aabbcc", "135791"})
  void acceptsSixToSixteenDigitsOrLetters(String text) {
    assertThat(Pin.of(text)).hasToString("Pin[REDACTED]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "12457", "12345678901234570", "12 457", "12-457", "密码密码密码", "１２４５７８",
        "123456", "654321", "abcdef", "fedcba", "ABCDEFGH", "111111", "zzzzzzzz"
      })
  void refusesOtherFormsRunsAndRepeats(String text) {
    assertThatThrownBy(() -> Pin.of(text)).isInstanceOf(WeakPinException.class);
  }
}
