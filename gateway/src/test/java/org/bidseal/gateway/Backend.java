package org.bidseal.gateway;

import io.netty.handler.codec.http.HttpMethod;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.WebsocketServerSpec;

/// All services in one real server: it says what it was asked, and serves frames after `since` on a
/// socket that it closes after each one, so that whoever follows must come back.
final class Backend {
  /// Version of the last frame of every session.
  static final long LAST_VERSION = 3;

  private final DisposableServer server;
  private final Queue<String> sockets = new ConcurrentLinkedQueue<>();
  private final Sinks.Empty<Void> appetite = Sinks.empty();
  private final AtomicLong eaten = new AtomicLong();

  private Backend() {
    this.server =
        HttpServer.create()
            .host("127.0.0.1")
            .port(0)
            .route(routes ->
                routes
                    .get("/api/qr/v1/sessions/{id}/code", Backend::code)
                    .get("/api/qr/v1/sessions/{id}", Backend::session)
                    .get("/ws/qr-sessions/{id}", this::follow)
                    .route(request -> request.uri().endsWith("/uploads/slow"), this::swallow)
                    .route(_ -> true, Backend::echo))
            .bindNow();
  }

  static Backend start() {
    return new Backend();
  }

  private static Mono<Void> echo(HttpServerRequest request, HttpServerResponse response) {
    if (request.method().equals(HttpMethod.HEAD)) {
      return response.header("Upload-Offset", "7").send();
    }
    return request
        .receive()
        .aggregate()
        .asByteArray()
        .map(body -> body.length)
        .defaultIfEmpty(0)
        .flatMap(length ->
            response
                .header("Content-Type", "application/json")
                .sendString(
                    Mono.just(
                        "{\"method\":\"%s\",\"path\":\"%s\",\"length\":%d}"
                            .formatted(request.method(), request.uri(), length)))
                .then());
  }

  /// Reads no more than a piece of the body until it has appetite.
  private Mono<Void> swallow(HttpServerRequest request, HttpServerResponse response) {
    return request
        .receive()
        .asByteArray()
        .delayUntil(_ -> appetite.asMono())
        .doOnNext(piece -> eaten.addAndGet(piece.length))
        .then(
            response
                .status(204)
                .header("Upload-Offset", "7")
                .header("Tus-Resumable", "1.0.0")
                .send());
  }

  /// From now on it reads.
  void eat() {
    appetite.tryEmitEmpty().orThrow();
  }

  /// Bytes of the bodies that it read.
  long eaten() {
    return eaten.get();
  }

  private static Mono<Void> session(HttpServerRequest request, HttpServerResponse response) {
    boolean known = !String.valueOf(request.param("id")).startsWith("00000000");
    return known
        ? response
            .header("Content-Type", "application/json")
            .sendString(Mono.just("{\"purpose\":\"SIGN\",\"state\":\"PENDING\"}"))
            .then()
        : response.status(404).send();
  }

  private static Mono<Void> code(HttpServerRequest request, HttpServerResponse response) {
    return response
        .header("Content-Type", "application/json")
        .sendString(Mono.just("{\"code\":\"bidseal:1:x\",\"nextInMillis\":60000}"))
        .then();
  }

  private Mono<Void> follow(HttpServerRequest request, HttpServerResponse response) {
    String uri = request.uri();
    sockets.add(uri);
    long since = Long.parseLong(uri.substring(uri.indexOf("since=") + "since=".length()));
    Flux<String> next = since < LAST_VERSION ? Flux.just(frame(since + 1)) : Flux.<String>never();
    return response.sendWebsocket(
        (_, out) -> out.sendString(next).then(),
        WebsocketServerSpec.builder().protocols("bidseal.v1").build());
  }

  private static String frame(long version) {
    return "{\"channel\":\"session\",\"type\":\"state\",\"version\":%d,\"data\":{\"state\":\"PENDING\"}}"
        .formatted(version);
  }

  /// What was asked of the sockets, in order.
  Queue<String> sockets() {
    return sockets;
  }

  String url() {
    return "http://127.0.0.1:" + server.port();
  }

  void stop() {
    server.disposeNow(Duration.ofSeconds(5));
  }
}
