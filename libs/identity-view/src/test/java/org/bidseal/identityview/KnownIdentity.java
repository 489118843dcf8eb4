package org.bidseal.identityview;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.bidseal.database.Transactions;
import org.bidseal.outbox.Outbox;
import org.bidseal.smcrypto.sm2.Sm2KeyPair;
import org.bidseal.smcrypto.x509.CertificateContent;
import org.bidseal.smcrypto.x509.CertificateIssuer;
import org.bidseal.smcrypto.x509.Sm2Certificates;
import org.bidseal.testsupport.Awaiting;
import org.bouncycastle.asn1.x500.X500Name;

/// Tells a service under test, by the events of identity-service on the real Kafka, whom it should
/// know. Import it into the test: `@Import(KnownIdentity.class)`.
public final class KnownIdentity {
  private final Outbox outbox;
  private final Transactions transactions;
  private final Members members;
  private final Certificates certificates;
  private final SecureRandom random;

  public KnownIdentity(
      Outbox outbox,
      Transactions transactions,
      Members members,
      Certificates certificates,
      SecureRandom random) {
    this.outbox = outbox;
    this.transactions = transactions;
    this.members = members;
    this.certificates = certificates;
    this.random = random;
  }

  /// A certified enterprise.
  public void enterprise(UUID enterpriseId, String name, String uscc) {
    publish(
        "org.bidseal.identity.enterprise-certified.v1",
        enterpriseId,
        Map.of("enterpriseId", enterpriseId, "name", name, "uscc", uscc, "region", "420500"));
  }

  /// An administrator who is the legal representative; waits until the service knows him.
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

  /// A signing certificate in force for a whole key; waits until the service knows it.
  public UUID signingCertificate(UUID personId, UUID enterpriseId, Sm2KeyPair key) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    X500Name name = new X500Name("CN=test");
    var certificate =
        new CertificateIssuer(name, key.publicKey(), key.signatureFunction(random))
            .issue(
                CertificateContent.endEntity(
                    BigInteger.TEN,
                    name,
                    key.publicKey(),
                    now.minusSeconds(60),
                    now.plus(1, ChronoUnit.DAYS),
                    CertificateContent.SIGNING));
    UUID certificateId = UUID.randomUUID();
    publish(
        "org.bidseal.identity.certificate-issued.v1",
        certificateId,
        Map.ofEntries(
            Map.entry("certificateId", certificateId),
            Map.entry("applicationId", UUID.randomUUID()),
            Map.entry("usage", "SIGNING"),
            Map.entry("keyId", UUID.randomUUID()),
            Map.entry("serialNumber", "a"),
            Map.entry("personId", personId),
            Map.entry("enterpriseId", enterpriseId),
            Map.entry("deviceId", UUID.randomUUID()),
            Map.entry("notBefore", now.minusSeconds(60)),
            Map.entry("notAfter", now.plus(1, ChronoUnit.DAYS)),
            Map.entry("subject", "CN=test"),
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

  /// Publishes any event.
  public void publish(String type, UUID subject, Map<String, ?> data) {
    try {
      outbox.add(type, subject, data).as(transactions::inTransaction).toFuture().get();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }
}
