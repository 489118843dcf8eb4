package org.bidseal.signing;

import org.bidseal.problem.ProblemTypesContract;
import org.bidseal.testsupport.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  @Test
  void keepsTheRules() {
    ArchitectureRules.verify("org.bidseal.signing");
  }

  @Test
  void everyProblemIsBilingual() {
    ProblemTypesContract.check(SigningProblem.class);
  }
}
