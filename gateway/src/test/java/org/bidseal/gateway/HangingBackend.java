package org.bidseal.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/// A service that hangs in every phase of a request, as the end of the path says.
final class HangingBackend {
  /// Pieces of a trickled body, and the time before each.
  static final int PIECES = 12;

  static final Duration PACE = Duration.ofMillis(400);

  private final DisposableServer server;
  private final AtomicInteger unanswered = new AtomicInteger();
  private final AtomicInteger reset = new AtomicInteger();

  private HangingBackend() {
    this.server =
        HttpServer.create()
            .host("127.0.0.1")
            .port(0)
            .childOption(ChannelOption.SO_RCVBUF, 64 * 1024)
            .route(routes ->
                routes
                    .route(request -> request.uri().endsWith("/unanswered"), this::hang)
                    .route(request -> request.uri().endsWith("/reset"), this::reset)
                    .route(request -> request.uri().endsWith("/hall"), (_, out) -> late(out))
                    .route(request -> request.uri().endsWith("/cut/content"), (_, out) -> half(out))
                    .get("/**", (_, out) -> trickle(out, PIECES))
                    .route(request -> request.uri().endsWith("/unread"), (_, _) -> Mono.never())
                    .route(_ -> true, HangingBackend::read))
            .bindNow();
  }

  static HangingBackend start() {
    return new HangingBackend();
  }

  /// Takes the whole request.
  private Mono<Void> hang(HttpServerRequest request, HttpServerResponse response) {
    return request.receive().then().doOnTerminate(unanswered::incrementAndGet).then(Mono.never());
  }

  private Mono<Void> reset(HttpServerRequest request, HttpServerResponse response) {
    return request
        .receive()
        .then()
        .doOnTerminate(reset::incrementAndGet)
        .then(
            Mono.fromRunnable(() ->
                response.withConnection(connection -> {
                  connection.channel().config().setOption(ChannelOption.SO_LINGER, 0);
                  var _ = connection.channel().close();
                })));
  }

  private static Mono<Void> late(HttpServerResponse response) {
    return Mono.delay(PACE.multipliedBy(PIECES)).then(response.sendString(Mono.just("{}")).then());
  }

  private static Mono<Void> trickle(HttpServerResponse response, int pieces) {
    return response.send(Flux.interval(PACE).take(pieces).map(_ -> piece()), _ -> true).then();
  }

  private static Mono<Void> half(HttpServerResponse response) {
    return response
        .header("Content-Length", String.valueOf(PIECES))
        .send(Mono.fromSupplier(HangingBackend::piece).concatWith(Mono.never()), _ -> true)
        .then();
  }

  private static ByteBuf piece() {
    return Unpooled.copiedBuffer("x", UTF_8);
  }

  private static Mono<Void> read(HttpServerRequest request, HttpServerResponse response) {
    return request.receive().then(response.status(204).send());
  }

  /// Requests that it took and never answered.
  int unanswered() {
    return unanswered.get();
  }

  /// Requests that it took and then broke the connection.
  int resets() {
    return reset.get();
  }

  String url() {
    return "http://127.0.0.1:" + server.port();
  }

  void stop() {
    server.disposeNow(Duration.ofSeconds(5));
  }
}
