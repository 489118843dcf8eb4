package org.bidseal.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventCodecTest {
  private static final UUID ID = UUID.fromString("0198c5b2-0000-7000-8000-000000000001");
  private static final String TYPE = "org.bidseal.identity.person-verified.v1";
  private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  private static final String WRITTEN =
      """
      {"specversion":"1.0","id":"0198c5b2-0000-7000-8000-000000000001",\
      "source":"urn:bidseal:identity-service","type":"org.bidseal.identity.person-verified.v1",\
      "subject":"p-1","time":"2026-11-22T06:00:00Z","datacontenttype":"application/json",\
      "traceparent":"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",\
      "data":{"name":"王小明","at":"2026-11-22T06:00:00Z","level":2}}\
      """;

  /// What a producer says.
  record Verified(String name, Instant at, int level) {}

  /// What a reader of an older release knows.
  record NameOnly(String name) {}

  /// What a reader of a newer release hopes for.
  record WithMore(String name, @Nullable Boolean byVideo, @Nullable List<String> hints) {}

  @Test
  void anEventIsWrittenAsStructuredCloudEventsJson() {
    assertThat(EventCodec.writeText(event())).isEqualTo(WRITTEN);
    assertThat(EventCodec.write(event())).isEqualTo(WRITTEN.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void whatWasWrittenIsRead() {
    assertThat(EventCodec.read(WRITTEN)).isEqualTo(event());
    assertThat(EventCodec.read(EventCodec.write(event()))).isEqualTo(event());
  }

  @Test
  void aReaderIgnoresWhatItDoesNotKnow() {
    String newer =
        WRITTEN.replace(
            "\"subject\"",
            "\"dataschema\":\"https://example.org/s\",\"partitionkey\":\"x\",\"subject\"");
    Event event = EventCodec.read(newer);
    assertThat(event).isEqualTo(event());
    assertThat(event.dataAs(NameOnly.class)).isEqualTo(new NameOnly("王小明"));
    assertThat(event.dataAs(WithMore.class)).isEqualTo(new WithMore("王小明", null, null));
  }

  @Test
  void dataOfAnotherShapeIsUnreadableAndNotQuoted() {
    record Wrong(int name) {}
    assertThatThrownBy(() -> event().dataAs(Wrong.class))
        .isInstanceOf(UnreadableEventException.class)
        .hasMessageContaining(TYPE)
        .hasMessageContaining("name")
        .hasMessageNotContaining("王小明");
  }

  @Test
  void aMissingPrimitiveIsNotGuessed() {
    record Strict(String name, int points) {}
    assertThatThrownBy(() -> event().dataAs(Strict.class))
        .isInstanceOf(UnreadableEventException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{",
        "{} {}",
        "{\"specversion\":\"0.3\"}",
        "{\"specversion\":\"1.0\",\"id\":\"x\",\"source\":\"s\",\"type\":\"t\",\"subject\":\"u\","
            + "\"time\":\"2026-11-22T06:00:00Z\",\"data\":{}}",
        "{\"specversion\":\"1.0\",\"id\":\"0198c5b2-0000-7000-8000-000000000001\",\"source\":\"s\","
            + "\"type\":\"t\",\"subject\":\"u\",\"time\":\"yesterday\",\"data\":{}}",
        "{\"specversion\":\"1.0\",\"id\":\"0198c5b2-0000-7000-8000-000000000001\",\"source\":\"s\","
            + "\"type\":\"t\",\"subject\":\"u\",\"time\":\"2026-11-22T06:00:00Z\",\"data\":[1]}",
        "{\"specversion\":\"1.0\",\"id\":\"0198c5b2-0000-7000-8000-000000000001\",\"source\":\"s\","
            + "\"type\":\"t\",\"subject\":7,\"time\":\"2026-11-22T06:00:00Z\",\"data\":{}}",
        "{\"specversion\":\"1.0\",\"id\":\"0198c5b2-0000-7000-8000-000000000001\",\"source\":\"s\","
            + "\"type\":\"t\",\"subject\":\"u\",\"time\":\"2026-11-22T06:00:00Z\"}"
      })
  void whatIsNoEventIsUnreadable(String json) {
    assertThatThrownBy(() -> EventCodec.read(json.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(UnreadableEventException.class);
  }

  @Test
  void dataIsAnObject() {
    assertThatThrownBy(() -> EventCodec.data(List.of(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(EventCodec.data(Map.of("a", 1)).toString()).isEqualTo("{\"a\":1}");
  }

  private static Event event() {
    var data = new Verified("王小明", Instant.parse("2026-11-22T06:00:00Z"), 2);
    return new Event(
        ID,
        "urn:bidseal:identity-service",
        TYPE,
        "p-1",
        Instant.parse("2026-11-22T06:00:00Z"),
        TRACE,
        EventCodec.data(data));
  }
}
