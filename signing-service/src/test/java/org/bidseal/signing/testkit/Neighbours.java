package org.bidseal.signing.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.bidseal.signing.pki.SealPictures;
import org.bidseal.signing.pki.TestPki;
import org.bidseal.smcrypto.x509.SignedRequest;
import org.bidseal.smcrypto.x509.Sm2Certificates;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The endpoints of identity-, seal-, crypto- and qr-session-service that signing-service calls, on
/// one port. They remember what they were told, and certify with a real authority.
public final class Neighbours {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final TestPki pki = new TestPki(Instant.now());
  private final HttpServer server;
  private final Queue<JsonNode> expectations = new ConcurrentLinkedQueue<>();
  private final Queue<JsonNode> openedSessions = new ConcurrentLinkedQueue<>();
  private final Map<String, Use> usesByKey = new ConcurrentHashMap<>();
  private final Map<UUID, Seal> seals = new ConcurrentHashMap<>();
  private final Map<UUID, String> useStates = new ConcurrentHashMap<>();
  private final Map<UUID, JsonNode> sessions = new ConcurrentHashMap<>();
  private volatile boolean cryptoDown;

  /// A seal that can be used.
  public record Seal(UUID enterpriseId, String sealType) {}

  private record Use(UUID useId, UUID sealId) {}

  /// Starts on a free port.
  public Neighbours() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  /// Base URL of all four.
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /// The authority that everyone trusts.
  public TestPki pki() {
    return pki;
  }

  /// Makes a seal.
  public UUID seal(UUID enterpriseId, String sealType) {
    UUID id = UUID.randomUUID();
    seals.put(id, new Seal(enterpriseId, sealType));
    return id;
  }

  /// States of the uses of a seal: RESERVED, CONFIRMED, RELEASED.
  public List<String> usesOf(UUID sealId) {
    return usesByKey.values().stream()
        .filter(use -> use.sealId().equals(sealId))
        .map(use -> useStates.get(use.useId()))
        .toList();
  }

  /// What crypto-service was told to expect.
  public Queue<JsonNode> expectations() {
    return expectations;
  }

  /// Sessions asked for.
  public Queue<JsonNode> openedSessions() {
    return openedSessions;
  }

  /// What qr-session-service says of a session when asked.
  public void session(UUID sessionId, Map<String, ?> session) {
    sessions.put(sessionId, JSON.valueToTree(session));
  }

  /// Takes crypto-service away, or brings it back.
  public void cryptoDown(boolean down) {
    cryptoDown = down;
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    byte[] body = exchange.getRequestBody().readAllBytes();
    try (exchange) {
      if (path.equals("/api/identity/v1/trust-anchors")) {
        send(exchange, 200, Map.of("roots", List.of(der(0)), "issuers", List.of(der(1))));
      } else if (path.equals("/api/identity/v1/crl")) {
        exchange.getResponseHeaders().set("Content-Type", "application/pkix-crl");
        byte[] list = pki.revocationList();
        exchange.sendResponseHeaders(200, list.length);
        exchange.getResponseBody().write(list);
      } else if (path.equals("/internal/identity/v1/service-certificates")) {
        send(exchange, 200, certify(JSON.readTree(body)));
      } else if (path.equals("/internal/crypto/v1/signing-expectations")) {
        expect(exchange, JSON.readTree(body));
      } else if (path.equals("/internal/qr/v1/sessions")) {
        send(exchange, 201, open(JSON.readTree(body)));
      } else if (path.startsWith("/internal/qr/v1/sessions/")) {
        JsonNode session = sessions.get(UUID.fromString(path.substring(25)));
        send(exchange, session == null ? 404 : 200, session == null ? notFound() : session);
      } else if (path.startsWith("/internal/seals/v1/seals/")) {
        reserve(exchange, UUID.fromString(path.split("/", -1)[5]));
      } else if (path.startsWith("/internal/seals/v1/uses/")) {
        String[] parts = path.split("/", -1);
        useStates.put(
            UUID.fromString(parts[5]), parts[6].equals("release") ? "RELEASED" : "CONFIRMED");
        exchange.sendResponseHeaders(204, -1);
      } else {
        exchange.sendResponseHeaders(404, -1);
      }
    }
  }

  private Object certify(JsonNode request) {
    if (!request.path("profile").asString().equals("TIMESTAMP")) {
      throw new AssertionError("unexpected profile");
    }
    SignedRequest csr =
        SignedRequest.parse(Base64.getDecoder().decode(request.path("csr").asString()));
    return Map.of(
        "certificate",
        base64(Sm2Certificates.encoded(pki.timestamp(csr.subject(), csr.publicKey()))),
        "chain",
        List.of(der(1), der(0)));
  }

  private void expect(HttpExchange exchange, JsonNode expectation) throws IOException {
    if (cryptoDown) {
      exchange.sendResponseHeaders(503, -1);
      return;
    }
    expectations.add(expectation);
    exchange.sendResponseHeaders(204, -1);
  }

  private Object open(JsonNode session) {
    openedSessions.add(session);
    return Map.of(
        "sessionId", UUID.randomUUID(), "purpose", "SIGN", "state", "PENDING", "version", 1);
  }

  private void reserve(HttpExchange exchange, UUID sealId) throws IOException {
    @Nullable Seal seal = seals.get(sealId);
    if (seal == null || !exchange.getRequestHeaders().containsKey("X-Bidseal-Person")) {
      send(exchange, 404, notFound());
      return;
    }
    Use use =
        usesByKey.computeIfAbsent(
            exchange.getRequestHeaders().getFirst("Idempotency-Key"),
            _ -> new Use(UUID.randomUUID(), sealId));
    useStates.putIfAbsent(use.useId(), "RESERVED");
    send(
        exchange,
        201,
        Map.of(
            "useId",
            use.useId(),
            "sesSeal",
            "",
            "picture",
            SealPictures.red().base64(),
            "widthMm",
            40,
            "heightMm",
            40,
            "sealType",
            seal.sealType(),
            "name",
            "公章",
            "enterpriseId",
            seal.enterpriseId()));
  }

  private String der(int which) {
    return base64(Sm2Certificates.encoded(which == 0 ? pki.root() : pki.issuer()));
  }

  private static Object notFound() {
    return Map.of(
        "type",
        "https://bidseal.org/problems/common/not-found",
        "title",
        "Not found",
        "status",
        404);
  }

  private static void send(HttpExchange exchange, int status, Object body) throws IOException {
    byte[] json = JSON.writeValueAsBytes(body);
    exchange
        .getResponseHeaders()
        .set("Content-Type", status < 400 ? "application/json" : "application/problem+json");
    exchange.sendResponseHeaders(status, json.length);
    exchange.getResponseBody().write(json);
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
