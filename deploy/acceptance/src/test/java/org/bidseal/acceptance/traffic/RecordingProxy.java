package org.bidseal.acceptance.traffic;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Stands before the gateway and remembers what passes.
public final class RecordingProxy implements AutoCloseable {
  private static final List<String> TO_GATEWAY =
      List.of(
          "Authorization",
          "Content-Type",
          "Idempotency-Key",
          "Accept-Language",
          "Tus-Resumable",
          "Upload-Length",
          "Upload-Offset",
          "Upload-Checksum",
          "Bidseal-Tree-Key");
  private static final List<String> TO_CLIENT =
      List.of("Content-Type", "Retry-After", "Location", "Upload-Offset");

  private final URI gateway;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ConcurrentLinkedQueue<Exchange> passed = new ConcurrentLinkedQueue<>();

  public RecordingProxy(String gateway) {
    this.gateway = URI.create(gateway);
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::pass);
    server.start();
  }

  /// Where clients find it.
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /// What passed so far, in order of the answers.
  public List<Exchange> recorded() {
    return List.copyOf(passed);
  }

  private void pass(HttpExchange exchange) throws IOException {
    try (exchange) {
      String target = exchange.getRequestURI().toString();
      byte[] body = exchange.getRequestBody().readAllBytes();
      HttpRequest.Builder request =
          HttpRequest.newBuilder(gateway.resolve(target))
              .timeout(Duration.ofSeconds(25))
              .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
      for (String name : TO_GATEWAY) {
        String value = exchange.getRequestHeaders().getFirst(name);
        if (value != null) {
          request.header(name, value);
        }
      }
      HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
      passed.add(
          new Exchange(
              exchange.getRequestMethod(),
              target,
              header(exchange.getRequestHeaders(), "Authorization"),
              text(header(exchange.getRequestHeaders(), "Content-Type"), body),
              response.statusCode(),
              text(response.headers().firstValue("Content-Type").orElse(""), response.body())));
      answer(exchange, response);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void answer(HttpExchange exchange, HttpResponse<byte[]> response)
      throws IOException {
    for (String name : TO_CLIENT) {
      response
          .headers()
          .firstValue(name)
          .ifPresent(value -> exchange.getResponseHeaders().set(name, value));
    }
    byte[] body = response.body();
    exchange.sendResponseHeaders(response.statusCode(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  private static String header(Headers headers, String name) {
    return Objects.requireNonNullElse(headers.getFirst(name), "");
  }

  private static String text(String contentType, byte[] body) {
    return Exchange.isJson(contentType) ? new String(body, StandardCharsets.UTF_8) : "";
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
