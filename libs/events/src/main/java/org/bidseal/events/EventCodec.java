package org.bidseal.events;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Writes and reads events as CloudEvents 1.0 structured JSON (CloudEvents JSON format 1.0.2 §3).
///
/// The mapper is the codec's own, not the service's: a contract between services must not change
/// with the JSON settings of one of them. Times are ISO-8601 in UTC, binary data is base64, and
/// unknown attributes (`dataschema`, other extensions) are ignored.
public final class EventCodec {
  /// Content type of what [#write] gives.
  public static final String CONTENT_TYPE = "application/cloudevents+json; charset=UTF-8";

  private static final String SPEC_VERSION = "1.0";

  // Error messages name places, not contents: data may be personal and messages end in logs.
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  private EventCodec() {}

  /// The event as UTF-8 JSON, attributes first, data last.
  public static byte[] write(Event event) {
    return MAPPER.writeValueAsBytes(tree(event));
  }

  /// The event as JSON text; the same characters as [#write].
  public static String writeText(Event event) {
    return MAPPER.writeValueAsString(tree(event));
  }

  /// Reads what a producer wrote.
  ///
  /// @param json UTF-8 JSON of one event
  /// @throws UnreadableEventException if it is no CloudEvents 1.0 event with JSON object data
  public static Event read(byte[] json) {
    try {
      return event(MAPPER.readTree(json));
    } catch (JacksonException e) {
      throw new UnreadableEventException("not JSON" + place(e), e);
    }
  }

  /// Reads JSON text; see [#read(byte\[\])].
  public static Event read(String json) {
    try {
      return event(MAPPER.readTree(json));
    } catch (JacksonException e) {
      throw new UnreadableEventException("not JSON" + place(e), e);
    }
  }

  /// The producer's record as event data.
  ///
  /// @throws IllegalArgumentException if it does not become a JSON object
  public static JsonNode data(Object data) {
    JsonNode node;
    try {
      node = data instanceof JsonNode json ? json : MAPPER.valueToTree(data);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("not writable as JSON: " + data.getClass().getName(), e);
    }
    if (!node.isObject()) {
      throw new IllegalArgumentException(
          "data of an event is a JSON object, not " + node.getNodeType());
    }
    return node;
  }

  static <T> T convert(Event event, Class<T> dataType) {
    try {
      return MAPPER.treeToValue(event.data(), dataType);
    } catch (JacksonException e) {
      throw new UnreadableEventException(
          "data of "
              + event.type()
              + " is no "
              + dataType.getSimpleName()
              + ": "
              + e.getPathReference(),
          e);
    }
  }

  private static String place(JacksonException e) {
    TokenStreamLocation at = e.getLocation();
    return at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
  }

  private static ObjectNode tree(Event event) {
    ObjectNode tree = MAPPER.createObjectNode();
    tree.put("specversion", SPEC_VERSION);
    tree.put("id", event.id().toString());
    tree.put("source", event.source());
    tree.put("type", event.type());
    tree.put("subject", event.subject());
    tree.put("time", event.time().toString());
    tree.put("datacontenttype", "application/json");
    if (event.traceparent() != null) {
      tree.put("traceparent", event.traceparent());
    }
    tree.set("data", event.data());
    return tree;
  }

  private static Event event(JsonNode tree) {
    if (!tree.isObject()) {
      throw new UnreadableEventException("not a JSON object");
    }
    if (!SPEC_VERSION.equals(text(tree, "specversion"))) {
      throw new UnreadableEventException("not CloudEvents 1.0");
    }
    JsonNode data = tree.get("data");
    if (data == null) {
      throw new UnreadableEventException("no attribute data");
    }
    try {
      return new Event(
          UUID.fromString(text(tree, "id")),
          text(tree, "source"),
          text(tree, "type"),
          text(tree, "subject"),
          Instant.parse(text(tree, "time")),
          optionalText(tree, "traceparent"),
          data);
    } catch (UnreadableEventException e) {
      throw e;
    } catch (IllegalArgumentException | DateTimeParseException e) {
      throw new UnreadableEventException(Objects.toString(e.getMessage()), e);
    }
  }

  private static String text(JsonNode tree, String name) {
    String value = optionalText(tree, name);
    if (value == null) {
      throw new UnreadableEventException("no attribute " + name);
    }
    return value;
  }

  private static @Nullable String optionalText(JsonNode tree, String name) {
    JsonNode value = tree.get(name);
    if (value == null || value.isNull()) {
      return null;
    }
    if (!value.isString()) {
      throw new UnreadableEventException("attribute " + name + " is not text");
    }
    return value.stringValue();
  }
}
