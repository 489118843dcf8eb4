package org.bidseal.embedded;

import com.jayway.jsonpath.JsonPath;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The few requests to Keycloak that the tests make.
final class KeycloakHttp {
  record Answer(int status, String body, @Nullable String location) {
    /// The id of what was created: the last segment of its address.
    String createdId() {
      String address = Objects.requireNonNull(location, body);
      return address.substring(address.lastIndexOf('/') + 1);
    }

    String text(String path) {
      return JsonPath.read(body, path);
    }
  }

  private final HttpClient http = HttpClient.newHttpClient();
  private final EmbeddedKeycloak keycloak;

  KeycloakHttp(EmbeddedKeycloak keycloak) {
    this.keycloak = keycloak;
  }

  Answer token(Map<String, String> form) {
    String body =
        form.entrySet().stream()
            .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return send(
        HttpRequest.newBuilder(URI.create(keycloak.issuer() + "/protocol/openid-connect/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  Answer admin(String token, String method, String path, String json) {
    return send(
        HttpRequest.newBuilder(URI.create(keycloak.baseUrl() + "/admin/realms/bidseal" + path))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(json)));
  }

  private Answer send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(
          answer.statusCode(), answer.body(), answer.headers().firstValue("location").orElse(null));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /// The claims of a JWT, unverified.
  static String claims(String jwt) {
    return new String(
        Base64.getUrlDecoder().decode(jwt.split("\\.", -1)[1]), StandardCharsets.UTF_8);
  }
}
