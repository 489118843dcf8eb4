package org.bidseal.crypto.bidlife;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Requests of one caller to the service under test.
///
/// @param token his access token
record Api(WebTestClient http, String token) {
  static final String BASE = "/api/crypto/v1";
  static final JsonMapper JSON = new JsonMapper();

  /// An answer's status and body.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Answer(int status, byte[] body) {
    JsonNode json() {
      return JSON.readTree(body);
    }

    /// The answer's JSON, which must have this status.
    JsonNode expect(int expected) {
      expectStatus(expected);
      return json();
    }

    void expectStatus(int expected) {
      if (status != expected) {
        throw new AssertionError("expected " + expected + ", got " + this);
      }
    }

    /// The problem's name, such as `deadline-passed`, which must have this status.
    String problem(int expected) {
      String type = expect(expected).path("type").asString();
      return type.substring(type.lastIndexOf('/') + 1);
    }

    @Override
    public String toString() {
      return status + ": " + new String(body, UTF_8);
    }
  }

  Answer get(String path) {
    return answer(request(HttpMethod.GET, path));
  }

  Answer post(String path, Object body) {
    return write(HttpMethod.POST, path, body, UUID.randomUUID().toString());
  }

  Answer put(String path, Object body) {
    return write(HttpMethod.PUT, path, body, UUID.randomUUID().toString());
  }

  Answer write(HttpMethod method, String path, Object body, String key) {
    return answer(
        request(method, path)
            .header("Idempotency-Key", key)
            .contentType(MediaType.APPLICATION_JSON)
            .bodyValue(JSON.writeValueAsString(body)));
  }

  Answer upload(String path, byte[] content) {
    return answer(
        request(HttpMethod.PUT, path)
            .contentType(MediaType.APPLICATION_OCTET_STREAM)
            .bodyValue(content));
  }

  /// Uploads the plain file of a bid.
  ///
  /// @param treeKey hex
  Answer fallback(UUID envelopeId, String treeKey, byte[] file) {
    return answer(
        request(HttpMethod.PUT, "/envelopes/" + envelopeId + "/fallback/plaintext")
            .header("Bidseal-Tree-Key", treeKey)
            .contentType(MediaType.APPLICATION_OCTET_STREAM)
            .bodyValue(file));
  }

  private WebTestClient.RequestBodySpec request(HttpMethod method, String path) {
    return http.method(method).uri(BASE + path).headers(headers -> headers.setBearerAuth(token));
  }

  private static Answer answer(WebTestClient.RequestHeadersSpec<?> request) {
    var result = request.exchange().expectBody().returnResult();
    byte[] body = result.getResponseBody();
    return new Answer(result.getStatus().value(), body == null ? new byte[0] : body);
  }

  /// A JSON object.
  static Map<String, Object> object(Object... pairs) {
    Map<String, Object> object = new java.util.LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      object.put((String) pairs[i], pairs[i + 1]);
    }
    return object;
  }
}
