package org.bidseal.gateway.socket;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bidseal.gateway.socket.UpstreamSocket.UpstreamFrame;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The frames of one socket: those of the session, of the service behind its purpose, and, for the
/// page that shows the code, the code itself. Codes are not versions of anything; they carry
/// version 0.
@Component
class FanOut {
  private final UpstreamSocket upstream;
  private final SessionDoor door;
  private final JsonMapper json;

  FanOut(UpstreamSocket upstream, SessionDoor door, JsonMapper json) {
    this.upstream = upstream;
    this.door = door;
    this.json = json;
  }

  /// All frames after `since`, merged as they come, without end.
  ///
  /// @param session as qr-session-service shows it to the caller
  Flux<String> frames(UUID sessionId, JsonNode session, Since since, String bearer) {
    AtomicBoolean pending = new AtomicBoolean(isPending(session));
    Flux<String> ofSession =
        upstream
            .follow(Channel.SESSION, sessionId, since.of(Channel.SESSION), bearer)
            .doOnNext(frame -> pending.set(isPending(frame.json().path("data"))))
            .map(UpstreamFrame::text);
    Flux<String> ofService =
        Channel.ofPurpose(session.path("purpose").asString())
            .map(channel ->
                upstream
                    .follow(channel, sessionId, since.of(channel), bearer)
                    .map(UpstreamFrame::text))
            .orElseGet(Flux::never);
    Flux<String> codes =
        pending.get()
            ? door.codes(sessionId, bearer).takeWhile(_ -> pending.get()).map(this::codeFrame)
            : Flux.empty();
    return Flux.merge(ofSession, ofService, codes);
  }

  private static boolean isPending(JsonNode session) {
    return session.path("state").asString().equals("PENDING");
  }

  private String codeFrame(JsonNode code) {
    return json.writeValueAsString(
        Map.of("channel", "session", "type", "code", "version", 0, "data", code));
  }

  /// How often a silent socket is pinged.
  static final Duration HEARTBEAT = Duration.ofSeconds(15);
}
