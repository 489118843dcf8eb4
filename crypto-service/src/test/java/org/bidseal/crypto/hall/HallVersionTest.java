package org.bidseal.crypto.hall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bidseal.problem.ProblemException;
import org.junit.jupiter.api.Test;

/// What a snapshot had seen: PostgreSQL, "Transaction ID and Snapshot Information Functions".
class HallVersionTest {
  private final HallVersion version = HallVersion.parse("a100:106:100,103");

  @Test
  void whatHadEndedBeforeItWasSeen() {
    assertThat(version.saw(99)).isTrue();
    assertThat(version.saw(101)).isTrue();
    assertThat(version.saw(105)).isTrue();
  }

  @Test
  void whatStillRanOrCameLaterIsNews() {
    assertThat(version.saw(100)).isFalse();
    assertThat(version.saw(103)).isFalse();
    assertThat(version.saw(106)).isFalse();
    assertThat(version.saw(1_000)).isFalse();
  }

  @Test
  void keepsItsText() {
    assertThat(version.text()).isEqualTo("a100:106:100,103");
    assertThat(HallVersion.parse("o7:7:").text()).isEqualTo("o7:7:");
    assertThat(HallVersion.parse("o7:7:").everybody()).isFalse();
    assertThat(HallVersion.parse("o7:7:").saw(6)).isTrue();
    assertThat(HallVersion.parse("o7:7:").saw(7)).isFalse();
  }

  @Test
  void refusesWhatIsNoSnapshot() {
    for (String text :
        new String[] {
          "", "a", "7:7:", "b7:7:", "a7:7", "a7:7:8;", "a-7:7:", "a7:7:99999999999999999999"
        }) {
      assertThatThrownBy(() -> HallVersion.parse(text))
          .as(text)
          .isInstanceOf(ProblemException.class);
    }
  }
}
