package org.bidseal.testsupport;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class GoldenEventsTest {
  private static final String EVENT =
      """
      {"specversion":"1.0","id":"0d5f5b0e-5a67-4c2b-8f0e-0d6b4f8f5a11","source":"/seal-service",
       "type":"org.bidseal.test.seal-tried.v1","subject":"5d5f5b0e-5a67-4c2b-8f0e-0d6b4f8f5a11",
       "time":"2026-11-22T10:15:30.123Z","traceparent":"00-1-2-01",
       "data":{"name":"%s","serial":"8123"}}
      """;

  @Test
  void idsTimesAndNamedPlacesMayVary() {
    GoldenEvents.verify(EVENT.formatted("round"), "/data/serial");
  }

  @Test
  void everythingElseMayNot() {
    assertThatThrownBy(() -> GoldenEvents.verify(EVENT.formatted("oval"), "/data/serial"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("~ /data/name: expected \"round\" but was \"oval\"");
  }
}
