package org.bidseal.phone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bidseal.phone.http.Gateway;
import org.bidseal.phone.key.HeldKey;
import org.bidseal.phone.key.Pin;
import org.bidseal.phone.key.PinMask;
import org.bidseal.smcrypto.Fields;
import org.bidseal.smcrypto.Point;
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
import tools.jackson.databind.json.JsonMapper;

/// A colleague's phone co-signs the approval of the recovery that its person was asked about, and
/// no other one.
final class RecoveryApprovalTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final UUID PERSON = UUID.randomUUID();
  private static final UUID SIGNING_KEY = UUID.randomUUID();
  private static final UUID KEY = UUID.randomUUID();
  private static final UUID RECOVERY = UUID.randomUUID();
  private static final UUID NEW_DEVICE = UUID.randomUUID();
  private static final Pin PIN = Pin.of("Old5520a");
  private static final PinMask MASK = new PinMask(64, 1);

  private final Point newPhone = Sm2KeyPair.generate(RANDOM).publicKey();
  private final List<String> signings = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private Point shown = newPhone;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    on("/api/identity/v1/sms-codes", 200, Map.of());
    on(
        "/api/identity/v1/sessions",
        200,
        Map.of("personId", PERSON, "accessToken", "token", "expiresIn", 600));
    on(
        "/api/escrow/v1/recoveries",
        200,
        List.of(Map.of("recoveryId", RECOVERY, "keyId", KEY, "newDeviceId", NEW_DEVICE)));
    server.createContext(
        "/api/escrow/v1/recoveries/" + RECOVERY + "/approvals",
        exchange ->
            answer(
                exchange,
                201,
                Map.of("approvalId", UUID.randomUUID(), "statement", statement(shown))));
    server.createContext(
        "/api/crypto/v1/keys/" + SIGNING_KEY + "/co-signatures",
        exchange -> {
          signings.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
          answer(exchange, 423, Map.of("type", "https://bidseal.org/problems/crypto/key-locked"));
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void whatNamesAnotherPhoneIsNotSigned() {
    shown = Sm2KeyPair.generate(RANDOM).publicKey();
    assertThatThrownBy(() -> approver().recoveries().approve(RECOVERY, newPhone, PIN))
        .isInstanceOf(DeceivedException.class);
    assertThat(signings).isEmpty();
  }

  @Test
  void whatNamesThePhoneIsCoSigned() {
    assertThatThrownBy(() -> approver().recoveries().approve(RECOVERY, newPhone, PIN))
        .hasMessageContaining("423");
    assertThat(signings).hasSize(1);
  }

  private Phone approver() {
    Gateway gateway =
        new Gateway(
            URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
            RANDOM,
            Clock.systemUTC());
    Phone phone = Phone.login(gateway, "phone", "13800000000", _ -> "123456", MASK);
    try (DeviceShare share = DeviceShare.generate(RANDOM)) {
      Sm2KeyPair pair = Sm2KeyPair.generate(RANDOM);
      phone
          .keyRing()
          .put(
              new HeldKey(
                  SIGNING_KEY,
                  KeyUsage.SIGNING,
                  pair.publicKey(),
                  MASK.mask(share.exposeD1(), PIN, RANDOM),
                  1,
                  Token.random(RANDOM)));
      phone.keyRing().certify(SIGNING_KEY, UUID.randomUUID(), certificate(pair));
    }
    return phone;
  }

  private static X509Certificate certificate(Sm2KeyPair holder) {
    X500Name name = new X500Name("CN=approver");
    return new CertificateIssuer(name, holder.publicKey(), holder.signatureFunction(RANDOM))
        .issue(
            CertificateContent.endEntity(
                BigInteger.ONE,
                name,
                holder.publicKey(),
                Instant.ofEpochSecond(1_700_000_000),
                Instant.ofEpochSecond(1_900_000_000),
                CertificateContent.SIGNING));
  }

  private static String statement(Point transportKey) {
    return Base64.getEncoder()
        .encodeToString(
            new Fields()
                .add("bidseal-recovery-approval-v1")
                .add(RECOVERY)
                .add(KEY)
                .add(NEW_DEVICE)
                .add(transportKey)
                .add(PERSON)
                .bytes());
  }

  private void on(String path, int status, Object body) {
    server.createContext(path, exchange -> answer(exchange, status, body));
  }

  private static void answer(HttpExchange exchange, int status, Object answer) throws IOException {
    byte[] body = JSON.writeValueAsString(answer).getBytes(UTF_8);
    exchange
        .getResponseHeaders()
        .set("Content-Type", status < 400 ? "application/json" : "application/problem+json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
