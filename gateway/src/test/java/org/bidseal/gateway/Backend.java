package org.bidseal.gateway;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
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
                    .route(_ -> true, Backend::echo))
            .bindNow();
  }

  static Backend start() {
    return new Backend();
  }

  private static Mono<Void> echo(HttpServerRequest request, HttpServerResponse response) {
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
                    Mono.just("{\"path\":\"%s\",\"length\":%d}".formatted(request.uri(), length)))
                .then());
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
