package org.bidseal.seals;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.bidseal.smcrypto.sm2.Sm2KeyPair;
import org.bidseal.smcrypto.x509.CertificateContent;
import org.bidseal.smcrypto.x509.CertificateIssuer;
import org.bidseal.smcrypto.x509.SignedRequest;
import org.bidseal.smcrypto.x509.Sm2Certificates;
import org.bouncycastle.asn1.x500.X500Name;
import tools.jackson.databind.json.JsonMapper;

/// The two endpoints of other services that seal-service calls, with a real authority behind them.
final class Neighbours {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpServer server;
  private final SecureRandom random = new SecureRandom();
  private final Sm2KeyPair authority = Sm2KeyPair.generate(random);
  private final Queue<String> expected = new ConcurrentLinkedQueue<>();

  private Neighbours(HttpServer server) {
    this.server = server;
  }

  static Neighbours start() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      Neighbours neighbours = new Neighbours(server);
      server.createContext("/internal/crypto/v1/signing-expectations", neighbours::expect);
      server.createContext("/internal/identity/v1/service-certificates", neighbours::certify);
      server.start();
      return neighbours;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void expect(HttpExchange exchange) throws IOException {
    expected.add(JSON.readTree(exchange.getRequestBody().readAllBytes()).path("e").asString());
    exchange.sendResponseHeaders(204, -1);
    exchange.close();
  }

  private void certify(HttpExchange exchange) throws IOException {
    String csr = JSON.readTree(exchange.getRequestBody().readAllBytes()).path("csr").asString();
    SignedRequest request = SignedRequest.parse(Base64.getDecoder().decode(csr));
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    var certificate =
        new CertificateIssuer(
                new X500Name("CN=CA"), authority.publicKey(), authority.signatureFunction(random))
            .issue(
                CertificateContent.endEntity(
                    BigInteger.TWO,
                    request.subject(),
                    request.publicKey(),
                    now,
                    now.plus(365, ChronoUnit.DAYS),
                    CertificateContent.SIGNING));
    String answer =
        "{\"certificate\":\"%s\",\"chain\":[]}"
            .formatted(Base64.getEncoder().encodeToString(Sm2Certificates.encoded(certificate)));
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    byte[] body = answer.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  Queue<String> expected() {
    return expected;
  }

  void stop() {
    server.stop(0);
  }
}
