package org.bidseal.servicekeys;

import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bidseal.keywrapping.Aad;
import org.bidseal.keywrapping.KeyWrapping;
import org.bidseal.keywrapping.SecretBytes;
import org.bidseal.servicecalls.ServiceCalls;
import org.bidseal.servicedefaults.CryptoScheduler;
import org.bidseal.servicekeys.ServiceKeyRepository.KeyRow;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.Scalar;
import org.bidseal.smcrypto.sm2.Sm2KeyPair;
import org.bidseal.smcrypto.x509.SigningRequest;
import org.bidseal.smcrypto.x509.Sm2Certificates;
import org.bouncycastle.asn1.x500.X500Name;
import reactor.core.publisher.Mono;

/// A service's own signing keys. Each is made at its first need, stored wrapped, shared by all
/// replicas, and certified by identity-service, again when the certificate nears its end. So
/// services start in any order.
public final class ServiceKeys {
  static final String PURPOSE = "service-key";
  private static final Duration RENEWAL = Duration.ofDays(30);

  private final ServiceKeyRepository keys;
  private final KeyWrapping wrapping;
  private final ServiceCalls calls;
  private final CryptoScheduler cpu;
  private final SecureRandom random;
  private final Clock clock;
  private final Map<ServiceProfile, Mono<CertifiedKey>> loaded = new ConcurrentHashMap<>();

  ServiceKeys(
      ServiceKeyRepository keys,
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
  }

  /// What identity-service is asked, and answers; DER in base64.
  record CertificateRequest(String csr, ServiceProfile profile) {}

  record IssuedCertificate(String certificate, List<String> chain) {}

  /// The key of a profile; errs with UPSTREAM_UNAVAILABLE while it has no certificate and
  /// identity-service does not answer.
  public Mono<CertifiedKey> get(ServiceProfile profile) {
    return loaded.computeIfAbsent(
        profile,
        _ -> Mono.defer(() -> load(profile)).cacheInvalidateIf(key -> isDue(key.certificate())));
  }

  private Mono<CertifiedKey> load(ServiceProfile profile) {
    return keys.find(profile)
        .switchIfEmpty(Mono.defer(() -> create(profile)))
        .flatMap(row -> needsCertificate(row) ? certify(profile, row) : Mono.just(row))
        .flatMap(row -> cpu.run(() -> open(profile, row)));
  }

  private Mono<KeyRow> create(ServiceProfile profile) {
    return cpu.run(() -> generate(profile))
        .flatMap(fresh -> keys.insert(profile, fresh))
        .then(keys.find(profile));
  }

  private KeyRow generate(ServiceProfile profile) {
    try (Sm2KeyPair pair = Sm2KeyPair.generate(random);
        SecretBytes secret = SecretBytes.takeOver(pair.exposePrivateKey().exposeBytes())) {
      Point publicKey = pair.publicKey();
      return new KeyRow(publicKey, wrapping.wrap(secret, boundTo(profile, publicKey)), null, null);
    }
  }

  private boolean needsCertificate(KeyRow row) {
    return row.certificate() == null || isDue(parse(row.certificate()));
  }

  private Mono<KeyRow> certify(ServiceProfile profile, KeyRow row) {
    return cpu.run(() -> request(profile, row))
        .flatMap(csr -> ask(profile, row, csr))
        .map(issued -> checked(row, issued))
        .flatMap(issued -> keep(profile, row, issued));
  }

  private Mono<IssuedCertificate> ask(ServiceProfile profile, KeyRow row, String csr) {
    String day = clock.instant().toString().substring(0, 10);
    return calls
        .to("identity-service")
        .post()
        .uri("/internal/identity/v1/service-certificates")
        .header(
            "Idempotency-Key",
            profile.requestPrefix() + day + ":" + row.publicKey().hex().substring(2, 66))
        .bodyValue(new CertificateRequest(csr, profile))
        .retrieve()
        .bodyToMono(IssuedCertificate.class);
  }

  private Mono<KeyRow> keep(ServiceProfile profile, KeyRow row, IssuedCertificate issued) {
    String chain = String.join(" ", issued.chain());
    return keys.certified(profile, issued.certificate(), chain)
        .thenReturn(new KeyRow(row.publicKey(), row.privateKey(), issued.certificate(), chain));
  }

  private String request(ServiceProfile profile, KeyRow row) {
    SigningRequest request = SigningRequest.of(new X500Name(profile.subject()), row.publicKey());
    try (Sm2KeyPair pair = unwrap(profile, row)) {
      return Base64.getEncoder()
          .encodeToString(request.assemble(pair.sign(request.toBeSigned(), random)));
    }
  }

  private static IssuedCertificate checked(KeyRow row, IssuedCertificate issued) {
    if (!Sm2Certificates.publicKey(parse(issued.certificate())).equals(row.publicKey())) {
      throw new IllegalStateException("identity-service certified another key");
    }
    return issued;
  }

  private CertifiedKey open(ServiceProfile profile, KeyRow row) {
    return new CertifiedKey(
        parse(String.valueOf(row.certificate())),
        Arrays.stream(String.valueOf(row.chain()).split(" ", -1))
            .filter(text -> !text.isBlank())
            .map(ServiceKeys::parse)
            .toList(),
        unwrap(profile, row).signatureFunction(random));
  }

  private Sm2KeyPair unwrap(ServiceProfile profile, KeyRow row) {
    try (SecretBytes secret =
        wrapping.unwrap(row.privateKey(), boundTo(profile, row.publicKey()))) {
      return secret.expose(bytes -> Sm2KeyPair.of(Scalar.of(bytes)));
    }
  }

  private boolean isDue(X509Certificate certificate) {
    Instant renewAt = certificate.getNotAfter().toInstant().minus(RENEWAL);
    return renewAt.isBefore(clock.instant());
  }

  private static Aad boundTo(ServiceProfile profile, Point publicKey) {
    return Aad.of(PURPOSE, profile, publicKey.hex());
  }

  private static X509Certificate parse(String base64) {
    return Sm2Certificates.parse(Base64.getDecoder().decode(base64));
  }
}
