package org.bidseal.identity.authority;

import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.bidseal.database.Transactions;
import org.bidseal.identity.authority.Authority.Role;
import org.bidseal.keywrapping.KeyWrapping;
import org.bidseal.keywrapping.SecretBytes;
import org.bidseal.servicedefaults.CryptoScheduler;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.Scalar;
import org.bidseal.smcrypto.sm2.SignatureFunction;
import org.bidseal.smcrypto.sm2.Sm2KeyPair;
import org.bidseal.smcrypto.x509.CertificateContent;
import org.bidseal.smcrypto.x509.CertificateIssuer;
import org.bidseal.smcrypto.x509.Sm2Certificates;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/// The embedded SM2 authority. Its keys are made once an installation, in one transaction behind a
/// lock, so that replicas that start at the same time agree; they leave the database wrapped, and
/// are unwrapped for one signature at a time, on the crypto scheduler.
@Service
public final class CertificateAuthority {

  /// Clocks differ: a certificate made a moment ago must be valid on every machine.
  private static final Duration BACKDATING = Duration.ofMinutes(1);

  /// What the world needs to validate chains.
  public record Anchors(X509Certificate root, X509Certificate issuer) {}

  private record Pair(Authority root, Authority issuing) {}

  private final AuthorityRepository repository;
  private final AuthorityFactory factory;
  private final AuthorityProperties properties;
  private final KeyWrapping wrapping;
  private final CryptoScheduler crypto;
  private final SecureRandom random;
  private final Clock clock;
  private final MeterRegistry meters;
  private final Mono<Pair> authorities;

  CertificateAuthority(
      AuthorityRepository repository,
      AuthorityFactory factory,
      AuthorityProperties properties,
      KeyWrapping wrapping,
      CryptoScheduler crypto,
      Transactions transactions,
      SecureRandom random,
      Clock clock,
      MeterRegistry meters) {
    this.repository = repository;
    this.factory = factory;
    this.properties = properties;
    this.wrapping = wrapping;
    this.crypto = crypto;
    this.random = random;
    this.clock = clock;
    this.meters = meters;
    this.authorities =
        load()
            .switchIfEmpty(Mono.defer(() -> transactions.inTransaction(create())))
            // Kept when loaded; asked for again after an error.
            .cache(_ -> Duration.ofDays(365), _ -> Duration.ZERO, () -> Duration.ZERO);
  }

  private Mono<Pair> load() {
    return repository.all().collectList().filter(all -> all.size() == 2).map(this::pair);
  }

  private Mono<Pair> create() {
    return repository
        .lock("create")
        .then(Mono.defer(this::load))
        .switchIfEmpty(Mono.defer(() -> crypto.run(factory::make).flatMap(this::store)));
  }

  private Mono<Pair> store(List<Authority> made) {
    Instant now = clock.instant();
    return repository
        .insert(made.getFirst(), now)
        .then(Mono.defer(() -> repository.insert(made.getLast(), now)))
        .thenReturn(pair(made));
  }

  private Pair pair(List<Authority> rootThenIssuing) {
    if (rootThenIssuing.getFirst().role() != Role.ROOT) {
      throw new IllegalStateException("The root authority comes first");
    }
    return new Pair(rootThenIssuing.getFirst(), rootThenIssuing.getLast());
  }

  /// The certificates to trust and to build chains with; makes the authorities at the first call of
  /// an installation.
  public Mono<Anchors> anchors() {
    return authorities.map(
        pair -> new Anchors(pair.root().certificate(), pair.issuing().certificate()));
  }

  /// Read anew for each signature: a rotation may have wrapped its key anew since the last one.
  private Mono<Authority> issuing() {
    return authorities.then(Mono.defer(() -> repository.find(Role.ISSUING)));
  }

  /// Issues a certificate and records it, within the caller's transaction.
  ///
  /// @param lifetime cut to that of the issuing authority
  public Mono<IssuedCertificate> issue(
      Profile profile, X500Name subject, Point publicKey, Period lifetime) {
    return issuing()
        .flatMap(issuing -> crypto.run(() -> sign(issuing, profile, subject, publicKey, lifetime)))
        .flatMap(issued -> repository.insert(issued).thenReturn(issued))
        .doOnNext(_ -> count(profile));
  }

  private IssuedCertificate sign(
      Authority issuing, Profile profile, X500Name subject, Point publicKey, Period lifetime) {
    Instant from = clock.instant().minus(BACKDATING).truncatedTo(ChronoUnit.SECONDS);
    Instant until = AuthorityFactory.plus(from, lifetime);
    Instant limit = issuing.certificate().getNotAfter().toInstant();
    List<Extension> extensions = new ArrayList<>(profile.extensions());
    extensions.add(distributionPoint());
    var content =
        CertificateContent.endEntity(
                factory.serial(),
                subject,
                publicKey,
                from,
                until.isBefore(limit) ? until : limit,
                profile.keyUsageBits())
            .with(extensions);
    var certificate =
        withKey(
            issuing,
            signer ->
                new CertificateIssuer(
                        Sm2Certificates.subject(issuing.certificate()),
                        Sm2Certificates.publicKey(issuing.certificate()),
                        signer)
                    .issue(content));
    return new IssuedCertificate(profile, certificate);
  }

  /// RFC 5280 §4.2.1.13.
  private Extension distributionPoint() {
    var name =
        new GeneralNames(
            new GeneralName(GeneralName.uniformResourceIdentifier, properties.crlUrl().toString()));
    var point = new DistributionPoint(new DistributionPointName(name), null, null);
    return Encoding.extension(
        Extension.cRLDistributionPoints, false, new CRLDistPoint(new DistributionPoint[] {point}));
  }

  /// Records a revocation, within the caller's transaction; the next revocation list names it.
  ///
  /// @param reasonCode CRLReason (RFC 5280 §5.3.1)
  public Mono<Void> revoke(String serialNumber, int reasonCode, Instant at) {
    return repository.revoke(serialNumber, reasonCode, at);
  }

  /// Signs under the issuing authority's key, on the crypto scheduler.
  <T> Mono<T> signed(IssuerWork<T> work) {
    return issuing()
        .flatMap(issuing ->
            crypto.run(() -> withKey(issuing, signer -> work.run(issuing.certificate(), signer))));
  }

  /// Work with the issuing authority's key.
  interface IssuerWork<T> {
    T run(X509Certificate issuer, SignatureFunction signer);
  }

  private <T> T withKey(Authority authority, Function<SignatureFunction, T> work) {
    try (SecretBytes secret =
            wrapping.unwrap(authority.wrappedKey(), Authority.boundTo(authority.role()));
        var key = Sm2KeyPair.of(secret.expose(Scalar::of))) {
      return work.apply(key.signatureFunction(random));
    }
  }

  private void count(Profile profile) {
    meters.counter("bidseal.certificates.issued", "profile", profile.name()).increment();
  }
}
