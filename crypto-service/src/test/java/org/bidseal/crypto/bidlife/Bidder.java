package org.bidseal.crypto.bidlife;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.bidseal.crypto.testkit.TestPhone;
import org.bidseal.smcrypto.PointGate;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.device.ReportKind;
import org.bidseal.smcrypto.device.ReportStatement;
import org.bidseal.smcrypto.envelope.EnvelopeHeader;
import org.bidseal.smcrypto.envelope.EnvelopeRecipient;
import org.bidseal.smcrypto.proof.KeyUsage;
import org.bidseal.smcrypto.share.DeviceShare;
import org.bidseal.smcrypto.sm2.Sm2KeyPair;
import org.bidseal.smcrypto.sm2.Sm2Signature;
import org.bidseal.smcrypto.sm2.SubjectKeyId;
import org.bidseal.smcrypto.x509.CertificateContent;
import org.bidseal.smcrypto.x509.Sm2Certificates;
import org.bidseal.testsupport.Tokens;
import org.bouncycastle.asn1.x500.X500Name;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

/// A person who bids for an enterprise, with a phone that holds both his keys.
final class Bidder {
  private final UUID enterpriseId;
  private final TestPhone signing;
  private final TestPhone encryption;
  private final UUID signingCertificate;
  private final UUID encryptionCertificate;
  private final Sm2KeyPair deviceKey;
  private final Api api;

  private Bidder(Bidder other, TestPhone encryption) {
    this.enterpriseId = other.enterpriseId;
    this.signing = other.signing;
    this.encryption = encryption;
    this.signingCertificate = other.signingCertificate;
    this.encryptionCertificate = other.encryptionCertificate;
    this.deviceKey = other.deviceKey;
    this.api = other.api;
  }

  private Bidder(WebTestClient http, UUID enterpriseId, UUID personId) {
    UUID deviceId = UUID.randomUUID();
    this.enterpriseId = enterpriseId;
    this.signing = TestPhone.enrol(http, personId, deviceId, KeyUsage.SIGNING);
    this.encryption = TestPhone.enrol(http, personId, deviceId, KeyUsage.ENCRYPTION);
    this.signingCertificate = UUID.randomUUID();
    this.encryptionCertificate = UUID.randomUUID();
    this.deviceKey = Sm2KeyPair.generate(TestPhone.RANDOM);
    this.api = new Api(http, Tokens.person(personId));
  }

  /// A member of the enterprise with certificates in force, as identity-service's events would
  /// tell.
  static Bidder of(WebTestClient http, DatabaseClient database, UUID enterpriseId) {
    Bidder bidder = new Bidder(http, enterpriseId, UUID.randomUUID());
    database
        .sql(
            "insert into member (enterprise_id, person_id, role, legal_representative)"
                + " values (:enterprise, :person, 'AGENT', false)")
        .bind("enterprise", enterpriseId)
        .bind("person", bidder.personId())
        .then()
        .block();
    database
        .sql(
            "insert into person_device (device_id, person_id, name, public_key)"
                + " values (:device, :person, 'phone', :key)")
        .bind("device", bidder.deviceId())
        .bind("person", bidder.personId())
        .bind("key", bidder.deviceKey.publicKey().hex())
        .then()
        .block();
    bidder.certify(database, bidder.signingCertificate, bidder.signing, CertificateContent.SIGNING);
    bidder.certify(
        database, bidder.encryptionCertificate, bidder.encryption, CertificateContent.ENCRYPTION);
    return bidder;
  }

  private void certify(DatabaseClient database, UUID certificateId, TestPhone phone, int keyUsage) {
    X509Certificate certificate =
        Neighbours.get().authority().issue(new X500Name("CN=Bidder"), phone.publicKey(), keyUsage);
    database
        .sql(
            """
            insert into certificate (certificate_id, key_id, usage, person_id, enterprise_id,
                device_id, serial_number, subject, not_before, not_after, state, certificate)
            values (:certificateId, :key, :usage, :person, :enterprise, :device, :serial, 'CN=Bidder',
                :from, :until, 'IN_FORCE', :certificate)
            """)
        .bind("certificateId", certificateId)
        .bind("key", phone.keyId())
        .bind("usage", phone == signing ? "SIGNING" : "ENCRYPTION")
        .bind("person", personId())
        .bind("enterprise", enterpriseId)
        .bind("device", deviceId())
        .bind("serial", certificate.getSerialNumber().toString(16))
        .bind("from", certificate.getNotBefore().toInstant())
        .bind("until", certificate.getNotAfter().toInstant())
        .bind(
            "certificate", Base64.getEncoder().encodeToString(Sm2Certificates.encoded(certificate)))
        .then()
        .block();
  }

  /// The same person with another phone's encryption key: his own recovered, or a colleague's of
  /// which he keeps a backup.
  Bidder with(TestPhone other) {
    return new Bidder(this, other);
  }

  UUID enterpriseId() {
    return enterpriseId;
  }

  UUID personId() {
    return signing.personId();
  }

  UUID deviceId() {
    return encryption.deviceId();
  }

  Sm2KeyPair deviceKey() {
    return deviceKey;
  }

  /// Reports something that happens now, or seems to.
  Api.Answer report(UUID envelopeId, ReportKind kind, Instant happenedAt, String text) {
    return report(
        envelopeId,
        new ReportStatement(
            envelopeId,
            deviceId(),
            personId(),
            null,
            kind,
            happenedAt.truncatedTo(ChronoUnit.SECONDS),
            text));
  }

