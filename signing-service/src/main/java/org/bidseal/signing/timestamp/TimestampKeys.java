package org.bidseal.signing.timestamp;

import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.bidseal.keywrapping.Aad;
import org.bidseal.keywrapping.KeyWrapping;
import org.bidseal.keywrapping.SecretBytes;
import org.bidseal.servicecalls.ServiceCalls;
import org.bidseal.servicedefaults.CryptoScheduler;
import org.bidseal.signing.Bytes;
import org.bidseal.signing.timestamp.TimestampKeyRepository.KeyRow;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.Scalar;
import org.bidseal.smcrypto.sm2.Sm2KeyPair;
import org.bidseal.smcrypto.x509.SigningRequest;
import org.bidseal.smcrypto.x509.Sm2Certificates;
import org.bouncycastle.asn1.x500.X500Name;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Makes the authority's key at first need, and has identity-service certify it (profile
/// TIMESTAMP); again when the certificate nears its end.
@Component
final class TimestampKeys {
  private static final X500Name SUBJECT = new X500Name("CN=Timestamp Authority,O=bidseal,C=CN");
  private static final String PURPOSE = "timestamp-key";
  private static final Duration RENEWAL = Duration.ofDays(30);
  private static final String SERVICE = "identity-service";

  private final TimestampKeyRepository keys;
  private final KeyWrapping wrapping;
  private final ServiceCalls calls;
  private final CryptoScheduler cpu;
  private final SecureRandom random;
  private final Clock clock;
  private final Mono<Loaded> loaded;

  TimestampKeys(
      TimestampKeyRepository keys,
      KeyWrapping wrapping,
      ServiceCalls calls,
      CryptoScheduler cpu,
      SecureRandom random,
      Clock clock) {
    this.keys = keys;
    this.wrapping = wrapping;
    this.calls = calls;
    this.cpu = cpu;
    this.random = random;
    this.clock = clock;
    this.loaded =
        Mono.defer(this::load).cacheInvalidateIf(it -> it.renewAt().isBefore(clock.instant()));
  }

  private record Loaded(TimestampAuthority authority, Instant renewAt) {}

  /// What identity-service is asked, and answers; DER in base64.
  record CertificateRequest(String csr, String profile) {}

  record IssuedCertificate(String certificate, List<String> chain) {}

  /// The authority; errs with UPSTREAM_UNAVAILABLE while it has no certificate and identity-service
  /// does not answer.
  Mono<TimestampAuthority> authority() {
    return loaded.map(Loaded::authority);
  }

  private Mono<Loaded> load() {
    return keys.find()
        .switchIfEmpty(Mono.defer(this::create))
        .flatMap(row -> needsCertificate(row) ? certify(row) : Mono.just(row))
        .flatMap(row -> cpu.run(() -> open(row)));
  }

  private Mono<KeyRow> create() {
    return cpu.run(this::generate)
        .flatMap(fresh -> keys.insert(fresh.publicKey(), fresh.wrapped()))
        .then(keys.find());
  }

  private KeyRow generate() {
    try (Sm2KeyPair pair = Sm2KeyPair.generate(random);
        SecretBytes secret = SecretBytes.takeOver(pair.exposePrivateKey().exposeBytes())) {
      return new KeyRow(
          pair.publicKey(), wrapping.wrap(secret, boundTo(pair.publicKey())), null, null);
    }
  }

  private boolean needsCertificate(KeyRow row) {
    return row.certificate() == null || renewAt(parse(row.certificate())).isBefore(clock.instant());
  }

  private Mono<KeyRow> certify(KeyRow row) {
    return cpu.run(() -> request(row))
        .flatMap(csr ->
            calls
                .to(SERVICE)
                .post()
                .uri("/internal/identity/v1/service-certificates")
                .header("Idempotency-Key", "timestamp:" + row.publicKey().hex().substring(0, 64))
                .bodyValue(new CertificateRequest(csr.base64(), "TIMESTAMP"))
                .retrieve()
                .bodyToMono(IssuedCertificate.class))
        .map(issued -> checked(row, issued))
        .flatMap(issued ->
            keys.certified(issued.certificate(), String.join(" ", issued.chain()))
                .thenReturn(
                    new KeyRow(
                        row.publicKey(),
                        row.wrapped(),
                        issued.certificate(),
                        String.join(" ", issued.chain()))));
  }

  private Bytes request(KeyRow row) {
    SigningRequest request = SigningRequest.of(SUBJECT, row.publicKey());
    try (Sm2KeyPair pair = unwrap(row)) {
      return Bytes.of(request.assemble(pair.sign(request.toBeSigned(), random)));
    }
  }

  private static IssuedCertificate checked(KeyRow row, IssuedCertificate issued) {
    Point certified = Sm2Certificates.publicKey(parse(issued.certificate()));
    if (!certified.equals(row.publicKey())) {
      throw new IllegalStateException("identity-service certified another key");
    }
    return issued;
  }

  private Loaded open(KeyRow row) {
    String certificate = String.valueOf(row.certificate());
    String chain = String.valueOf(row.chain());
    X509Certificate parsed = parse(certificate);
    Sm2KeyPair pair = unwrap(row);
    TimestampAuthority authority =
        new TimestampAuthority(
            parsed,
            Arrays.stream(chain.split(" ", -1))
                .filter(text -> !text.isBlank())
                .map(TimestampKeys::parse)
                .filter(issuer -> !isSelfSigned(issuer))
                .toList(),
            pair.signatureFunction(random));
    return new Loaded(authority, renewAt(parsed));
  }

  private Sm2KeyPair unwrap(KeyRow row) {
    try (SecretBytes secret = wrapping.unwrap(row.wrapped(), boundTo(row.publicKey()))) {
      return secret.expose(bytes -> Sm2KeyPair.of(Scalar.of(bytes)));
    }
  }

  private static Aad boundTo(Point publicKey) {
    return Aad.of(PURPOSE, publicKey.hex());
  }

  private static Instant renewAt(X509Certificate certificate) {
    return certificate.getNotAfter().toInstant().minus(RENEWAL);
  }

  private static boolean isSelfSigned(X509Certificate certificate) {
    return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
  }

  private static X509Certificate parse(String base64) {
    return Sm2Certificates.parse(Bytes.ofBase64(base64).toArray());
  }
}
