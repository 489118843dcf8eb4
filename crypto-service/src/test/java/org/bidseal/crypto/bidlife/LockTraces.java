package org.bidseal.crypto.bidlife;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.bidseal.testsupport.Awaiting;
import org.bidseal.testsupport.GoldenEvents;
import org.bidseal.testsupport.PublishedEvents;
import tools.jackson.databind.JsonNode;

/// What a lock leaves behind: entries in the opening's record, and events.
final class LockTraces {
  private LockTraces() {}

  /// What an opening's record tells, in order.
  static List<String> kinds(JsonNode record) {
    return record
        .path("entries")
        .valueStream()
        .map(entry -> entry.path("kind").asString())
        .toList();
  }

  /// Compares events of a lock with their golden files, once there are as many of it.
  ///
  /// @param names of the events, without `event-lock-`
  static void goldenEvents(UUID lockId, int many, String... names) {
    Awaiting.untilAsserted(() ->
        assertThat(PublishedEvents.about("bidseal.crypto", lockId))
            .hasSizeGreaterThanOrEqualTo(many));
    Map<String, JsonNode> byType = new TreeMap<>();
    PublishedEvents.about("bidseal.crypto", lockId)
        .forEach(event -> byType.put(event.path("type").asString(), event));
    for (String name : names) {
      JsonNode event = byType.get("org.bidseal.crypto.event-lock-" + name + ".v1");
      GoldenEvents.verify(Objects.requireNonNull(event, name));
    }
  }
}
