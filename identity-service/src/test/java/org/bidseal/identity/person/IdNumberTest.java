package org.bidseal.identity.person;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// GB 11643-1999. The valid numbers are the standard's own examples.
class IdNumberTest {

  @ParameterizedTest
  @ValueSource(strings = {"11010519491231002X", "440524188001010014", " 11010519491231002x "})
  void readsTheExamplesOfTheStandard(String text) {
    assertThat(IdNumber.parse(text)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "110105194912310021", // check character
        "11010519491331002X", // month 13
        "11010519490229002X", // 1949 was no leap year
        "01010519491231002X", // region
        "1101051949123100", // length
        "11010519491231002XX",
        "",
        "１１０１０５１９４９１２３１００２Ｘ" // full-width digits
      })
  void refusesWhatIsNone(String text) {
    assertThat(IdNumber.parse(text)).isEmpty();
  }

  @Test
  void aSingleWrongDigitNeverPasses() {
    String valid = "440524188001010014";
    for (int i = 0; i < 18; i++) {
      for (char digit = '0'; digit <= '9'; digit++) {
        if (valid.charAt(i) != digit) {
          String wrong = valid.substring(0, i) + digit + valid.substring(i + 1);
          assertThat(IdNumber.parse(wrong)).as(wrong).isEmpty();
        }
      }
    }
  }

  @Test
  void isNeverPrinted() {
    IdNumber number = IdNumber.parse("11010519491231002X").orElseThrow();
    assertThat(number.toString()).doesNotContain("1101").contains("REDACTED");
    assertThat(number).isEqualTo(IdNumber.parse("11010519491231002x").orElseThrow());
  }
}
