package org.bidseal.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.bidseal.testsupport.ArchitectureRules;
import org.bidseal.testsupport.Awaiting;
import org.bidseal.testsupport.ServiceTest;
import org.bidseal.testsupport.Tokens;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.WebSocketMessage;
import org.springframework.web.reactive.socket.WebSocketSession;
import org.springframework.web.reactive.socket.client.ReactorNettyWebSocketClient;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ServiceTest(client = "gateway")
final class GatewayTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Backend BACKEND = Backend.start();

  @Autowired private WebTestClient client;
  @LocalServerPort private int port;

  @DynamicPropertySource
  static void backends(DynamicPropertyRegistry properties) {
    for (String service :
        List.of(
            "identity-service",
            "seal-service",
            "signing-service",
            "crypto-service",
            "qr-session-service")) {
      properties.add("bidseal.services." + service + ".url", BACKEND::url);
    }
    // Nobody listens there.
    properties.add("bidseal.services.keyescrow-service.url", () -> "http://127.0.0.1:9");
    properties.add("bidseal.limits.per-user.rate", () -> "1");
    properties.add("bidseal.limits.per-user.burst", () -> "30");
  }

  @AfterAll
  static void stop() {
    BACKEND.stop();
  }

  @Test
  void passesPathsOnUnchangedAndAsksForATokenFirst() {
    String person = Tokens.person(UUID.randomUUID());
    for (String path : List.of("identity", "seals", "signing", "crypto", "qr")) {
      String uri = "/api/" + path + "/v1/things?x=1";
      assertThat(send(HttpMethod.GET, uri, null, null).status()).isEqualTo(401);
      Answer answer = send(HttpMethod.GET, uri, person, null);
      assertThat(answer.body().path("path").asString()).isEqualTo(uri);
    }
    assertThat(send(HttpMethod.GET, "/api/identity/v1/trust-anchors", null, null).status())
        .isEqualTo(200);
  }

  @Test
  void hasNoWayToInternalPaths() {
    Answer answer =
        send(
            HttpMethod.POST,
            "/internal/crypto/v1/signing-expectations",
            Tokens.service("signing-service"),
            "{}");
    assertThat(answer.status()).isEqualTo(404);
  }

  @Test
  void aServiceThatIsAwayIsAProblemThatSaysWhenToTryAgain() {
    String person = Tokens.person(UUID.randomUUID());
    for (int i = 0; i < 8; i++) {
      Answer answer = send(HttpMethod.GET, "/api/escrow/v1/keys", person, null);
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.body().path("type").asString()).endsWith("/upstream-unavailable");
      assertThat(answer.retryAfter()).isNotNull();
    }
  }

  @Test
  void refusesBodiesThatAreTooLargeAndStreamsOthers() {
    String person = Tokens.person(UUID.randomUUID());
    String large = "x".repeat(5 * 1024 * 1024);
    assertThat(send(HttpMethod.POST, "/api/seals/v1/impressions", person, large).status())
        .isEqualTo(413);
    Answer streamed = send(HttpMethod.PUT, "/api/crypto/v1/envelopes/1/content", person, large);
    assertThat(streamed.body().path("length").asInt()).isEqualTo(large.length());
  }

  /// Whoever is behind the gateway decides how fast a body comes. One that is not read stays with
  /// the client, but for what sockets and one window of HTTP hold, whatever its size.
  @Test
  void aBodyThatNobodyReadsStaysWithTheClient() throws Exception {
    // docs/speed.md has a run with 4096 in a JVM of 96 MiB.
    long size = Long.getLong("bidseal.body-mib", 256) * 1024 * 1024;
    var sent = new AtomicLong();
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + port + "/api/crypto/v1/envelopes/1/uploads/slow"))
            .header("Authorization", "Bearer " + Tokens.person(UUID.randomUUID()))
            .header("Content-Type", "application/offset+octet-stream")
            .header("Upload-Offset", "0")
            .header("Tus-Resumable", "1.0.0")
            .method("PATCH", BodyPublishers.ofInputStream(() -> new Zeros(size, sent)))
            .build();
    try (var http = HttpClient.newHttpClient()) {
      CompletableFuture<HttpResponse<Void>> answer =
          http.sendAsync(request, BodyHandlers.discarding());
      var before = new AtomicLong(-1);
      var still = new AtomicInteger();
      Awaiting.until(
          "nothing moves any more",
          () ->
              sent.get() > 0
                  && (before.getAndSet(sent.get()) == sent.get()
                      ? still.incrementAndGet() > 20
                      : still.getAndSet(0) < 0));
      assertThat(sent).hasValueLessThan(32L * 1024 * 1024);
      assertThat(answer).isNotDone();

      BACKEND.eat();

      HttpResponse<Void> done = answer.get(30, TimeUnit.MINUTES);
      assertThat(done.statusCode()).isEqualTo(204);
      assertThat(done.headers().firstValue("Upload-Offset")).contains("7");
      assertThat(BACKEND.eaten()).isEqualTo(size);
    }
  }

  /// So many zeros, counted when they are taken.
  private static final class Zeros extends InputStream {
    private final AtomicLong taken;
    private long left;

    Zeros(long size, AtomicLong taken) {
      this.left = size;
      this.taken = taken;
    }

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : 0;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      if (left == 0) {
        return -1;
      }
      int given = (int) Math.min(left, length);
      java.util.Arrays.fill(target, offset, offset + given, (byte) 0);
      left -= given;
      taken.addAndGet(given);
      return given;
    }
  }

  @Test
  void passesTheMethodsOfTusOn() {
    String person = Tokens.person(UUID.randomUUID());
    String upload = "/api/crypto/v1/envelopes/1/uploads/2";
    for (HttpMethod method : List.of(HttpMethod.PATCH, HttpMethod.OPTIONS, HttpMethod.DELETE)) {
      assertThat(send(method, upload, person, null).body().path("method").asString())
          .isEqualTo(method.name());
    }
    assertThat(send(HttpMethod.HEAD, upload, person, null).status()).isEqualTo(200);
    String large = "x".repeat(5 * 1024 * 1024);
    assertThat(send(HttpMethod.PATCH, upload, person, large).status()).isEqualTo(200);
    assertThat(send(HttpMethod.POST, "/api/crypto/v1/envelopes/1/uploads", person, large).status())
        .isEqualTo(413);
  }

  @Test
  void limitsWhatOnePersonMayAsk() {
    String busy = Tokens.person(UUID.randomUUID());
    List<Integer> answers =
        IntStream.range(0, 40)
            .mapToObj(_ -> send(HttpMethod.GET, "/api/qr/v1/x", busy, null).status())
            .toList();
    assertThat(answers).contains(200, 429);
    assertThat(
            send(HttpMethod.GET, "/api/qr/v1/x", Tokens.person(UUID.randomUUID()), null).status())
        .isEqualTo(200);
  }

  @Test
  void oneSocketCarriesCodesAndFramesAndMissesNothingWhenUpstreamsBreakOff() {
    UUID session = UUID.fromString("11111111-0000-4000-8000-000000000001");
    List<String> received =
        listen(session, "", "bearer." + Tokens.person(UUID.randomUUID()), 1 + 2 * 3);
    assertThat(received).filteredOn(frame -> frame.contains("\"code\"")).hasSize(1);
    assertThat(versions(received)).containsExactlyInAnyOrder(1L, 1L, 2L, 2L, 3L, 3L);
    assertThat(BACKEND.sockets())
        .filteredOn(uri -> uri.contains(session.toString()))
        .anyMatch(uri -> uri.endsWith("since=2"));
  }

  @Test
  void aReconnectGoesOnWhereItStopped() {
    UUID session = UUID.fromString("22222222-0000-4000-8000-000000000002");
    List<String> received =
        listen(
            session, "?since=session:2,signing:3", "bearer." + Tokens.person(UUID.randomUUID()), 2);
    assertThat(versions(received)).containsExactly(3L);
  }

  @Test
  void aSessionThatIsNotYoursClosesTheSocket() {
    UUID hidden = UUID.fromString("00000000-0000-4000-8000-000000000003");
    assertThat(listen(hidden, "", "bearer." + Tokens.person(UUID.randomUUID()), 1)).isEmpty();
  }

  @Test
  void architectureHolds() {
    ArchitectureRules.verify("org.bidseal.gateway");
  }

  private static List<Long> versions(List<String> frames) {
    return frames.stream()
        .map(JSON::readTree)
        .map(frame -> frame.path("version").asLong())
        .filter(version -> version > 0)
        .toList();
  }

  private List<String> listen(UUID session, String query, String token, int count) {
    List<String> received = new ArrayList<>();
    WebSocketHandler handler =
        new WebSocketHandler() {
          @Override
          public List<String> getSubProtocols() {
            return List.of("bidseal.v1", token);
          }

          @Override
          public Mono<Void> handle(WebSocketSession socket) {
            return socket
                .receive()
                .filter(message -> message.getType() == WebSocketMessage.Type.TEXT)
                .map(WebSocketMessage::getPayloadAsText)
                .take(count)
                .doOnNext(received::add)
                .then();
          }
        };
    URI uri = URI.create("ws://127.0.0.1:" + port + "/ws/qr-sessions/" + session + query);
    var done =
        new ReactorNettyWebSocketClient()
            .execute(uri, handler)
            .timeout(Duration.ofSeconds(20))
            .toFuture();
    Awaiting.until("the socket has said enough", done::isDone);
    return List.copyOf(received);
  }

  private record Answer(int status, JsonNode body, @Nullable String retryAfter) {}

  private Answer send(
      HttpMethod method, String uri, @Nullable String token, @Nullable String body) {
    var request = client.method(method).uri(uri);
    if (token != null) {
      request.header(HttpHeaders.AUTHORIZATION, "Bearer " + token);
    }
    if (body != null) {
      request.contentType(MediaType.APPLICATION_JSON).bodyValue(body);
    }
    var result = request.exchange().expectBody().returnResult();
    byte[] content = result.getResponseBody();
    return new Answer(
        result.getStatus().value(),
        content == null || content.length == 0 ? JSON.createObjectNode() : JSON.readTree(content),
        result.getResponseHeaders().getFirst(HttpHeaders.RETRY_AFTER));
  }
}
