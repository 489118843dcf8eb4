package org.bidseal.smvector.sm3;

import org.bidseal.smcrypto.evidence.LeafHasher;
import org.bidseal.smcrypto.evidence.LeafHasherContract;
import org.bidseal.smvector.Skipping;
import org.bidseal.smvector.VectorMachine;
import org.junit.jupiter.api.BeforeAll;

class VectorLeafHasherTest extends LeafHasherContract {
  @BeforeAll
  static void machine() {
    Skipping.unlessPossible("The vector leaf hasher", VectorMachine.refusal());
  }

  @Override
  protected LeafHasher hasher() {
    return new VectorLeafHasher();
  }
}
