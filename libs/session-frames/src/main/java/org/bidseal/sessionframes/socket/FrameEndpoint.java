package org.bidseal.sessionframes.socket;

import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.bidseal.problem.CommonProblem;
import org.bidseal.problem.ProblemException;
import org.bidseal.sessionframes.SessionFrameAccess;
import org.bidseal.sessionframes.SessionFrames;
import org.bidseal.sessionframes.SessionFramesProperties;
import org.bidseal.websecurity.Caller;
import org.bidseal.websecurity.CurrentCaller;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.socket.server.WebSocketService;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebHandler;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/// Opens the socket for those who may follow. Refusals are answered before the upgrade, as
/// problems: UNAUTHENTICATED, NOT_FOUND, MALFORMED_REQUEST.
final class FrameEndpoint implements WebHandler {
  static final String PATH = "/ws/qr-sessions/{id}";

  private final SessionFrames frames;
  private final SessionFrameAccess access;
  private final SessionFramesProperties properties;
  private final JsonMapper json;
  private final WebSocketService sockets;

  FrameEndpoint(
      SessionFrames frames,
      SessionFrameAccess access,
      SessionFramesProperties properties,
      JsonMapper json,
      WebSocketService sockets) {
    this.frames = frames;
    this.access = access;
    this.properties = properties;
    this.json = json;
    this.sockets = sockets;
  }

  @Override
  public Mono<Void> handle(ServerWebExchange exchange) {
    return Mono.defer(() -> {
      UUID sessionId = sessionId(exchange);
      var socket = new FrameSocket(frames, json, properties, sessionId, since(exchange));
      return CurrentCaller.of(exchange, Caller.class)
          .switchIfEmpty(Mono.error(FrameEndpoint::unknown))
          .flatMap(caller -> access.mayFollow(sessionId, caller))
          .filter(allowed -> allowed)
          .switchIfEmpty(Mono.error(FrameEndpoint::notFound))
          .flatMap(_ -> sockets.handleRequest(exchange, socket));
    });
  }

  private static UUID sessionId(ServerWebExchange exchange) {
    Map<String, String> variables =
        Objects.requireNonNull(
            exchange.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE));
    try {
      return UUID.fromString(Objects.requireNonNull(variables.get("id")));
    } catch (IllegalArgumentException _) {
      throw notFound();
    }
  }

  private static long since(ServerWebExchange exchange) {
    @Nullable String text = exchange.getRequest().getQueryParams().getFirst("since");
    try {
      long since = text == null ? 0 : Long.parseLong(text);
      if (since >= 0) {
        return since;
      }
    } catch (NumberFormatException _) {
      // Refused below, like a negative one.
    }
    throw new ProblemException(
        CommonProblem.MALFORMED_REQUEST, "since is the last version received, a number from 0 on.");
  }

  private static ProblemException unknown() {
    return new ProblemException(CommonProblem.UNAUTHENTICATED, "This needs an access token.");
  }

  private static ProblemException notFound() {
    return new ProblemException(CommonProblem.NOT_FOUND, "There is no such session.");
  }
}
