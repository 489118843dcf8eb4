package org.bidseal.phone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.bidseal.phone.http.Gateway;
import org.bidseal.phone.key.PinMask;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.PointGate;
import org.bidseal.smcrypto.device.DeviceKeyStatement;
import org.bidseal.smcrypto.device.ReportKind;
import org.bidseal.smcrypto.device.ReportStatement;
import org.bidseal.smcrypto.sm2.Sm2Verifier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the phone sends: a proven key at its login, and reports that this key signed.
final class ReportsTest {
  private static final String MOBILE = "13800000000";
  private static final UUID PERSON = UUID.fromString("97e3de76-b56a-46d4-8814-7b2807a0dc94");
  private static final UUID ENVELOPE = UUID.fromString("01a203aa-790a-7619-9a52-5486aedca9ef");
  private static final Instant NOW = Instant.parse("2026-11-22T09:05:00.7Z");
  private static final JsonMapper JSON = new JsonMapper();

  private final List<JsonNode> logins = new ArrayList<>();
  private final List<JsonNode> reports = new ArrayList<>();
  private HttpServer server;
  private Gateway gateway;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/api/identity/v1/sms-codes", exchange -> answer(exchange, "{}"));
    server.createContext(
        "/api/identity/v1/sessions",
        exchange -> {
          logins.add(body(exchange));
          answer(
              exchange,
              "{\"personId\":\"" + PERSON + "\",\"accessToken\":\"token\",\"expiresIn\":600}");
        });
    server.createContext(
        "/api/crypto/v1/envelopes/" + ENVELOPE + "/client-reports",
        exchange -> {
          reports.add(body(exchange));
          answer(exchange, "{}");
        });
    server.start();
    gateway =
        new Gateway(
            URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
            new SecureRandom(),
            Clock.fixed(NOW, ZoneOffset.UTC));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void aReportIsSignedByTheKeyThatTheLoginProved() {
    Phone phone = login();
    UUID session = UUID.randomUUID();

    phone.reports().report(ENVELOPE, session, ReportKind.NETWORK, "大厅没有信号");

    JsonNode device = logins.getFirst().path("device");
    Point key = PointGate.decodeHex(device.path("key").path("publicKey").asString());
    assertThat(device.path("deviceId").asString()).isEqualTo(phone.deviceId().toString());
    assertThat(
            new DeviceKeyStatement(phone.deviceId(), MOBILE, key)
                .isProvenBy(SignatureJson.read(device.path("key"))))
        .isTrue();
    JsonNode report = reports.getFirst();
    byte[] statement = Base64.getDecoder().decode(report.path("statement").asString());
    assertThat(Sm2Verifier.verifyMessage(key, statement, SignatureJson.read(report))).isTrue();
    assertThat(ReportStatement.parse(statement))
        .isEqualTo(
            new ReportStatement(
                ENVELOPE,
                phone.deviceId(),
                PERSON,
                session,
                ReportKind.NETWORK,
                Instant.parse("2026-11-22T09:05:00Z"),
                "大厅没有信号"));
  }

  @Test
  void everyPhoneHasAKeyOfItsOwn() {
    login();
    login();
    assertThat(logins)
        .extracting(login -> login.path("device").path("key").path("publicKey").asString())
        .doesNotHaveDuplicates();
  }

  private Phone login() {
    return Phone.login(gateway, "phone", MOBILE, _ -> "123456", new PinMask(64, 1));
  }

  private static JsonNode body(HttpExchange exchange) throws IOException {
    return JSON.readTree(exchange.getRequestBody().readAllBytes());
  }

  private static void answer(HttpExchange exchange, String json) throws IOException {
    byte[] body = json.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
