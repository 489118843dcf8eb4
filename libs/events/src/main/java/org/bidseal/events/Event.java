package org.bidseal.events;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Something that happened, as told to other services: a CloudEvents 1.0 event (CloudEvents 1.0.2
/// §3.1) with JSON data.
///
/// @param id identity of this occurrence; the same event delivered again has the same id
/// @param source who says so, a URI reference: `urn:bidseal:identity-service`
/// @param type `org.bidseal.<topic>.<what-happened>.v<N>`, for example
///   `org.bidseal.identity.person-verified.v1`; a change that breaks readers is a new version
/// @param subject id of the aggregate it happened to; events of one subject keep their order
/// @param time when it happened, UTC
/// @param traceparent W3C trace context of the cause (CloudEvents distributed tracing extension),
///   if it was traced
/// @param data the event's own content, a JSON object whose contract stands with the producer
public record Event(
    UUID id,
    String source,
    String type,
    String subject,
    Instant time,
    @Nullable String traceparent,
    JsonNode data) {

  /// Checks what CloudEvents demands: no empty attribute.
  ///
  /// @throws IllegalArgumentException if source, type or subject is blank or the data is no JSON
  ///   object
  public Event {
    requireText("source", source);
    requireText("type", type);
    requireText("subject", subject);
    if (!data.isObject()) {
      throw new IllegalArgumentException(
          "data of an event is a JSON object, not " + data.getNodeType());
    }
  }

  /// The data as the reader's own type. Unknown fields are ignored (tolerant reader); a component
  /// that producers may leave out must be of a boxed or reference type and `@Nullable`.
  ///
  /// @throws UnreadableEventException if a field that is there has another shape than the type
  ///   wants
  public <T> T dataAs(Class<T> dataType) {
    return EventCodec.convert(this, dataType);
  }

  private static void requireText(String name, String value) {
    if (value.isBlank()) {
      throw new IllegalArgumentException(name + " of an event is blank");
    }
  }
}
