package org.bidseal.gateway.socket;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.bidseal.gateway.route.Backends;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.WebSocketMessage;
import org.springframework.web.reactive.socket.WebSocketSession;
import org.springframework.web.reactive.socket.client.ReactorNettyWebSocketClient;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Frames of one channel of one session, from the service that has them. A lost connection is made
/// again from the last version seen, so that nothing is missed and nothing comes twice.
@Component
class UpstreamSocket {
  private static final String SUBPROTOCOL = "bidseal.v1";
  private static final int MOST_PENDING = 512;
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final ReactorNettyWebSocketClient client = new ReactorNettyWebSocketClient();
  private final Backends backends;
  private final JsonMapper json;

  UpstreamSocket(Backends backends, JsonMapper json) {
    this.backends = backends;
    this.json = json;
  }

  /// A frame as it came, with the version that it carries.
  record UpstreamFrame(String text, JsonNode json) {
    long version() {
      return json.path("version").asLong();
    }
  }

  /// Frames after `since`, without end.
  Flux<UpstreamFrame> follow(Channel channel, UUID sessionId, long since, String bearer) {
    AtomicLong seen = new AtomicLong(since);
    return Flux.defer(() -> connect(channel, sessionId, seen.get(), bearer))
        .map(text -> new UpstreamFrame(text, json.readTree(text)))
        .filter(frame -> frame.version() > seen.get())
        .doOnNext(frame -> seen.set(frame.version()))
        .repeatWhen(ended -> ended.delayElements(PAUSE))
        .retryWhen(Retry.backoff(Long.MAX_VALUE, PAUSE).maxBackoff(Duration.ofSeconds(5)))
        .onBackpressureBuffer(MOST_PENDING);
  }

  private Flux<String> connect(Channel channel, UUID sessionId, long since, String bearer) {
    HttpHeaders headers = new HttpHeaders();
    headers.setBearerAuth(bearer);
    URI uri = uri(channel, sessionId, since);
    return Flux.create(sink -> {
      Disposable connection =
          client
              .execute(uri, headers, new Receiver(sink))
              .subscribe(null, sink::error, sink::complete);
      sink.onDispose(connection);
    });
  }

  private URI uri(Channel channel, UUID sessionId, long since) {
    String http = backends.url(channel.service()).toString();
    return URI.create(
        "ws"
            + http.substring("http".length())
            + "/ws/qr-sessions/"
            + sessionId
            + "?since="
            + since);
  }

  private record Receiver(FluxSink<String> sink) implements WebSocketHandler {
    @Override
    public List<String> getSubProtocols() {
      return List.of(SUBPROTOCOL);
    }

    @Override
    public Mono<Void> handle(WebSocketSession session) {
      return session
          .receive()
          .filter(message -> message.getType() == WebSocketMessage.Type.TEXT)
          .map(WebSocketMessage::getPayloadAsText)
          .doOnNext(sink::next)
          .then();
    }
  }
}
