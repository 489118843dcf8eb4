package org.bidseal.phone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.bidseal.phone.http.Gateway;
import org.bidseal.phone.key.HeldKey;
import org.bidseal.phone.key.Pin;
import org.bidseal.phone.key.PinMask;
import org.bidseal.smcrypto.membership.AdministratorTransferStatement;
import org.bidseal.smcrypto.proof.KeyUsage;
import org.bidseal.smcrypto.proof.Token;
import org.bidseal.smcrypto.share.DeviceShare;
import org.bidseal.smcrypto.sm2.Sm2KeyPair;
import org.bidseal.smcrypto.x509.CertificateContent;
import org.bidseal.smcrypto.x509.CertificateIssuer;
import org.bouncycastle.asn1.x500.X500Name;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a holder is shown before something ends, and what the phone then asks and signs.
final class OpenBidsTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final X500Name NAME = new X500Name("CN=Holder");
  private static final Pin PIN = Pin.of("Bid7391x");
  private static final UUID PERSON = UUID.fromString("97e3de76-b56a-46d4-8814-7b2807a0dc94");
  private static final UUID ENVELOPE = UUID.fromString("01a203aa-790a-7619-9a52-5486aedca9ef");
  private static final UUID TRANSFER = UUID.fromString("019ab8f0-1111-7aaa-8bbb-000000000001");
  private static final UUID ENTERPRISE = UUID.fromString("019ab8f0-2222-7aaa-8bbb-000000000002");
  private static final UUID SUCCESSOR = UUID.fromString("019ab8f0-3333-7aaa-8bbb-000000000003");

  private final List<String> writes = new ArrayList<>();
  private final List<JsonNode> bodies = new ArrayList<>();
  private UUID statedSuccessor = SUCCESSOR;
  private HttpServer server;
  private Phone phone;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    phone =
        Phone.login(
            new Gateway(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                RANDOM,
                Clock.systemUTC()),
            "phone",
            "13800000000",
            _ -> "123456",
            new PinMask(64, 1));
    writes.clear();
    bodies.clear();
    hold(KeyUsage.SIGNING, CertificateContent.SIGNING);
    hold(KeyUsage.ENCRYPTION, CertificateContent.ENCRYPTION);
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void theHolderIsShownWhichBidsNeedTheKeyAndUntilWhen() {
    Dependence shown = phone.openBids().on(UUID.randomUUID());
    Dependence.OpenBid bid = shown.bids().getFirst();
    assertThat(bid.envelopeId()).isEqualTo(ENVELOPE);
    assertThat(bid.openingName()).isEqualTo("Road");
    assertThat(bid.decryptionEndsAt()).isEqualTo(Instant.parse("2026-11-24T02:00:00Z"));
    assertThat(bid.onlyHere()).isTrue();
  }

  @Test
  void whoSaysNoRevokesAndHandsOverNothing() {
    assertThat(phone.openBids().revokeEncryption("SUPERSEDED", _ -> false)).isFalse();
    assertThat(phone.openBids().handOver(ENTERPRISE, SUCCESSOR, PIN, _ -> false)).isFalse();
    assertThat(writes).isEmpty();
  }

  @Test
  void whatWasShownGoesWithTheRequest() {
    assertThat(phone.openBids().revokeEncryption("SUPERSEDED", _ -> true)).isTrue();
    KeyRing.Certified ended = phone.keyRing().certified(KeyUsage.ENCRYPTION);
    assertThat(writes)
        .containsExactly(
            "POST /api/identity/v1/certificates/" + ended.certificateId() + "/revocation");
    JsonNode request = bodies.getFirst();
    assertThat(request.path("openBidsAcknowledged").get(0).asString())
        .isEqualTo(ENVELOPE.toString());
    assertThat(request.path("serialNumber").asString())
        .isEqualTo(ended.certificate().getSerialNumber().toString(16));
  }

  @Test
  void aStatementForAnotherSuccessorIsNotSigned() {
    statedSuccessor = UUID.randomUUID();
    assertThatExceptionOfType(DeceivedException.class)
        .isThrownBy(() -> phone.openBids().handOver(ENTERPRISE, SUCCESSOR, PIN, _ -> true));
    assertThat(writes)
        .containsExactly(
            "POST /api/identity/v1/enterprises/" + ENTERPRISE + "/administrator-transfers");
  }

  private void hold(KeyUsage usage, int certified) {
    Sm2KeyPair pair = Sm2KeyPair.generate(RANDOM);
    UUID keyId = UUID.randomUUID();
    try (DeviceShare share = DeviceShare.generate(RANDOM)) {
      phone
          .keyRing()
          .put(
              new HeldKey(
                  keyId,
                  usage,
                  pair.publicKey(),
                  new PinMask(64, 1).mask(share.exposeD1(), PIN, RANDOM),
                  1,
                  Token.random(RANDOM)));
    }
    phone.keyRing().certify(keyId, UUID.randomUUID(), certificate(pair, certified));
  }

  private static X509Certificate certificate(Sm2KeyPair holder, int usage) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    return new CertificateIssuer(NAME, holder.publicKey(), holder.signatureFunction(RANDOM))
        .issue(
            CertificateContent.endEntity(
                new BigInteger(64, RANDOM).setBit(63),
                NAME,
                holder.publicKey(),
                now,
                now.plus(1, ChronoUnit.DAYS),
                usage));
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    byte[] request = exchange.getRequestBody().readAllBytes();
    if (!exchange.getRequestMethod().equals("GET")) {
      writes.add(exchange.getRequestMethod() + " " + path);
      bodies.add(JSON.readTree(request));
    }
    byte[] body = body(path).getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private String body(String path) {
    if (path.endsWith("/sessions")) {
      return "{\"personId\":\"" + PERSON + "\",\"accessToken\":\"token\",\"expiresIn\":600}";
    }
    if (path.endsWith("/dependent-bids")) {
      return """
      {"bids":[{"envelopeId":"%s","openingName":"Road","opensAt":"2026-11-24T01:00:00Z",
        "decryptionEndsAt":"2026-11-24T02:00:00Z","otherRecipients":0,"backedUp":false}]}
      """
          .formatted(ENVELOPE);
    }
    byte[] statement =
        new AdministratorTransferStatement(
                TRANSFER, ENTERPRISE, PERSON, statedSuccessor, List.of(ENVELOPE))
            .bytes();
    return "{\"transferId\":\"%s\",\"statement\":\"%s\"}"
        .formatted(TRANSFER, Base64.getEncoder().encodeToString(statement));
  }
}
