package org.bidseal.phone.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Requests of one caller to the gateway. Every write carries a fresh `Idempotency-Key`, and is
/// repeated with the same key when the connection breaks or a service is away for a while, so that
/// it happens once. Safe for several threads.
public final class ApiClient {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient http;
  private final URI gateway;
  private final SecureRandom random;
  private final Supplier<@Nullable String> accessToken;

  /// @param accessToken the bearer token to send, or null before there is one
  public ApiClient(
      HttpClient http, URI gateway, SecureRandom random, Supplier<@Nullable String> accessToken) {
    this.http = http;
    this.gateway = gateway;
    this.random = random;
    this.accessToken = accessToken;
  }

  /// Reads a JSON resource.
  ///
  /// @throws ApiProblemException if it is refused
  public JsonNode get(String path) {
    return json(request(path).GET(), "GET " + path);
  }

  /// Creates something, or asks for an operation.
  ///
  /// @param body a map, record or JSON node; null for none
  /// @throws ApiProblemException if it is refused
  public JsonNode post(String path, @Nullable Object body) {
    return json(write(path, "POST", body), "POST " + path);
  }

  /// Puts a JSON resource.
  ///
  /// @throws ApiProblemException if it is refused
  public JsonNode put(String path, Object body) {
    return json(write(path, "PUT", body), "PUT " + path);
  }

  /// Sends a file as the body, streamed.
  ///
  /// @param method `POST` or `PUT`
  /// @throws ApiProblemException if it is refused
  public JsonNode sendFile(String method, String path, String contentType, Path file) {
    return sendFile(method, path, contentType, Map.of(), file);
  }

  /// The same with further headers, for what must not be in a path.
  public JsonNode sendFile(
      String method, String path, String contentType, Map<String, String> headers, Path file) {
    try {
      HttpRequest.Builder request =
          request(path)
              .timeout(Duration.ofMinutes(30))
              .header("Content-Type", contentType)
              .header("Idempotency-Key", newKey())
              .method(method, BodyPublishers.ofFile(file));
      headers.forEach(request::header);
      return json(request, method + " " + path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Sends a form, as token endpoints want it.
  ///
  /// @throws ApiProblemException if it is refused
  public JsonNode postForm(String path, Map<String, String> form) {
    HttpRequest.Builder request =
        request(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(encoded(form)));
    return json(request, "POST " + path);
  }

  /// Saves a resource to a file, streamed.
  ///
  /// @throws ApiProblemException if it is refused
  public void download(String path, Path target) {
    HttpRequest request = request(path).timeout(Duration.ofMinutes(30)).GET().build();
    HttpResponse<InputStream> response = exchange(request, BodyHandlers.ofInputStream());
    try (InputStream body = response.body()) {
      if (response.statusCode() >= 300) {
        throw problem("GET " + path, response.statusCode(), body.readAllBytes());
      }
      Files.copy(body, target, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(gateway.resolve(path)).timeout(TIMEOUT);
    String token = accessToken.get();
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return request;
  }

  private HttpRequest.Builder write(String path, String method, @Nullable Object body) {
    BodyPublisher publisher =
        body == null
            ? BodyPublishers.noBody()
            : BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body));
    return request(path)
        .header("Content-Type", "application/json")
        .header("Idempotency-Key", newKey())
        .method(method, publisher);
  }

  JsonNode json(HttpRequest.Builder builder, String what) {
    HttpResponse<byte[]> response = send(builder, what);
    return response.body().length == 0 ? JSON.createObjectNode() : JSON.readTree(response.body());
  }

  /// Sends a request that may be repeated.
  ///
  /// @throws ApiProblemException if it is refused
  HttpResponse<byte[]> send(HttpRequest.Builder builder, String what) {
    HttpResponse<byte[]> response = exchange(builder.build(), BodyHandlers.ofByteArray());
    if (response.statusCode() >= 300) {
      throw problem(what, response.statusCode(), response.body());
    }
    return response;
  }

  /// Sends a request that is not to be repeated as it is.
  ///
  /// @throws ApiProblemException if it is refused
  /// @throws IOException if the connection breaks
  HttpResponse<byte[]> sendOnce(HttpRequest.Builder builder, String what) throws IOException {
    try {
      HttpResponse<byte[]> response = http.send(builder.build(), BodyHandlers.ofByteArray());
      if (response.statusCode() >= 300) {
        throw problem(what, response.statusCode(), response.body());
      }
      return response;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private <T> HttpResponse<T> exchange(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
    Repetition repetition = new Repetition();
    try {
      while (true) {
        try {
          HttpResponse<T> response = http.send(request, handler);
          if (!repetition.isWorthwhile(response)) {
            return response;
          }
          discard(response.body());
        } catch (IOException e) {
          if (!repetition.isWorthwhile()) {
            throw new UncheckedIOException(request.method() + " " + request.uri(), e);
          }
        }
        repetition.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static void discard(Object body) throws IOException {
    if (body instanceof InputStream stream) {
      stream.close();
    }
  }

  private static ApiProblemException problem(String what, int status, byte[] body) {
    JsonNode problem;
    try {
      problem = JSON.readTree(body);
    } catch (JacksonException notJson) {
      problem = JSON.createObjectNode().put("detail", new String(body, StandardCharsets.UTF_8));
    }
    return new ApiProblemException(what, status, problem);
  }

  private String newKey() {
    byte[] key = new byte[16];
    random.nextBytes(key);
    return HexFormat.of().formatHex(key);
  }

  private static String encoded(Map<String, String> form) {
    StringBuilder text = new StringBuilder();
    form.forEach((name, value) ->
        text.append(text.isEmpty() ? "" : "&")
            .append(URLEncoder.encode(name, StandardCharsets.UTF_8))
            .append('=')
            .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
    return text.toString();
  }
}
