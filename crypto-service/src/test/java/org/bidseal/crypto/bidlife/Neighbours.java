package org.bidseal.crypto.bidlife;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.bidseal.smcrypto.x509.SignedRequest;
import org.bidseal.smcrypto.x509.Sm2Certificates;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// identity-service, signing-service and qr-session-service as far as crypto-service calls them:
/// real HTTP, real SM2. Each can be switched off. One for all tests of a JVM.
final class Neighbours {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Neighbours INSTANCE = new Neighbours();

  private final TestAuthority authority = new TestAuthority();
  private final Map<UUID, Map<String, Object>> sessions = new ConcurrentHashMap<>();
  private final HttpServer server;
  private volatile boolean timestamps = true;

  private Neighbours() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/internal/identity/v1/service-certificates", this::certify);
    server.createContext("/api/identity/v1/trust-anchors", this::anchors);
    server.createContext("/api/signing/v1/timestamps", this::timestamp);
    server.createContext("/internal/qr/v1/sessions", this::session);
    server.setExecutor(command -> {
      Thread thread = new Thread(command, "neighbour");
      thread.setDaemon(true);
      thread.start();
    });
    server.start();
  }

  static Neighbours get() {
    return INSTANCE;
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  TestAuthority authority() {
    return authority;
  }

  /// Switches signing-service's timestamps on or off.
  void giveTimestamps(boolean on) {
    timestamps = on;
  }

  /// A person confirms a session on his phone.
  void confirm(UUID sessionId, UUID personId, UUID deviceId) {
    sessions.computeIfPresent(
        sessionId,
        (_, session) -> {
          Map<String, Object> confirmed = new LinkedHashMap<>(session);
          confirmed.put("state", "CONFIRMED");
          confirmed.put("personId", personId.toString());
          confirmed.put("deviceId", deviceId.toString());
          return confirmed;
        });
  }

  /// A session as it was asked for.
  JsonNode session(UUID sessionId) {
    return JSON.valueToTree(sessions.getOrDefault(sessionId, Map.of()));
  }

  /// Forgets a session, so that only its events tell of it.
  Map<String, Object> forget(UUID sessionId) {
    Map<String, Object> session = sessions.remove(sessionId);
    return session == null ? Map.of() : session;
  }

  private void certify(HttpExchange exchange) throws IOException {
    JsonNode wish = JSON.readTree(exchange.getRequestBody().readAllBytes());
    if (!wish.path("profile").asString().equals("RECEIPT")) {
      answer(exchange, 400, Map.of());
      return;
    }
    SignedRequest request =
        SignedRequest.parse(Base64.getDecoder().decode(wish.path("csr").asString()));
    byte[] certificate =
        Sm2Certificates.encoded(authority.issueForReceipts(request.subject(), request.publicKey()));
    answer(
        exchange,
        200,
        Map.of(
            "certificate",
            Base64.getEncoder().encodeToString(certificate),
            "chain",
            java.util.List.of()));
  }

  private void anchors(HttpExchange exchange) throws IOException {
    String root = Base64.getEncoder().encodeToString(Sm2Certificates.encoded(authority.root()));
    answer(exchange, 200, Map.of("roots", java.util.List.of(root), "issuers", java.util.List.of()));
  }

  private void timestamp(HttpExchange exchange) throws IOException {
    byte[] query = exchange.getRequestBody().readAllBytes();
    if (!timestamps) {
      answer(exchange, 503, Map.of());
      return;
    }
    byte[] reply = authority.timestamp(query);
    exchange.getResponseHeaders().add("Content-Type", "application/timestamp-reply");
    exchange.sendResponseHeaders(200, reply.length);
    exchange.getResponseBody().write(reply);
    exchange.close();
  }

  private void session(HttpExchange exchange) throws IOException {
    if (exchange.getRequestMethod().equals("POST")) {
      open(exchange);
      return;
    }
    String path = exchange.getRequestURI().getPath();
    UUID id = UUID.fromString(path.substring(path.lastIndexOf('/') + 1));
    Map<String, Object> session = sessions.get(id);
    answer(exchange, session == null ? 404 : 200, session == null ? notFound() : session);
  }

  private void open(HttpExchange exchange) throws IOException {
    JsonNode wish = JSON.readTree(exchange.getRequestBody().readAllBytes());
    UUID id = UUID.randomUUID();
    Map<String, Object> session = new LinkedHashMap<>();
    session.put("sessionId", id.toString());
    session.put("purpose", wish.path("purpose").asString());
    session.put("state", "PENDING");
    session.put("version", 1);
    session.put("platformId", wish.path("platformId").asString());
    session.put("enterpriseId", wish.path("enterpriseId").asString());
    session.put(
        "reference",
        Map.of(
            "type", wish.path("reference").path("type").asString(),
            "id", wish.path("reference").path("id").asString()));
    session.put("summary", wish.path("summary"));
    session.put("guests", wish.path("guests"));
    sessions.put(id, session);
    answer(exchange, 201, session);
  }

  private static Map<String, Object> notFound() {
    return Map.of(
        "type",
        "https://bidseal.org/problems/qr/session-not-found",
        "title",
        "No such session",
        "status",
        404,
        "detail",
        "No such session.",
        "titles",
        Map.of("en", "No such session", "zh", "会话不存在"),
        "next",
        Map.of("en", "Scan again.", "zh", "请重新扫码。"));
  }

  private static void answer(HttpExchange exchange, int status, Object body) throws IOException {
    byte[] json = JSON.writeValueAsString(body).getBytes(UTF_8);
    exchange
        .getResponseHeaders()
        .add("Content-Type", status < 400 ? "application/json" : "application/problem+json");
    exchange.sendResponseHeaders(status, json.length);
    exchange.getResponseBody().write(json);
    exchange.close();
  }
}
