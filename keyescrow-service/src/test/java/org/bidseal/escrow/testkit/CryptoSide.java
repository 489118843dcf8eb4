package org.bidseal.escrow.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.PointGate;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.proof.ProofContext;
import org.bidseal.smcrypto.proof.ProofPair;
import org.bidseal.smcrypto.proof.ShareProof;
import org.bidseal.smcrypto.proof.ShareVerifier;
import org.bidseal.smcrypto.proof.Token;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The endpoints of crypto-service that this service calls, with the real check of share proofs and
/// the same idempotence.
public final class CryptoSide {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String KEYS = "/internal/crypto/v1/keys/";

  /// What crypto-service knows of a key.
  private record Known(Point p1, int generation) {}

  private final HttpServer server;
  private final SecureRandom random = new SecureRandom();
  private final Queue<JsonNode> expected = new ConcurrentLinkedQueue<>();
  private final List<JsonNode> asked = new CopyOnWriteArrayList<>();
  private final Map<UUID, Known> keys = new ConcurrentHashMap<>();
  private final Map<UUID, List<Map<String, ?>>> bids = new ConcurrentHashMap<>();
  private final Map<String, Token> tokens = new ConcurrentHashMap<>();

  public CryptoSide() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    server.createContext("/internal/crypto/v1/signing-expectations", this::expectation);
    server.createContext(KEYS, this::key);
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /// Puts a key, or its next generation, in place.
  public void know(TestKey key) {
    keys.put(key.keyId(), new Known(key.share().p1(), key.generation()));
  }

  /// A sealed bid needs the key, until its decryption ends; none does any more if it has ended.
  public void dependOn(TestKey key, Instant opensAt, Instant decryptionEndsAt) {
    bids.put(
        key.keyId(),
        decryptionEndsAt.isBefore(Instant.now())
            ? List.of()
            : List.of(
                Map.of(
                    "envelopeId",
                    UUID.randomUUID(),
                    "openingId",
                    UUID.randomUUID(),
                    "opensAt",
                    opensAt,
                    "decryptionEndsAt",
                    decryptionEndsAt)));
  }

  /// The expectations that were registered.
  public Queue<JsonNode> expected() {
    return expected;
  }

  /// The requests for holdings.
  public List<JsonNode> asked() {
    return asked;
  }

  private void expectation(HttpExchange exchange) throws IOException {
    expected.add(JSON.readTree(exchange.getRequestBody().readAllBytes()));
    exchange.sendResponseHeaders(204, -1);
    exchange.close();
  }

  private void key(HttpExchange exchange) throws IOException {
    String[] path = exchange.getRequestURI().getPath().substring(KEYS.length()).split("/", -1);
    UUID keyId = UUID.fromString(path[0]);
    Known key = keys.get(keyId);
    if (key == null) {
      problem(exchange, 404, "key-not-found");
    } else if (path.length == 1) {
      answer(exchange, 200, Map.of("keyId", keyId, "generation", key.generation()));
    } else if (path[1].equals("dependent-bids")) {
      answer(exchange, 200, Map.of("bids", bids.getOrDefault(keyId, List.of())));
    } else {
      JsonNode request = JSON.readTree(exchange.getRequestBody().readAllBytes());
      if (path[1].equals("sharings")) {
        sharing(exchange, keyId, key, request);
      } else if (path[1].equals("backup-proofs")) {
        proof(exchange, keyId, key, request);
      } else {
        holding(exchange, keyId, key, request);
      }
    }
  }

  private static void proof(HttpExchange exchange, UUID keyId, Known key, JsonNode request)
      throws IOException {
    ProofContext context =
        ProofContext.proveBackup(
            keyId,
            UUID.fromString(request.path("deviceId").asString()),
            UUID.fromString(request.path("backupId").asString()),
            Token.ofHex(request.path("challenge").asString()));
    if (!ShareVerifier.verify(proof(request), context, ProofPair.ofShare(key.p1()))) {
      problem(exchange, 403, "invalid-share-proof");
    } else {
      exchange.sendResponseHeaders(204, -1);
      exchange.close();
    }
  }

  private static void sharing(HttpExchange exchange, UUID keyId, Known key, JsonNode request)
      throws IOException {
    ProofContext context =
        ProofContext.shareOut(
            keyId,
            UUID.fromString(request.path("deviceId").asString()),
            Sm3Hash.ofHex(request.path("commitments").asString()));
    Point secretImage = PointGate.decodeHex(request.path("secretImage").asString());
    if (!ShareVerifier.verify(
        proof(request), context, ProofPair.ofSharing(key.p1(), secretImage))) {
      problem(exchange, 403, "invalid-share-proof");
    } else {
      exchange.sendResponseHeaders(204, -1);
      exchange.close();
    }
  }

  private static ShareProof proof(JsonNode request) {
    JsonNode proof = request.path("proof");
    return ShareProof.ofHex(proof.path("c").asString(), proof.path("z").asString());
  }

  private void holding(HttpExchange exchange, UUID keyId, Known key, JsonNode request)
      throws IOException {
    asked.add(request);
    String person = exchange.getRequestHeaders().getFirst("X-Bidseal-Person");
    UUID deviceId = UUID.fromString(request.path("deviceId").asString());
    UUID backupId = UUID.fromString(request.path("backupId").asString());
    ShareProof proof = proof(request);
    if (!Objects.equals(person, request.path("personId").asString())) {
      problem(exchange, 400, "malformed-request");
    } else if (request.path("generation").asInt() != key.generation()) {
      problem(exchange, 409, "stale-share");
    } else if (!ShareVerifier.verify(
        proof, ProofContext.verifyBackup(keyId, deviceId, backupId), ProofPair.ofShare(key.p1()))) {
      problem(exchange, 403, "invalid-share-proof");
    } else {
      Token token = tokens.computeIfAbsent(backupId + " on " + deviceId, _ -> Token.random(random));
      answer(exchange, 201, Map.of("token", token.hex()));
    }
  }

  private static void problem(HttpExchange exchange, int status, String slug) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/problem+json");
    write(
        exchange,
        status,
        Map.of(
            "type",
            "https://bidseal.org/problems/crypto/" + slug,
            "title",
            slug,
            "status",
            status,
            "detail",
            slug,
            "titles",
            Map.of("en", slug, "zh", "加密服务"),
            "next",
            Map.of("en", "Next", "zh", "下一步")));
  }

  private static void answer(HttpExchange exchange, int status, Map<String, ?> body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    write(exchange, status, body);
  }

  private static void write(HttpExchange exchange, int status, Map<String, ?> body)
      throws IOException {
    byte[] bytes = JSON.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