  /// Reports a statement, signed by this phone, to an envelope.
  Api.Answer report(UUID envelopeId, ReportStatement statement) {
    return report(
        envelopeId, statement, deviceKey.signMessage(statement.bytes(), TestPhone.RANDOM));
  }

  Api.Answer report(UUID envelopeId, ReportStatement statement, Sm2Signature signature) {
    return api.post(
        "/envelopes/" + envelopeId + "/client-reports",
        Map.of(
            "statement",
            Base64.getEncoder().encodeToString(statement.bytes()),
            "r",
            "%064x".formatted(signature.r()),
            "s",
            "%064x".formatted(signature.s())));
  }

  UUID encryptionKey() {
    return encryption.keyId();
  }

  UUID signingCertificate() {
    return signingCertificate;
  }

  UUID encryptionCertificate() {
    return encryptionCertificate;
  }

  TestPhone encryption() {
    return encryption;
  }

  Api api() {
    return api;
  }

  /// Scans and confirms a session.
  void confirm(UUID sessionId) {
    Neighbours.get().confirm(sessionId, personId(), deviceId());
  }

  Api.Answer address(UUID envelopeId, UUID sessionId, UUID... certificates) {
    return api.put(
        "/envelopes/" + envelopeId + "/recipients",
        Map.of("sessionId", sessionId, "certificateIds", certificates));
  }

  /// The same for several who open it together.
  Api.Answer addressTogether(UUID envelopeId, UUID sessionId, int threshold, UUID... certificates) {
    return api.put(
        "/envelopes/" + envelopeId + "/recipients",
        Map.of("sessionId", sessionId, "certificateIds", certificates, "threshold", threshold));
  }

  /// Co-signs the statement that the envelope shows.
  Api.Answer sign(UUID envelopeId, UUID sessionId) {
    return sign(envelopeId, sessionId, coSign(envelopeId, sessionId));
  }

  /// The co-signature of the envelope's statement, not yet handed in.
  Sm2Signature coSign(UUID envelopeId, UUID sessionId) {
    JsonNode envelope = api.get("/envelopes/" + envelopeId).expect(200);
    return coSign(sessionId, Sm3Hash.ofHex(envelope.path("statement").path("e").asString()));
  }

  /// A co-signature of a digest that this session expects.
  Sm2Signature coSign(UUID sessionId, Sm3Hash e) {
    return signing.coSign(sessionId, e);
  }

  Api.Answer sign(UUID envelopeId, UUID sessionId, Sm2Signature signature) {
    return handIn("/envelopes/" + envelopeId + "/statement-signature", sessionId, signature);
  }

  /// Does what was begun.
  ///
  /// @param kind `retraction` or `confirmation`
  Api.Answer act(String kind, UUID envelopeId, UUID sessionId, Sm2Signature signature) {
    return handIn("/envelopes/" + envelopeId + "/" + kind + "/signature", sessionId, signature);
  }

  private Api.Answer handIn(String path, UUID sessionId, Sm2Signature signature) {
    return api.put(
        path,
        Map.of(
            "sessionId",
            sessionId,
            "certificateId",
            signingCertificate,
            "r",
            "%064x".formatted(signature.r()),
            "s",
            "%064x".formatted(signature.s())));
  }

  /// This bidder's entry in the envelope.
  EnvelopeRecipient entry(UUID envelopeId) {
    String header = api.get("/envelopes/" + envelopeId).expect(200).path("header").asString();
    return EnvelopeHeader.parse(Base64.getDecoder().decode(header))
        .findRecipient(SubjectKeyId.of(encryption.publicKey()))
        .orElseThrow();
  }

  /// Asks to co-decrypt this bidder's entry of an envelope, in the name of an envelope.
  Api.Answer coDecrypt(UUID inTheNameOf, UUID sessionId, EnvelopeRecipient entry) {
    Map<String, Object> body =
        encryption.coDecryptBody(sessionId, inTheNameOf, entry.encryptedKey().c1());
    return api.post("/keys/" + encryption.keyId() + "/co-decryptions", body);
  }

  /// The same with a wrong PIN.
  Api.Answer coDecryptWithWrongPin(UUID envelopeId, UUID sessionId) {
    Map<String, Object> body =
        encryption
            .withWrongPin()
            .coDecryptBody(sessionId, envelopeId, entry(envelopeId).encryptedKey().c1());
    return api.post("/keys/" + encryption.keyId() + "/co-decryptions", body);
  }

  /// The file key of an envelope, or this bidder's share of it, hex.
  String fileKey(UUID envelopeId, UUID sessionId) {
    EnvelopeRecipient entry = entry(envelopeId);
    JsonNode answer = encryption.advance(coDecrypt(envelopeId, sessionId, entry).expect(200));
    byte[] key =
        DeviceShare.finishDecryption(
            entry.encryptedKey(), PointGate.decodeHex(answer.path("t2").asString()));
    return java.util.HexFormat.of().formatHex(key);
  }

  /// Hands in a share of the key of a bid that several open together.
  Api.Answer keyShare(UUID envelopeId, UUID sessionId, String share) {
    return api.post(
        "/envelopes/" + envelopeId + "/key-share",
        Map.of("sessionId", sessionId, "keyId", encryption.keyId(), "share", share));
  }

  Api.Answer contentKey(UUID envelopeId, UUID sessionId, String fileKey) {
    return contentKey(api, envelopeId, sessionId, fileKey);
  }

  /// The same over another connection.
  Api.Answer contentKey(Api via, UUID envelopeId, UUID sessionId, String fileKey) {
    return via.post(
        "/envelopes/" + envelopeId + "/content-key",
        Map.of("sessionId", sessionId, "keyId", encryption.keyId(), "fileKey", fileKey));
  }
}
