package org.bidseal.servicedefaults;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.HttpHeaderNames;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerResponse;

/// What every service and every pooled connection of the gateway stands on. The servers before
/// reactor-netty 1.3.8 read nothing more from a connection when a request had waited there for the
/// end of the one before it and was then answered at once (reactor-netty #4361).
class KeptAliveConnectionTest {
  private static final int LENGTH = 4;
  private static final int PATIENCE_MS = 10_000;

  private DisposableServer server;

  @BeforeEach
  void start() {
    server =
        HttpServer.create()
            .host("127.0.0.1")
            .port(0)
            .route(routes ->
                routes
                    .get("/slow", (_, response) -> answer(response, later(response, "slow")))
                    .get("/fast", (_, response) -> answer(response, Mono.just("fast"))))
            .bindNow();
  }

  @AfterEach
  void stop() {
    server.disposeNow();
  }

  @Test
  void isReadAgainAfterARequestThatHadToWait() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(PATIENCE_MS);
      BufferedReader answers =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      send(socket.getOutputStream(), "slow", "fast");
      assertThat(answer(answers)).isEqualTo("slow");
      assertThat(answer(answers)).isEqualTo("fast");
      send(socket.getOutputStream(), "fast");
      assertThat(answer(answers)).isEqualTo("fast");
    }
  }

  /// When everything that has arrived is read.
  private static Mono<String> later(HttpServerResponse response, String body) {
    return Mono.create(sink ->
        response.withConnection(
            connection -> connection.channel().eventLoop().execute(() -> sink.success(body))));
  }

  private static Publisher<Void> answer(HttpServerResponse response, Mono<String> body) {
    return response.header(HttpHeaderNames.CONTENT_LENGTH, "" + LENGTH).sendString(body);
  }

  private static void send(OutputStream out, String... paths) throws IOException {
    StringBuilder requests = new StringBuilder();
    for (String path : paths) {
      requests.append("GET /").append(path).append(" HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }
    out.write(requests.toString().getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  private static String answer(BufferedReader in) throws IOException {
    while (!in.readLine().isEmpty()) {
      // The head of the answer.
    }
    char[] body = new char[LENGTH];
    assertThat(in.read(body)).isEqualTo(LENGTH);
    return new String(body);
  }
}
