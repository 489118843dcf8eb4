package org.bidseal.smcrypto.evidence;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PlainLeafHasherTest extends LeafHasherContract {
  @Override
  protected LeafHasher hasher() {
    return new PlainLeafHasher();
  }

  @Test
  void segmentsLieWithinTheirArray() {
    byte[] bytes = new byte[100];
    assertThatThrownBy(() -> Segments.of(bytes, 40, 3, 40, 21))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> Segments.of(bytes, 40, 0, 40, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Segments.of(bytes, 40, 2, 41, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Segments.of(bytes, 40, 2, 10, 11))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Segments.of(bytes, 40, 2, 20, 8).shortenedBy(9))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
