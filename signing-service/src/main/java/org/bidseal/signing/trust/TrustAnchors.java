package org.bidseal.signing.trust;

import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.bidseal.servicecalls.ServiceCalls;
import org.bidseal.signing.Bytes;
import org.bidseal.smcrypto.x509.Sm2Certificates;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/// Asks identity-service for trust anchors and revocations, and remembers the answer for a minute.
@Component
public final class TrustAnchors {
  private static final Duration FRESH = Duration.ofMinutes(1);
  private static final String SERVICE = "identity-service";

  private final ServiceCalls calls;
  private final Clock clock;
  private final Mono<Known> known;

  TrustAnchors(ServiceCalls calls, Clock clock) {
    this.calls = calls;
    this.clock = clock;
    this.known = Mono.defer(this::ask).cacheInvalidateIf(answer -> answer.staleAt(clock.instant()));
  }

  private record Known(Trust trust, Instant askedAt) {
    boolean staleAt(Instant now) {
      return now.isAfter(askedAt.plus(FRESH));
    }
  }

  /// identity-service's answer: DER in base64.
  record Anchors(List<String> roots, List<String> issuers) {}

  /// What is trusted now.
  ///
  /// @return errs with UPSTREAM_UNAVAILABLE if identity-service does not answer
  public Mono<Trust> current() {
    return known.map(Known::trust);
  }

  private Mono<Known> ask() {
    WebClient identity = calls.to(SERVICE);
    return identity
        .get()
        .uri("/api/identity/v1/trust-anchors")
        .retrieve()
        .bodyToMono(Anchors.class)
        .flatMap(anchors -> withRevocations(identity, anchors))
        .map(trust -> new Known(trust, clock.instant()));
  }

  private static Mono<Trust> withRevocations(WebClient identity, Anchors anchors) {
    List<X509Certificate> issuers = parse(anchors.issuers());
    return identity
        .get()
        .uri("/api/identity/v1/crl")
        .accept(MediaType.ALL)
        .retrieve()
        .bodyToMono(byte[].class)
        .map(der -> RevocationList.read(der, issuers))
        .defaultIfEmpty(Map.<BigInteger, Instant>of())
        .map(revocations -> new Trust(parse(anchors.roots()), issuers, revocations));
  }

  private static List<X509Certificate> parse(List<String> certificates) {
    return certificates.stream()
        .map(text -> Sm2Certificates.parse(Bytes.ofBase64(text).toArray()))
        .toList();
  }
}
