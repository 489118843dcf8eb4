package org.bidseal.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.bidseal.testsupport.ServiceTest;
import org.bidseal.testsupport.Tokens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactivestreams.FlowAdapters;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Nobody is held by a service that hangs, whatever it was doing; and nobody is cut off who is only
/// slow. The limits are those of the table, made short.
@ServiceTest(client = "gateway")
@Timeout(60)
final class HangingServiceTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final HangingBackend BACKEND = HangingBackend.start();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @LocalServerPort private int port;

  @DynamicPropertySource
  static void backends(DynamicPropertyRegistry properties) {
    for (String service :
        List.of(
            "identity-service",
            "seal-service",
            "signing-service",
            "crypto-service",
            "keyescrow-service",
            "qr-session-service")) {
      properties.add("bidseal.services." + service + ".url", BACKEND::url);
    }
    properties.add("bidseal.traffic.others.answer", () -> "2s");
    properties.add("bidseal.traffic.others.silence", () -> "2s");
    properties.add("bidseal.traffic.kinds.files.limits.silence", () -> "2s");
    properties.add("bidseal.traffic.untaken", () -> "2s");
  }

  @AfterAll
  static void stop() {
    HTTP.close();
    BACKEND.stop();
  }

  @Test
  void aServiceThatDoesNotAnswerIsAskedOnceAndNotWaitedFor() throws Exception {
    assertTimedOut(send("POST", "/api/seals/v1/unanswered", BodyPublishers.ofString("{}")));
    assertThat(BACKEND.unanswered()).isOne();
    assertTimedOut(send("GET", "/api/identity/v1/unanswered", BodyPublishers.noBody()));
    assertThat(BACKEND.unanswered()).isEqualTo(2);
  }

  @Test
  void aBrokenConnectionIsNotTriedAgain() throws Exception {
    // So that there is a connection in the pool, whose break could be taken for its age.
    assertThat(send("POST", "/api/escrow/v1/well", BodyPublishers.ofString("{}")).statusCode())
        .isEqualTo(204);
    HttpResponse<String> answer =
        send("POST", "/api/escrow/v1/reset", BodyPublishers.ofString("{}"));
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    assertThat(BACKEND.resets()).isOne();
  }

  @Test
  void aLongPollMayWaitLongerThanOthers() throws Exception {
    assertThat(send("GET", "/api/crypto/v1/openings/1/hall", BodyPublishers.noBody()).statusCode())
        .isEqualTo(200);
  }

  @Test
  void anAnswerMayTakeLongerThanItsBeginning() throws Exception {
    for (String path : List.of("/api/crypto/v1/envelopes/1/plaintext", "/api/seals/v1/slow")) {
      HttpResponse<String> answer = send("GET", path, BodyPublishers.noBody());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).hasSize(HangingBackend.PIECES);
    }
  }

  @Test
  void anAnswerThatStopsIsCutAndNotTakenForWhole() {
    assertThatThrownBy(
            () -> send("GET", "/api/crypto/v1/envelopes/cut/content", BodyPublishers.noBody()))
        .isInstanceOf(IOException.class);
  }

  /// Clients differ in whether they look at an answer before they have sent everything; one that
  /// does not is stopped by the end of the connection.
  @Test
  void anUploadThatNobodyTakesIsAnsweredAndTheConnectionClosed() throws Exception {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        BufferedReader answer =
            new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII))) {
      OutputStream out = socket.getOutputStream();
      out.write(
          """
          PATCH /api/crypto/v1/envelopes/1/uploads/unread HTTP/1.1\r
          Host: localhost\r
          Authorization: Bearer %s\r
          Content-Type: application/offset+octet-stream\r
          Content-Length: 4000000000\r
          \r
          """
              .formatted(Tokens.person(UUID.randomUUID()))
              .getBytes(US_ASCII));
      CompletableFuture<Void> sending =
          CompletableFuture.runAsync(() -> sendWithoutEnd(out), Thread::startVirtualThread);

      assertThat(answer.readLine()).startsWith("HTTP/1.1 504");
      sending.get(30, TimeUnit.SECONDS);
    }
  }

  private static void sendWithoutEnd(OutputStream out) {
    byte[] zeros = new byte[64 * 1024];
    try {
      while (true) {
        out.write(zeros);
      }
    } catch (IOException _) {
      // The other end has closed the connection.
    }
  }

  @Test
  void anUploadMayBeSlow() throws Exception {
    Flux<ByteBuffer> slow =
        Flux.interval(HangingBackend.PACE)
            .take(HangingBackend.PIECES)
            .map(_ -> ByteBuffer.wrap(new byte[100]));
    HttpResponse<String> answer =
        send(
            "PATCH",
            "/api/crypto/v1/envelopes/1/uploads/slow",
            BodyPublishers.fromPublisher(FlowAdapters.toFlowPublisher(slow)));
    assertThat(answer.statusCode()).isEqualTo(204);
  }

  private static void assertTimedOut(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(504);
    JsonNode problem = JSON.readTree(answer.body());
    assertThat(problem.path("type").asString()).endsWith("/timed-out");
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
  }

  private HttpResponse<String> send(String method, String path, BodyPublisher body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .version(HttpClient.Version.HTTP_1_1)
            .timeout(Duration.ofSeconds(30))
            .header("Authorization", "Bearer " + Tokens.person(UUID.randomUUID()))
            .header("Content-Type", "application/offset+octet-stream")
            .method(method, body)
            .build();
    return HTTP.send(request, BodyHandlers.ofString());
  }
}
