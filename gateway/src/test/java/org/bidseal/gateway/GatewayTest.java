package org.bidseal.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
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
