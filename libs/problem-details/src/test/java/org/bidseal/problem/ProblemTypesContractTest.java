package org.bidseal.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;

class ProblemTypesContractTest {
  @Test
  void commonProblemsFulfilIt() {
    ProblemTypesContract.check(CommonProblem.class);
  }

  @Test
  void uriIsOfServiceAndKebabCaseName() {
    assertThat(CommonProblem.IDEMPOTENCY_KEY_REUSED.uri())
        .hasToString("https://bidseal.org/problems/common/idempotency-key-reused");
  }

  @Test
  void refusesATitleThatIsNotChinese() {
    assertThatThrownBy(() -> ProblemTypesContract.check(English.class))
        .isInstanceOf(AssertionError.class)
        .hasMessage("English.ONLY: titleZh is not Chinese");
  }

  @Test
  void extensionsMayNotHideAStandardMember() {
    var problem = new ProblemException(CommonProblem.CONFLICT, "x");
    assertThatThrownBy(() -> problem.with("status", 200))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private enum English implements ProblemType {
    ONLY;

    @Override
    public String service() {
      return "test";
    }

    @Override
    public ProblemDefinition definition() {
      return new ProblemDefinition(HttpStatus.CONFLICT, "Title", "Title", "Next", "请重试。");
    }
  }
}
