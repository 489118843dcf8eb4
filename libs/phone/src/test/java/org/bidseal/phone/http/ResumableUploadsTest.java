package org.bidseal.phone.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.Random;
import org.bidseal.smcrypto.Sm3Hash;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Against a server that keeps the rules of tus and fails as it is told.
final class ResumableUploadsTest {
  private static final String UPLOADS = "/uploads";

  /// What happens to a chunk, in order; STORE when there is no more.
  private enum Fate {
    STORE,
    /// It is kept, and the connection breaks before the answer.
    ANSWER_LOST,
    /// The connection breaks, and nothing is kept.
    BREAK,
    IN_PROGRESS,
    /// The desk itself is stopped, as far as this test can: it gets an answer that it cannot take.
    STOP,
    REFUSE
  }

  private final Deque<Fate> fates = new ArrayDeque<>();
  private final ByteArrayOutputStream stored = new ByteArrayOutputStream();
  private int chunks;
  private int created;
  private int held;
  private HttpServer server;
  private ResumableUploads uploads;

  @TempDir private Path folder;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    uploads =
        new ResumableUploads(new Gateway(uri, new SecureRandom(), Clock.systemUTC()).anonymous());
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    assertThat(exchange.getRequestHeaders().getFirst("Tus-Resumable")).isEqualTo("1.0.0");
    switch (exchange.getRequestMethod()) {
      case "POST" -> {
        stored.reset();
        exchange.getResponseHeaders().set("Location", UPLOADS + "/" + ++created);
        reply(exchange, 201, "");
      }
      case "HEAD" -> head(exchange);
      default -> chunk(exchange, body);
    }
  }

  private void head(HttpExchange exchange) throws IOException {
    if (!exchange.getRequestURI().getPath().equals(UPLOADS + "/" + created)) {
      reply(exchange, 410, "");
    } else if (held > 0) {
      held--;
      reply(exchange, 423, "");
    } else {
      reply(exchange, 200, "");
    }
  }

  private void chunk(HttpExchange exchange, byte[] body) throws IOException {
    chunks++;
    if (Long.parseLong(exchange.getRequestHeaders().getFirst("Upload-Offset")) != stored.size()) {
      reply(exchange, 409, "{\"type\":\"x/upload-offset-mismatch\"}");
      return;
    }
    switch (fates.isEmpty() ? Fate.STORE : fates.removeFirst()) {
      case STORE -> {
        store(exchange, body);
        reply(exchange, 204, "");
      }
      case ANSWER_LOST -> {
        store(exchange, body);
        exchange.close();
      }
      case BREAK -> exchange.close();
      case IN_PROGRESS -> {
        held = 2;
        reply(exchange, 423, "{\"type\":\"x/upload-in-progress\"}");
      }
      case STOP -> reply(exchange, 400, "{}");
      case REFUSE -> reply(exchange, 409, "{\"type\":\"x/deadline-passed\"}");
    }
  }

  private void store(HttpExchange exchange, byte[] body) {
    assertThat(exchange.getRequestHeaders().getFirst("Upload-Checksum"))
        .isEqualTo("sm3 " + Base64.getEncoder().encodeToString(Sm3Hash.of(body).bytes()));
    stored.writeBytes(body);
  }

  private void reply(HttpExchange exchange, int status, String body) throws IOException {
    exchange.getResponseHeaders().set("Upload-Offset", Integer.toString(stored.size()));
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private Path file(int size) throws IOException {
    byte[] content = new byte[size];
    new Random(1).nextBytes(content);
    return Files.write(folder.resolve("bid"), content);
  }

  @Test
  void brokenLinesAndLostAnswersCostOneChunkEach() throws IOException {
    Path file = file(20 * 1024 * 1024 + 3);
    fates.add(Fate.BREAK);
    fates.add(Fate.ANSWER_LOST);
    fates.add(Fate.IN_PROGRESS);

    assertThat(uploads.upload(UPLOADS, file)).isEqualTo(UPLOADS + "/1");

    assertThat(stored.toByteArray()).isEqualTo(Files.readAllBytes(file));
    // Three chunks, one broken, one that was held off; a lost answer costs none.
    assertThat(chunks).isEqualTo(5);
  }

  @Test
  void aDeskThatIsStartedAgainGoesOnWhereItWas() throws IOException {
    Path file = file(20 * 1024 * 1024 + 3);
    Path memory = folder.resolve("upload.json");
    fates.add(Fate.STORE);
    fates.add(Fate.STOP);
    assertThatExceptionOfType(ApiProblemException.class)
        .isThrownBy(() -> uploads.upload(UPLOADS, file, memory));
    assertThat(memory).exists();

    assertThat(uploads.upload(UPLOADS, file, memory)).isEqualTo(UPLOADS + "/1");

    assertThat(stored.toByteArray()).isEqualTo(Files.readAllBytes(file));
    assertThat(chunks).isEqualTo(4);
    assertThat(memory).doesNotExist();
  }

  @Test
  void whatIsRememberedOfAnotherFileOrHasEndedBeginsAnew() throws IOException {
    Path file = file(1000);
    Path memory = folder.resolve("upload.json");
    fates.add(Fate.STOP);
    assertThatExceptionOfType(ApiProblemException.class)
        .isThrownBy(() -> uploads.upload(UPLOADS, file, memory));
    Files.write(file, new byte[1001]);
    fates.add(Fate.STOP);
    assertThatExceptionOfType(ApiProblemException.class)
        .isThrownBy(() -> uploads.upload(UPLOADS, file, memory));
    assertThat(created).isEqualTo(2);

    // Its day is over.
    created++;
    assertThat(uploads.upload(UPLOADS, file, memory)).isEqualTo(UPLOADS + "/4");
    assertThat(stored.toByteArray()).isEqualTo(new byte[1001]);

    Files.writeString(memory, "{");
    assertThat(uploads.upload(UPLOADS, file, memory)).isEqualTo(UPLOADS + "/5");
  }

  @Test
  void aRefusalIsARefusal() throws IOException {
    Path file = file(1000);
    fates.add(Fate.REFUSE);
    assertThatExceptionOfType(ApiProblemException.class)
        .isThrownBy(() -> uploads.upload(UPLOADS, file))
        .satisfies(problem -> assertThat(problem.slug()).isEqualTo("deadline-passed"));
    assertThat(chunks).isEqualTo(1);
  }
}
