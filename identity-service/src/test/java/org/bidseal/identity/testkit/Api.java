package org.bidseal.identity.testkit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.bidseal.identity.IdentityProblem;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/// The public API as one caller uses it.
///
/// @param token access token; null for nobody
public record Api(WebTestClient client, @Nullable String token) {

  private static final JsonMapper JSON = new JsonMapper();

  /// What came back.
  public record Answer(int status, HttpHeaders headers, JsonNode body) {
    /// The body of an answer with this status.
    public JsonNode expect(int expected) {
      if (status != expected) {
        throw new AssertionError("Expected " + expected + ", got " + status + ": " + body);
      }
      return body;
    }

    /// Checks that it is this problem of identity-service.
    public JsonNode expectProblem(IdentityProblem problem) {
      expect(problem.status().value());
      String type = body.path("type").asString();
      if (!type.equals(problem.uri().toString())) {
        throw new AssertionError("Expected " + problem.uri() + ", got " + body);
      }
      return body;
    }
  }

  public Api as(String other) {
    return new Api(client, other);
  }

  public Answer get(String path) {
    return send(HttpMethod.GET, path, null, null);
  }

  public Answer post(String path, @Nullable Object body) {
    return post(path, body, UUID.randomUUID().toString());
  }

  public Answer post(String path, @Nullable Object body, String idempotencyKey) {
    return send(HttpMethod.POST, path, body, idempotencyKey);
  }

  public Answer put(String path, Object body) {
    return send(HttpMethod.PUT, path, body, UUID.randomUUID().toString());
  }

  public Answer delete(String path) {
    return send(HttpMethod.DELETE, path, null, UUID.randomUUID().toString());
  }

  private Answer send(HttpMethod method, String path, @Nullable Object body, @Nullable String key) {
    String uri = path.startsWith("/") ? path : "/api/identity/v1/" + path;
    WebTestClient.RequestBodySpec request = client.method(method).uri(uri);
    if (token != null) {
      request.headers(headers -> headers.setBearerAuth(token));
    }
    if (key != null) {
      request.header("Idempotency-Key", key);
    }
    if (body != null) {
      request.contentType(MediaType.APPLICATION_JSON).bodyValue(JSON.writeValueAsString(body));
    }
    var result = request.exchange().expectBody(byte[].class).returnResult();
    byte[] bytes = result.getResponseBody();
    MediaType type = result.getResponseHeaders().getContentType();
    boolean json = bytes != null && type != null && type.getSubtype().endsWith("json");
    return new Answer(
        result.getStatus().value(),
        result.getResponseHeaders(),
        json ? JSON.readTree(bytes) : MissingNode.getInstance());
  }

  /// Shorthand for request bodies.
  public static Map<String, Object> body(Object... keysAndValues) {
    var map = new LinkedHashMap<String, Object>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return map;
  }
}
