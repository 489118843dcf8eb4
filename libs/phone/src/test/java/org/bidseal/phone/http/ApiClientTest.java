package org.bidseal.phone.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ApiClientTest {
  /// An answer, or a connection that breaks off.
  private record Answer(int status, String retryAfter, String body) {
    static final Answer BREAK = new Answer(0, "", "");
    static final Answer AWAY = new Answer(503, "0", "{\"type\":\"x/upstream-unavailable\"}");
    static final Answer DONE = new Answer(201, "", "{\"id\":7}");
  }

  private final Deque<Answer> answers = new ArrayDeque<>();
  private final List<String> keys = new ArrayList<>();
  private final List<String> bodies = new ArrayList<>();
  private HttpServer server;
  private ApiClient client;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    client = new Gateway(uri, new SecureRandom(), Clock.systemUTC()).anonymous();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    keys.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
    bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    Answer answer = answers.removeFirst();
    if (answer.status() == 0) {
      exchange.close();
      return;
    }
    if (!answer.retryAfter().isEmpty()) {
      exchange.getResponseHeaders().set("Retry-After", answer.retryAfter());
    }
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.status(), body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Test
  void asksAgainWithTheSameKeyUntilTheServiceIsBack() {
    answers.addAll(List.of(Answer.AWAY, Answer.BREAK, Answer.AWAY, Answer.DONE));
    assertThat(client.post("/things", Map.of("a", 1)).path("id").asInt()).isEqualTo(7);
    assertThat(keys).hasSize(4).containsOnly(keys.getFirst());
    assertThat(bodies).hasSize(4).containsOnly("{\"a\":1}");
  }

  @Test
  void twoWritesAreTwoIntents() {
    answers.addAll(List.of(Answer.DONE, Answer.DONE));
    client.post("/things", null);
    client.post("/things", null);
    assertThat(keys).doesNotHaveDuplicates();
  }

  @Test
  void aRefusalAndALongWaitAreToldAtOnce() {
    answers.add(new Answer(409, "", "{\"type\":\"x/conflict\"}"));
    assertThatExceptionOfType(ApiProblemException.class)
        .isThrownBy(() -> client.post("/things", null))
        .satisfies(problem -> assertThat(problem.slug()).isEqualTo("conflict"));
    answers.add(new Answer(429, "600", "{\"type\":\"x/rate-limited\"}"));
    assertThatExceptionOfType(ApiProblemException.class)
        .isThrownBy(() -> client.post("/things", null))
        .satisfies(problem -> assertThat(problem.status()).isEqualTo(429));
    assertThat(answers).isEmpty();
  }
}
