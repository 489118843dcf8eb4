package org.bidseal.phone;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.bidseal.phone.http.Gateway;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.sm2.Sm2KeyPair;
import org.bidseal.smcrypto.x509.CertificateContent;
import org.bidseal.smcrypto.x509.CertificateIssuer;
import org.bidseal.smcrypto.x509.Sm2Certificates;
import org.bouncycastle.asn1.x500.X500Name;
import tools.jackson.databind.json.JsonMapper;

/// An authority that phones trust, and the gateway where they learn that.
final class TestAuthority implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-11-22T09:05:00Z");
  private static final X500Name NAME = new X500Name("CN=authority");

  private final SecureRandom random;
  private final Sm2KeyPair key;
  private final HttpServer server;

  TestAuthority(SecureRandom random) {
    this.random = random;
    this.key = Sm2KeyPair.generate(random);
    byte[] anchors =
        new JsonMapper()
            .writeValueAsString(Map.of("roots", List.of(root()), "issuers", List.of()))
            .getBytes(StandardCharsets.UTF_8);
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(
        "/api/identity/v1/trust-anchors",
        exchange -> {
          exchange.sendResponseHeaders(200, anchors.length);
          exchange.getResponseBody().write(anchors);
          exchange.close();
        });
    server.start();
  }

  /// What a phone believes that has asked this gateway.
  TrustStore trust() {
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    return new TrustStore(new Gateway(uri, random, clock).anonymous(), clock);
  }

  private String root() {
    return issued(
        CertificateContent.authority(
            BigInteger.ONE,
            NAME,
            key.publicKey(),
            NOW.minusSeconds(86_400),
            NOW.plusSeconds(86_400),
            0));
  }

  /// A certificate in base64.
  ///
  /// @param usage a constant of [CertificateContent]
  String certify(X500Name subject, Point publicKey, int usage) {
    return issued(
        CertificateContent.endEntity(
            BigInteger.TWO,
            subject,
            publicKey,
            NOW.minusSeconds(86_400),
            NOW.plusSeconds(86_400),
            usage));
  }

  private String issued(CertificateContent content) {
    CertificateIssuer issuer =
        new CertificateIssuer(NAME, key.publicKey(), key.signatureFunction(random));
    return Base64.getEncoder().encodeToString(Sm2Certificates.encoded(issuer.issue(content)));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
