package org.bidseal.gateway.socket;

import java.util.List;
import java.util.UUID;
import org.bidseal.websecurity.BearerToken;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.socket.CloseStatus;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.WebSocketMessage;
import org.springframework.web.reactive.socket.WebSocketSession;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// `/ws/qr-sessions/{id}`, subprotocol `bidseal.v1`: frames `{channel, type, version, data}`. What
/// the client says is ignored. A session that the caller may not see closes with 4404.
@Component
class QrSessionSocket implements WebSocketHandler {
  static final String PATH = "/ws/qr-sessions/*";
  private static final CloseStatus NO_SUCH_SESSION = new CloseStatus(4404, "no such session");

  private final SessionDoor door;
  private final FanOut fanOut;

  QrSessionSocket(SessionDoor door, FanOut fanOut) {
    this.door = door;
    this.fanOut = fanOut;
  }

  @Override
  public List<String> getSubProtocols() {
    return List.of("bidseal.v1");
  }

  @Override
  public Mono<Void> handle(WebSocketSession socket) {
    return BearerToken.current()
        .map(BearerToken::value)
        .flatMap(bearer -> serve(socket, sessionId(socket), bearer))
        .onErrorResume(IllegalArgumentException.class, _ -> socket.close(NO_SUCH_SESSION));
  }

  private Mono<Void> serve(WebSocketSession socket, UUID sessionId, String bearer) {
    return door.find(sessionId, bearer)
        .map(session -> fanOut.frames(sessionId, session, since(socket), bearer))
        .map(frames -> send(socket, frames))
        .defaultIfEmpty(socket.close(NO_SUCH_SESSION))
        .flatMap(done -> done);
  }

  private static Mono<Void> send(WebSocketSession socket, Flux<String> frames) {
    Flux<WebSocketMessage> heartbeat =
        Flux.interval(FanOut.HEARTBEAT)
            .map(_ -> socket.pingMessage(factory -> factory.wrap(new byte[0])));
    Mono<Void> gone = socket.receive().then();
    return socket.send(Flux.merge(frames.map(socket::textMessage), heartbeat).takeUntilOther(gone));
  }

  private static UUID sessionId(WebSocketSession socket) {
    String path = socket.getHandshakeInfo().getUri().getPath();
    return UUID.fromString(path.substring(path.lastIndexOf('/') + 1));
  }

  private static Since since(WebSocketSession socket) {
    return Since.parse(
        UriComponentsBuilder.fromUri(socket.getHandshakeInfo().getUri())
            .build()
            .getQueryParams()
            .getFirst("since"));
  }
}
