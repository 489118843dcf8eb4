package org.bidseal.testsupport.servers;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Token and administration requests to the shared Keycloak.
public final class KeycloakClient {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient http = HttpClient.newHttpClient();
  private final TestServers servers;

  public KeycloakClient(TestServers servers) {
    this.servers = servers;
  }

  /// The access token that the realm's token endpoint answers to this form.
  public String token(Map<String, String> form) {
    return token("bidseal", form);
  }

  /// A token of the server's administrator.
  public String adminToken() {
    return token(
        "master",
        Map.of(
            "grant_type",
            "password",
            "client_id",
            "admin-cli",
            "username",
            "admin",
            "password",
            servers.realm().secrets().get("keycloak.admin")));
  }

  private String token(String realm, Map<String, String> form) {
    String body =
        form.entrySet().stream()
            .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(
                    URI.create(
                        servers.keycloakUrl()
                            + "/realms/"
                            + realm
                            + "/protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    if (answer.statusCode() != 200) {
      throw new AssertionError("Keycloak gave no token: " + answer.statusCode() + answer.body());
    }
    return JSON.readTree(answer.body()).path("access_token").asString();
  }

  /// A request to the realm's administration API.
  ///
  /// @param path below `/admin/realms/bidseal`
  /// @return the answer's JSON, or a missing node if it has none
  public JsonNode admin(String method, String path, Object body) {
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(
                    URI.create(servers.keycloakUrl() + "/admin/realms/bidseal" + path))
                .header("Authorization", "Bearer " + adminToken())
                .header("Content-Type", "application/json")
                .method(
                    method, HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))));
    if (answer.statusCode() / 100 != 2) {
      throw new AssertionError(
          "Keycloak: " + method + " " + path + ": " + answer.statusCode() + answer.body());
    }
    return JSON.readTree(answer.body().isEmpty() ? "null" : answer.body());
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError("Keycloak does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted", e);
    }
  }
}
