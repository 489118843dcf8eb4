package org.bidseal.crypto;

import org.bidseal.testsupport.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  @Test
  void keepsTheRules() {
    ArchitectureRules.verify("org.bidseal.crypto");
  }
}
