package org.bidseal.phone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bidseal.phone.http.Gateway;
import org.bidseal.phone.key.HeldKey;
import org.bidseal.phone.key.Pin;
import org.bidseal.phone.key.PinMask;
import org.bidseal.smcrypto.Hex;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.PointGate;
import org.bidseal.smcrypto.proof.KeyUsage;
import org.bidseal.smcrypto.proof.ProofContext;
import org.bidseal.smcrypto.proof.ProofPair;
import org.bidseal.smcrypto.proof.ShareProof;
import org.bidseal.smcrypto.proof.ShareVerifier;
import org.bidseal.smcrypto.proof.Token;
import org.bidseal.smcrypto.share.DeviceShare;
import org.bidseal.smcrypto.sharing.ShareCommitments;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The phones' side of monthly proofs and of backups in pieces, against a server that keeps what it
/// is sent and checks every proof.
final class BackupProtocolTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final UUID KEY = UUID.randomUUID();
  private static final UUID BACKUP = UUID.randomUUID();
  private static final UUID RECOVERY = UUID.randomUUID();
  private static final Pin PIN = Pin.of("Old5520a");
  private static final Token NUMBER = Token.random(RANDOM);
  private static final PinMask MASK = new PinMask(64, 1);

  private final DeviceShare share = DeviceShare.generate(RANDOM);
  private final List<JsonNode> passed = new ArrayList<>();
  private final List<ProofContext> proven = new ArrayList<>();
  private HttpServer server;
  private Gateway gateway;
  private JsonNode backup = JSON.createObjectNode();
  private JsonNode recovery = JSON.createObjectNode();
  private Point newP1 = Point.G;

  /// Who asks for his pieces, and by how much the image shown is another index's.
  private UUID asking = BACKUP;

  private int imageOffBy;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    on("/api/identity/v1/sms-codes", _ -> Map.of());
    on(
        "/api/identity/v1/sessions",
        _ -> Map.of("personId", UUID.randomUUID(), "accessToken", "token", "expiresIn", 600));
    on("/api/escrow/v1/quorum-backups", this::sharedOut);
    on("/api/escrow/v1/quorum-backups/pieces", _ -> held());
    on("/api/escrow/v1/quorum-backups/" + BACKUP + "/verification", this::verified);
    on("/api/escrow/v1/quorum-recoveries", this::asked);
    on("/api/escrow/v1/quorum-recoveries/" + RECOVERY, _ -> recovery());
    on("/api/escrow/v1/quorum-recoveries/" + RECOVERY + "/pieces", this::passed);
    on("/api/escrow/v1/quorum-recoveries/" + RECOVERY + "/import", this::imported);
    on("/api/escrow/v1/backups/" + BACKUP + "/proof-challenges", _ -> drawn());
    on("/api/escrow/v1/backups/" + BACKUP + "/proofs", this::provenAnew);
    on("/api/crypto/v1/keys/" + KEY + "/refreshes", this::refreshed);
    server.start();
    gateway =
        new Gateway(
            URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
            RANDOM,
            Clock.systemUTC());
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void threePhonesHoldPiecesAndTwoOfThemBringTheHalfBack() {
    Phone owner = owner();
    List<Phone> holders = List.of(login(), login(), login());
    assertThat(owner.quorumBackups().shareOut(KEY, 2, candidates(holders), PIN)).isEqualTo(BACKUP);
    for (Phone holder : holders) {
      asking = holder.deviceId();
      holder.quorumBackups().verify(BACKUP);
    }
    assertThat(proven).hasSize(4);

    Phone fresh = login();
    assertThat(fresh.quorumBackups().requestRecovery(BACKUP)).isEqualTo(RECOVERY);
    for (Phone holder : List.of(holders.get(2), holders.get(0))) {
      asking = holder.deviceId();
      assertThat(holder.quorumBackups().confirmRecovery(RECOVERY)).matches("\\d{6}");
    }
    Pin newPin = Pin.of("New4410z");
    fresh.quorumBackups().importRecovered(RECOVERY, Point.G, newPin);
    HeldKey key = fresh.keyRing().find(KEY).orElseThrow().key();
    assertThat(key.generation()).isEqualTo(2);
    try (DeviceShare refreshed = key.share().unmask(newPin)) {
      assertThat(refreshed.p1()).isEqualTo(newP1);
    }
  }

  @Test
  void aPieceThatIsNotTheOneCommittedToIsNoticedByItsHolder() {
    Phone owner = owner();
    List<Phone> holders = List.of(login(), login());
    owner.quorumBackups().shareOut(KEY, 2, candidates(holders), PIN);
    asking = holders.get(0).deviceId();
    imageOffBy = 1;
    assertThatThrownBy(() -> holders.get(0).quorumBackups().verify(BACKUP))
        .isInstanceOf(DeceivedException.class);
  }

  @Test
  void theMonthlyProofIsMadeOverTheNumberThatWasDrawn() {
    Phone holder = owner();
    asking = holder.deviceId();
    holder.backups().prove(BACKUP, KEY, PIN);
    assertThat(proven).hasSize(1);
  }

  private Map<String, ?> drawn() {
    return Map.of("challenge", NUMBER.hex());
  }

  private Map<String, ?> provenAnew(JsonNode request) {
    check(
        request,
        ProofContext.proveBackup(KEY, asking, BACKUP, NUMBER),
        ProofPair.ofShare(share.p1()));
    return Map.of();
  }

  private static List<Backups.Candidate> candidates(List<Phone> holders) {
    return holders.stream()
        .map(holder ->
            new Backups.Candidate(
                holder.personId(), "name", holder.deviceId(), holder.backups().transportKey()))
        .toList();
  }

  private Map<String, ?> sharedOut(JsonNode request) {
    ShareCommitments commitments = commitments(request);
    check(
        request,
        ProofContext.shareOut(
            KEY, UUID.fromString(request.path("deviceId").asString()), commitments.digest()),
        ProofPair.ofSharing(share.p1(), commitments.secretImage()));
    backup = request;
    return Map.of("backupId", BACKUP);
  }

  private List<Map<String, ?>> held() {
    JsonNode piece = pieceOf(asking);
    int index = piece.path("index").asInt() + imageOffBy;
    return List.of(
        Map.of(
            "backupId", BACKUP,
            "image", commitments(backup).imageOf(index).hex(),
            "ciphertext", piece.path("ciphertext").asString()));
  }

  private JsonNode pieceOf(UUID deviceId) {
    return backup
        .path("pieces")
        .valueStream()
        .filter(piece -> piece.path("holderDeviceId").asString().equals(deviceId.toString()))
        .findFirst()
        .orElseThrow();
  }

  private Map<String, ?> verified(JsonNode request) {
    UUID device = UUID.fromString(request.path("deviceId").asString());
    int index = pieceOf(device).path("index").asInt();
    check(
        request,
        ProofContext.verifyPiece(KEY, device, BACKUP),
        ProofPair.ofShare(commitments(backup).imageOf(index)));
    return Map.of();
  }

  private Map<String, ?> asked(JsonNode request) {
    recovery = request;
    return Map.of("recoveryId", RECOVERY);
  }

  private Map<String, ?> recovery() {
    return Map.of(
        "backupId",
        BACKUP,
        "keyId",
        KEY,
        "generation",
        1,
        "threshold",
        2,
        "transportPublicKey",
        recovery.path("transportPublicKey").asString(),
        "pieces",
        passed.stream().map(this::shown).toList());
  }

  private Map<String, ?> shown(JsonNode piece) {
    int index = pieceOf(UUID.fromString(piece.path("deviceId").asString())).path("index").asInt();
    return Map.of(
        "index", index,
        "image", commitments(backup).imageOf(index).hex(),
        "ciphertext", piece.path("ciphertext").asString());
  }

  private Map<String, ?> passed(JsonNode request) {
    passed.add(request);
    return Map.of();
  }

  private Map<String, ?> imported(JsonNode request) {
    check(
        request,
        ProofContext.verifyBackup(
            KEY, UUID.fromString(recovery.path("newDeviceId").asString()), BACKUP),
        ProofPair.ofShare(share.p1()));
    return Map.of("token", Hex.encode(new byte[Token.BYTES]));
  }

  private Map<String, ?> refreshed(JsonNode request) {
    newP1 = PointGate.decodeHex(request.path("newP1").asString());
    return Map.of("generation", 2, "token", Hex.encode(new byte[Token.BYTES]));
  }

  private void check(JsonNode request, ProofContext context, List<ProofPair> pairs) {
    JsonNode proof = request.path("proof");
    if (!ShareVerifier.verify(
        ShareProof.ofHex(proof.path("c").asString(), proof.path("z").asString()), context, pairs)) {
      throw new IllegalArgumentException("the proof does not hold");
    }
    proven.add(context);
  }

  private static ShareCommitments commitments(JsonNode request) {
    return ShareCommitments.ofHex(
        request.path("commitments").valueStream().map(JsonNode::asString).toList());
  }

  private Phone owner() {
    Phone phone = login();
    phone
        .keyRing()
        .put(
            new HeldKey(
                KEY,
                KeyUsage.ENCRYPTION,
                Point.G,
                MASK.mask(share.exposeD1(), PIN, RANDOM),
                1,
                Token.random(RANDOM)));
    return phone;
  }

  private Phone login() {
    return Phone.login(gateway, "phone", "13800000000", _ -> "123456", MASK);
  }

  private interface Reply {
    Object to(JsonNode request);
  }

  private void on(String path, Reply reply) {
    server.createContext(
        path,
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          answer(exchange, reply.to(body.length == 0 ? JSON.nullNode() : JSON.readTree(body)));
        });
  }

  private static void answer(HttpExchange exchange, Object answer) throws IOException {
    byte[] body = JSON.writeValueAsString(answer).getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
