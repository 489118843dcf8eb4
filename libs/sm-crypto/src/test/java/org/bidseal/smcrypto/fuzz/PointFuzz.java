package org.bidseal.smcrypto.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.bidseal.smcrypto.InvalidPointException;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.PointGate;

/// A point is let in as what it is, or refused; never anything else.
class PointFuzz {
  @FuzzTest(maxDuration = "5s")
  void isLetInExactlyOrRefused(byte[] bytes) {
    Point point;
    try {
      point = PointGate.decode(bytes);
    } catch (InvalidPointException refused) {
      return;
    }
    assertThat(point.encoded()).isEqualTo(bytes);
  }
}
