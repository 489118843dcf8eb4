package org.bidseal.identity.authority;

import java.time.Clock;
import java.time.Period;
import java.util.Map;
import org.bidseal.database.Columns;
import org.bidseal.database.Transactions;
import org.bidseal.identity.IdentityProblem;
import org.bidseal.problem.ProblemException;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.x509.SignedRequest;
import org.bidseal.smcrypto.x509.Sm2Certificates;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/// Certificates of the fleet's own services: each service may have one kind, under a name that the
/// authority chooses, for whatever key it proves to hold. The same request is answered with the
/// same certificate.
@Service
final class ServiceCertificates {

  private static final Period LIFETIME = Period.ofYears(5);

  /// Which service may ask for what, and the common name it gets.
  private record Entitlement(String service, Profile profile, String commonName) {}

  private static final Map<String, Entitlement> ENTITLEMENTS =
      Map.of(
          "seal-service",
          new Entitlement("seal-service", Profile.SEAL_MAKER, "Seal Maker"),
          "signing-service",
          new Entitlement("signing-service", Profile.TIMESTAMP, "Timestamp Authority"),
          "crypto-service",
          new Entitlement("crypto-service", Profile.RECEIPT, "Receipts"));

  private final AuthorityRepository repository;
  private final AuthorityFactory factory;
  private final CertificateAuthority authority;
  private final DatabaseClient database;
  private final Transactions transactions;
  private final Clock clock;

  ServiceCertificates(
      AuthorityRepository repository,
      AuthorityFactory factory,
      CertificateAuthority authority,
      DatabaseClient database,
      Transactions transactions,
      Clock clock) {
    this.repository = repository;
    this.factory = factory;
    this.authority = authority;
    this.database = database;
    this.transactions = transactions;
    this.clock = clock;
  }

  /// Issues a certificate for a service's key, or gives the one issued for the same request.
  ///
  /// @param csr CertificationRequest (RFC 2986), DER; only its key counts
  Mono<IssuedCertificate> issue(String service, Profile profile, byte[] csr) {
    Entitlement entitlement = ENTITLEMENTS.get(service);
    if (entitlement == null || entitlement.profile() != profile) {
      return Mono.error(() ->
          new ProblemException(
              IdentityProblem.PROFILE_NOT_YOURS,
              "'" + service + "' may not have a certificate of profile " + profile));
    }
    Point publicKey = publicKey(csr);
    String digest = Sm3Hash.of(csr).hex();
    return transactions.inTransaction(
        repository
            .lock("service-certificate:" + service)
            .then(Mono.defer(() -> find(entitlement, digest)))
            .switchIfEmpty(Mono.defer(() -> create(entitlement, digest, publicKey))));
  }

  private static Point publicKey(byte[] csr) {
    try {
      return SignedRequest.parse(csr).publicKey();
    } catch (IllegalArgumentException _) {
      // Without the cause: a truncated request's EOFException would be taken for a client that
      // left.
      throw new ProblemException(
          IdentityProblem.REQUEST_MISMATCH, "The request is not one of SM2 in DER");
    }
  }

  private Mono<IssuedCertificate> find(Entitlement entitlement, String digest) {
    return database
        .sql(
            """
            select i.certificate from service_certificate s join issued_certificate i
              using (serial_number)
            where s.service = :service and s.profile = :profile and s.csr_digest = :digest
            """)
        .bind("service", entitlement.service())
        .bind("profile", entitlement.profile().name())
        .bind("digest", digest)
        .map(row -> Sm2Certificates.parse(Columns.bytes(row, "certificate")))
        .one()
        .map(certificate -> new IssuedCertificate(entitlement.profile(), certificate));
  }

  private Mono<IssuedCertificate> create(Entitlement entitlement, String digest, Point publicKey) {
    return authority
        .issue(entitlement.profile(), factory.name(entitlement.commonName()), publicKey, LIFETIME)
        .flatMap(issued -> insert(entitlement, digest, issued).thenReturn(issued));
  }

  private Mono<Void> insert(Entitlement entitlement, String digest, IssuedCertificate issued) {
    return database
        .sql(
            """
            insert into service_certificate (service, profile, csr_digest, serial_number, issued_at)
            values (:service, :profile, :digest, :serial, :at)
            """)
        .bind("service", entitlement.service())
        .bind("profile", entitlement.profile().name())
        .bind("digest", digest)
        .bind("serial", issued.serialNumber())
        .bind("at", clock.instant())
        .then();
  }
}
