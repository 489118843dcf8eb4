package org.bidseal.sessionframes.socket;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.bidseal.sessionframes.Frame;
import org.bidseal.sessionframes.SessionFrames;
import org.bidseal.sessionframes.SessionFramesProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.reactive.socket.CloseStatus;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.WebSocketMessage;
import org.springframework.web.reactive.socket.WebSocketSession;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import tools.jackson.databind.json.JsonMapper;

/// Sends one client the frames of one session.
///
/// - Every heartbeat interval a ping, for the server to notice a client that is gone, and a frame
///   of type `heartbeat` with the last version sent, for a page (which sees no pings) to notice a
///   server that is.
/// - What the client sends is read and dropped.
/// - Close codes: 1012 the service stops or the socket is old, 1013 the client was too slow or the
///   database is away; after either it reconnects with `since`. 1001 nothing was heard of the
///   client for three heartbeats.
final class FrameSocket implements WebSocketHandler {
  static final String PROTOCOL = "bidseal.v1";

  private static final Logger log = LoggerFactory.getLogger(FrameSocket.class);
  private static final CloseStatus TRY_AGAIN_LATER = new CloseStatus(1013, "reconnect with since");

  private final SessionFrames frames;
  private final JsonMapper json;
  private final SessionFramesProperties properties;
  private final UUID sessionId;
  private final long since;

  FrameSocket(
      SessionFrames frames,
      JsonMapper json,
      SessionFramesProperties properties,
      UUID sessionId,
      long since) {
    this.frames = frames;
    this.json = json;
    this.properties = properties;
    this.sessionId = sessionId;
    this.since = since;
  }

  @Override
  public List<String> getSubProtocols() {
    return List.of(PROTOCOL);
  }

  @Override
  public Mono<Void> handle(WebSocketSession socket) {
    Mono<Void> sent =
        socket.send(messages(socket)).then(socket.close(CloseStatus.SERVICE_RESTARTED));
    Mono<Void> received = socket.receive().timeout(properties.heartbeat().multipliedBy(3)).then();
    return Mono.firstWithSignal(sent, received).onErrorResume(error -> socket.close(status(error)));
  }

  /// Heartbeats are put between frames where they are sent, not where they are due: one must not
  /// name a version whose frame is still behind it.
  private Flux<WebSocketMessage> messages(WebSocketSession socket) {
    Sinks.Empty<Void> ended = Sinks.empty();
    Flux<Outgoing> news =
        frames
            .pages(sessionId, since)
            .take(properties.maxAge())
            .doOnComplete(ended::tryEmitEmpty)
            .concatMap(this::acceptedInTime, 1)
            .map(News::new);
    Flux<Outgoing> beats =
        Flux.interval(properties.heartbeat())
            .onBackpressureDrop()
            .<Outgoing>map(_ -> Beat.BEAT)
            .takeUntilOther(ended.asMono());
    var lastSent = new AtomicLong(since);
    return Flux.merge(1, news, beats)
        .concatMapIterable(outgoing -> messages(socket, outgoing, lastSent), 1);
  }

  private Flux<Frame> acceptedInTime(List<Frame> page) {
    Mono<Void> tooSlow =
        Mono.delay(properties.slowAfter()).then(Mono.error(SlowFollowerException::new));
    return Flux.fromIterable(page).takeUntilOther(tooSlow);
  }

  private List<WebSocketMessage> messages(
      WebSocketSession socket, Outgoing outgoing, AtomicLong lastSent) {
    return switch (outgoing) {
      case News(Frame frame) -> {
        lastSent.set(frame.version());
        yield List.of(message(socket, frame));
      }
      case Beat _ ->
          List.of(
              socket.pingMessage(buffers -> buffers.wrap(new byte[0])),
              message(socket, heartbeat(lastSent.get())));
    };
  }

  private Frame heartbeat(long version) {
    return new Frame(properties.channel(), Frame.HEARTBEAT, version, json.createObjectNode());
  }

  private WebSocketMessage message(WebSocketSession socket, Frame frame) {
    return socket.textMessage(json.writeValueAsString(frame));
  }

  private CloseStatus status(Throwable error) {
    return switch (error) {
      case TimeoutException _ -> CloseStatus.GOING_AWAY;
      case SlowFollowerException _ -> TRY_AGAIN_LATER;
      default -> {
        log.warn("The frames of session {} cannot be followed", sessionId, error);
        yield TRY_AGAIN_LATER;
      }
    };
  }

  private sealed interface Outgoing {}

  private record News(Frame frame) implements Outgoing {}

  private enum Beat implements Outgoing {
    BEAT
  }
}
