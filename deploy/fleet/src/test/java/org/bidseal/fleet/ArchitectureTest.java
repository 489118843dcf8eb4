package org.bidseal.fleet;

import org.bidseal.testsupport.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  @Test
  void rulesHold() {
    ArchitectureRules.verify("org.bidseal.fleet");
  }
}
