package org.bidseal.identity.enterprise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// GB 32100-2015. The valid codes are those of well-known listed companies, as printed on their
/// licences.
class UsccTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "91110000802100433B",
        "914403001922038216",
        "9144030071526726XG",
        "91330100799655058B"
      })
  void readsRealCodes(String text) {
    assertThat(Uscc.parse(text)).isPresent();
    assertThat(Uscc.parse(text.toLowerCase(Locale.ROOT))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "91110000802100433C", // check character
        "91110000802100433", // length
        "9111000080210043IB", // I is no character of the code
        "91AB0000802100433B", // region
        ""
      })
  void refusesWhatIsNone(String text) {
    assertThat(Uscc.parse(text)).isEmpty();
    assertThatThrownBy(() -> new Uscc(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "91110000802100433B,MARKET",
    "12100000400010275N,INSTITUTION",
    "51100000500000832E,ASSOCIATION",
    "81100000500000832E,OTHER"
  })
  void theFirstCharacterSaysWhoRegisteredIt(String text, EntityKind kind) {
    String code = text.substring(0, 17) + Uscc.check(text);
    assertThat(new Uscc(code).kind()).isEqualTo(kind);
  }

  @Test
  void aSingleWrongCharacterNeverPasses() {
    String valid = "914403001922038216";
    String alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    for (int i = 0; i < 18; i++) {
      for (int j = 0; j < alphabet.length(); j++) {
        char c = alphabet.charAt(j);
        if (valid.charAt(i) != c) {
          String wrong = valid.substring(0, i) + c + valid.substring(i + 1);
          assertThat(Uscc.parse(wrong)).as(wrong).isEmpty();
        }
      }
    }
  }
}
