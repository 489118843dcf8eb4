package org.bidseal.identity.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.sm2.Sm2KeyPair;
import org.bidseal.smcrypto.sm2.Sm2Signature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// crypto-service's three internal endpoints, over HTTP, as its contract states them. Keys are real
/// SM2 key pairs; a whole key signs where the fleet would co-sign, and only what was expected.
public final class CryptoDouble {

  public static final CryptoDouble INSTANCE = new CryptoDouble();

  private static final JsonMapper JSON = new JsonMapper();
  private static final String KEYS = "/internal/crypto/v1/keys/";
  private static final String DEPENDENT = "/dependent-bids";
  private static final String EXPECTATIONS = "/internal/crypto/v1/signing-expectations";

  private record Key(UUID keyId, String usage, UUID owner, UUID device, Sm2KeyPair pair) {}

  private final Map<UUID, Key> keys = new ConcurrentHashMap<>();
  private final List<JsonNode> expectations = new CopyOnWriteArrayList<>();
  private final Map<UUID, List<Map<String, Object>>> openBids = new ConcurrentHashMap<>();
  private final Set<UUID> unreadable = ConcurrentHashMap.newKeySet();
  private final SecureRandom random = new SecureRandom();
  private final HttpServer server;

  private CryptoDouble() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.setExecutor(
        Executors.newCachedThreadPool(task -> {
          Thread thread = new Thread(task, "crypto-double");
          thread.setDaemon(true);
          return thread;
        }));
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /// A key that the person created on the device.
  public UUID newKey(String usage, UUID owner, UUID device) {
    var key = new Key(UUID.randomUUID(), usage, owner, device, Sm2KeyPair.generate(random));
    keys.put(key.keyId(), key);
    return key.keyId();
  }

  /// From now on nobody can say which bids need the key.
  public void cannotTellOf(UUID keyId) {
    unreadable.add(keyId);
  }

  /// A further sealed bid that needs the key.
  ///
  /// @return its envelope
  public UUID sealedBid(UUID keyId, Instant opensAt) {
    UUID envelopeId = UUID.randomUUID();
    openBids
        .computeIfAbsent(keyId, _ -> new CopyOnWriteArrayList<>())
        .add(
            Map.ofEntries(
                Map.entry("envelopeId", envelopeId),
                Map.entry("bidId", UUID.randomUUID()),
                Map.entry("openingId", UUID.randomUUID()),
                Map.entry("platformId", UUID.randomUUID()),
                Map.entry("tenderId", "T-1"),
                Map.entry("lotId", "1"),
                Map.entry("stage", "WHOLE"),
                Map.entry("openingName", "Road"),
                Map.entry("opensAt", opensAt.toString()),
                Map.entry("decryptionEndsAt", opensAt.plusSeconds(3600).toString()),
                Map.entry("otherRecipients", 0),
                Map.entry("backedUp", true)));
    return envelopeId;
  }

  public Sm2KeyPair pair(UUID keyId) {
    return Objects.requireNonNull(keys.get(keyId)).pair();
  }

  /// Signs an expected digest, as phone and crypto-service would together.
  public Sm2Signature coSign(UUID keyId, UUID sessionId, Sm3Hash e) {
    boolean expected =
        expectations.stream()
            .anyMatch(known ->
                known.path("sessionId").asString().equals(sessionId.toString())
                    && known.path("keyId").asString().equals(keyId.toString())
                    && known.path("e").asString().equals(e.hex()));
    if (!expected) {
      throw new AssertionError("Nobody expects this digest in session " + sessionId);
    }
    return pair(keyId).sign(e, random);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    if (authorization == null || !authorization.startsWith("Bearer ")) {
      problem(exchange, 401, "common/unauthenticated");
    } else if (path.startsWith(KEYS) && path.endsWith(DEPENDENT)) {
      dependentBids(exchange, keyOf(path.substring(0, path.length() - DEPENDENT.length())));
    } else if (path.startsWith(KEYS) && exchange.getRequestMethod().equals("GET")) {
      key(exchange, keyOf(path));
    } else if (path.equals(EXPECTATIONS) && exchange.getRequestMethod().equals("POST")) {
      expectations.add(JSON.readTree(exchange.getRequestBody().readAllBytes()));
      exchange.sendResponseHeaders(204, -1);
      exchange.close();
    } else {
      problem(exchange, 404, "common/not-found");
    }
  }

  private static UUID keyOf(String path) {
    return UUID.fromString(path.substring(KEYS.length()));
  }

  private void dependentBids(HttpExchange exchange, UUID keyId) throws IOException {
    if (unreadable.contains(keyId)) {
      problem(exchange, 503, "common/upstream-unavailable");
      return;
    }
    List<Map<String, Object>> bids = openBids.getOrDefault(keyId, List.of());
    Map<String, Object> answer = new HashMap<>();
    answer.put("keyId", keyId);
    answer.put("asOf", Instant.now().toString());
    answer.put("bids", bids);
    bids.forEach(bid -> answer.put("neededUntil", bid.get("decryptionEndsAt")));
    send(exchange, 200, "application/json", answer);
  }

  private void key(HttpExchange exchange, UUID keyId) throws IOException {
    Key key = keys.get(keyId);
    if (key == null) {
      problem(exchange, 404, "common/not-found");
      return;
    }
    send(
        exchange,
        200,
        "application/json",
        Map.of(
            "keyId",
            keyId,
            "usage",
            key.usage(),
            "publicKey",
            key.pair().publicKey().hex(),
            "generation",
            1,
            "ownerPersonId",
            key.owner(),
            "holdings",
            List.of(
                Map.of(
                    "deviceId",
                    key.device(),
                    "personId",
                    key.owner(),
                    "state",
                    "ACTIVE",
                    "attemptsLeft",
                    5))));
  }

  private static void problem(HttpExchange exchange, int status, String type) throws IOException {
    send(
        exchange,
        status,
        "application/problem+json",
        Map.of("type", "https://bidseal.org/problems/" + type, "title", type, "status", status));
  }

  private static void send(HttpExchange exchange, int status, String type, Map<String, ?> body)
      throws IOException {
    byte[] json = JSON.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, json.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(json);
    }
  }
}
