package org.bidseal.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bidseal.phone.http.Gateway;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.lock.LockContribution;
import org.bidseal.smcrypto.lock.LockMember;
import org.bidseal.smcrypto.lock.LockPurpose;
import org.bidseal.smcrypto.lock.LockStatement;
import org.bidseal.smcrypto.lock.LockTerms;
import org.bidseal.smcrypto.sm2.Sm2KeyPair;
import org.bidseal.smcrypto.x509.CertificateContent;
import org.bidseal.smcrypto.x509.CertificateIssuer;
import org.bidseal.smcrypto.x509.Sm2Certificates;
import org.bouncycastle.asn1.x500.X500Name;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a phone believes of an event lock that a server shows.
final class LockReadingTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final JsonMapper JSON = new JsonMapper();
  private static final Instant NOW = Instant.parse("2026-11-22T09:05:00Z");
  private static final X500Name NAME = new X500Name("CN=authority");

  private final Sm2KeyPair authority = Sm2KeyPair.generate(RANDOM);
  private final UUID openingId = UUID.randomUUID();
  private final List<Sm2KeyPair> signing = List.of(key(), key());
  private final List<Sm2KeyPair> encryption = List.of(key(), key());
  private final Map<Integer, byte[]> encryptionCertificates = new HashMap<>();
  private final LockTerms terms = terms();
  private HttpServer server;
  private TrustStore trust;

  @BeforeEach
  void start() throws IOException {
    byte[] anchors =
        JSON.writeValueAsString(Map.of("roots", List.of(base64(root())), "issuers", List.of()))
            .getBytes(StandardCharsets.UTF_8);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/api/identity/v1/trust-anchors",
        exchange -> {
          exchange.sendResponseHeaders(200, anchors.length);
          exchange.getResponseBody().write(anchors);
          exchange.close();
        });
    server.start();
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    trust = new TrustStore(new Gateway(uri, RANDOM, clock).anonymous(), clock);
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void aTranscriptThatItsMembersSignedIsBelieved() {
    List<LockContribution> drawn = drawn();
    LockReading lock = read(shown(drawn, drawn, authority));
    assertThat(lock.terms()).isEqualTo(terms);
    assertThat(lock.transcript().contribution(2).digest()).isEqualTo(drawn.get(1).digest());
    assertThat(lock.positionOf(encryption.get(1).publicKey())).isEqualTo(2);
  }

  @Test
  void aContributionThatItsMemberDidNotSignIsNot() {
    LockReading lock = read(shown(drawn(), drawn(), authority));
    assertThatExceptionOfType(DeceivedException.class)
        .isThrownBy(lock::transcript)
        .withMessageContaining("Member 1");
  }

  @Test
  void aCertificateOfAnotherAuthorityIsNot() {
    List<LockContribution> drawn = drawn();
    LockReading lock = read(shown(drawn, drawn, Sm2KeyPair.generate(RANDOM)));
    assertThatExceptionOfType(IllegalStateException.class).isThrownBy(lock::transcript);
  }

  @Test
  void anotherLockOrACommitteeWithoutThisPhoneIsNot() {
    List<LockContribution> drawn = drawn();
    JsonNode shown = shown(drawn, drawn, authority);
    assertThatExceptionOfType(DeceivedException.class)
        .isThrownBy(() -> LockReading.of(trust, openingId, UUID.randomUUID(), shown));
    assertThatExceptionOfType(DeceivedException.class)
        .isThrownBy(() -> LockReading.of(trust, UUID.randomUUID(), terms.lockId(), shown));
    assertThatExceptionOfType(DeceivedException.class)
        .isThrownBy(() -> read(shown).positionOf(authority.publicKey()));
  }

  private LockReading read(JsonNode shown) {
    return LockReading.of(trust, openingId, terms.lockId(), shown);
  }

  private List<LockContribution> drawn() {
    return List.of(
        LockContribution.draw(terms, 1, RANDOM), LockContribution.draw(terms, 2, RANDOM));
  }

  /// @param shown what the server shows as contributed
  /// @param signed what the members signed
  /// @param issuer of their signing certificates
  private JsonNode shown(
      List<LockContribution> shown, List<LockContribution> signed, Sm2KeyPair issuer) {
    List<Map<String, Object>> members = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      byte[] statement = LockStatement.contribution(terms, signed.get(i).digest()).bytes(NOW);
      Map<String, Object> signature =
          new HashMap<>(SignatureJson.of(signing.get(i).signMessage(statement, RANDOM)));
      signature.put("kind", "CONTRIBUTION");
      signature.put("statement", base64(statement));
      signature.put(
          "certificate", base64(certificate(signing.get(i), issuer, CertificateContent.SIGNING)));
      members.add(
          Map.of(
              "position", i + 1,
              "personId", terms.member(i + 1).personId(),
              "role", "CENTRE",
              "certificate", base64(encryptionCertificate(i)),
              "contribution", base64(shown.get(i).bytes()),
              "signed", List.of(signature)));
    }
    return JSON.valueToTree(
        Map.of(
            "lockId",
            terms.lockId(),
            "openingId",
            openingId,
            "purpose",
            "EVENT",
            "threshold",
            2,
            "members",
            members));
  }

  private LockTerms terms() {
    List<LockMember> members = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      members.add(
          new LockMember(
              UUID.randomUUID(),
              "CENTRE",
              encryption.get(i).publicKey(),
              Sm3Hash.of(encryptionCertificate(i))));
    }
    return new LockTerms(UUID.randomUUID(), openingId, LockPurpose.EVENT, 2, members);
  }

  private byte[] encryptionCertificate(int i) {
    return encryptionCertificates.computeIfAbsent(
        i, _ -> certificate(encryption.get(i), authority, CertificateContent.ENCRYPTION));
  }

  private byte[] root() {
    return issued(
        CertificateContent.authority(
            BigInteger.ONE,
            NAME,
            authority.publicKey(),
            NOW.minusSeconds(86_400),
            NOW.plusSeconds(86_400),
            0),
        authority);
  }

  private static byte[] certificate(Sm2KeyPair holder, Sm2KeyPair issuer, int usage) {
    return issued(
        CertificateContent.endEntity(
            BigInteger.TWO,
            new X500Name("CN=member"),
            holder.publicKey(),
            NOW.minusSeconds(86_400),
            NOW.plusSeconds(86_400),
            usage),
        issuer);
  }

  private static byte[] issued(CertificateContent content, Sm2KeyPair issuer) {
    X509Certificate certificate =
        new CertificateIssuer(NAME, issuer.publicKey(), issuer.signatureFunction(RANDOM))
            .issue(content);
    return Sm2Certificates.encoded(certificate);
  }

  private static Sm2KeyPair key() {
    return Sm2KeyPair.generate(RANDOM);
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
