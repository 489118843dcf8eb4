package org.bidseal.signing.testkit;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.bidseal.database.Transactions;
import org.bidseal.identityview.Certificates;
import org.bidseal.identityview.Members;
import org.bidseal.outbox.Outbox;
import org.bidseal.smcrypto.x509.Sm2Certificates;
import org.bidseal.testsupport.Awaiting;
import org.springframework.boot.test.context.TestComponent;

/// Tells the service, by other services' events on the real Kafka, what it should know.
@TestComponent
public class KnownIdentity {
  private final Outbox outbox;
  private final Transactions transactions;
  private final Members members;
  private final Certificates certificates;

  KnownIdentity(
      Outbox outbox, Transactions transactions, Members members, Certificates certificates) {
    this.outbox = outbox;
    this.transactions = transactions;
    this.members = members;
    this.certificates = certificates;
  }

  /// The person acts for the enterprise.
  public void member(UUID personId, UUID enterpriseId) {
    publish(
        "org.bidseal.identity.membership-granted.v1",
        enterpriseId,
        Map.of(
            "enterpriseId",
            enterpriseId,
            "personId",
            personId,
            "role",
            "ADMINISTRATOR",
            "legalRepresentative",
            true));
    Awaiting.until(
        "the membership is known",
        () -> Boolean.TRUE.equals(members.isMember(personId, enterpriseId).toFuture().get()));
  }

  /// The person holds the certificate for the enterprise.
  public UUID certificate(
      UUID personId, UUID enterpriseId, UUID keyId, X509Certificate certificate) {
    UUID certificateId = UUID.randomUUID();
    publish(
        "org.bidseal.identity.certificate-issued.v1",
        certificateId,
        Map.ofEntries(
            Map.entry("certificateId", certificateId),
            Map.entry("applicationId", UUID.randomUUID()),
            Map.entry("usage", "SIGNING"),
            Map.entry("keyId", keyId),
            Map.entry("serialNumber", certificate.getSerialNumber().toString(16)),
            Map.entry("personId", personId),
            Map.entry("enterpriseId", enterpriseId),
            Map.entry("deviceId", UUID.randomUUID()),
            Map.entry("notBefore", certificate.getNotBefore().toInstant()),
            Map.entry("notAfter", certificate.getNotAfter().toInstant()),
            Map.entry("subject", certificate.getSubjectX500Principal().getName()),
            Map.entry(
                "certificate",
                Base64.getEncoder().encodeToString(Sm2Certificates.encoded(certificate)))));
    publish(
        "org.bidseal.identity.certificate-downloaded.v1",
        certificateId,
        Map.of("certificateId", certificateId));
    Awaiting.until(
        "the certificate is in force",
        () ->
            certificates
                .find(certificateId)
                .map(view -> view.inForceAt(Instant.now()))
                .defaultIfEmpty(false)
                .toFuture()
                .get());
    return certificateId;
  }

  /// The person confirmed the session.
  public void confirmed(
      UUID sessionId, UUID platformId, UUID enterpriseId, UUID personId, UUID taskId) {
    publish(
        "org.bidseal.qr.session-confirmed.v1",
        sessionId,
        Map.of(
            "sessionId", sessionId,
            "purpose", "SIGN",
            "platformId", platformId,
            "enterpriseId", enterpriseId,
            "personId", personId,
            "deviceId", UUID.randomUUID(),
            "reference", Map.of("type", "signing-task", "id", taskId)));
  }

  private void publish(String type, UUID subject, Map<String, ?> data) {
    try {
      outbox.add(type, subject, data).as(transactions::inTransaction).toFuture().get();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }
}
