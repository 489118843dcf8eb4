package org.bidseal.servicecalls;

import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/// A server in the place of another service: plays its prepared answers in turn, repeats the last,
/// and keeps the headers it received.
final class OtherService implements AutoCloseable {
  private final ConcurrentLinkedDeque<Answer> answers = new ConcurrentLinkedDeque<>();
  private final List<HttpHeaders> received = new CopyOnWriteArrayList<>();
  private final DisposableServer server =
      HttpServer.create().host("localhost").port(0).handle(this::answer).bindNow();

  interface Answer extends BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> {}

  String url() {
    return "http://localhost:" + server.port();
  }

  void plays(Answer... prepared) {
    answers.clear();
    answers.addAll(List.of(prepared));
    received.clear();
  }

  List<HttpHeaders> received() {
    return received;
  }

  static Answer json(int status, String body) {
    return (_, response) ->
        response
            .status(status)
            .header("Content-Type", "application/json")
            .sendString(Mono.just(body));
  }

  static Answer silence() {
    return (_, _) -> Mono.never();
  }

  @Override
  public void close() {
    server.disposeNow();
  }

  private Publisher<Void> answer(HttpServerRequest request, HttpServerResponse response) {
    received.add(request.requestHeaders().copy());
    Answer next = answers.size() > 1 ? answers.removeFirst() : answers.getFirst();
    return next.apply(request, response);
  }
}
