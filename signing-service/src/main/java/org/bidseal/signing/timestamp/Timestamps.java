package org.bidseal.signing.timestamp;

import io.micrometer.core.instrument.MeterRegistry;
import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.function.BiFunction;
import org.bidseal.servicedefaults.CryptoScheduler;
import org.bidseal.servicekeys.CertifiedKey;
import org.bidseal.servicekeys.ServiceKeys;
import org.bidseal.servicekeys.ServiceProfile;
import org.bidseal.signing.Bytes;
import org.bidseal.smcrypto.Sm3Hash;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Timestamps, for this service's own signatures and for the API.
@Component
public final class Timestamps {
  private static final String COUNTER = "bidseal.timestamps";

  private final ServiceKeys keys;
  private final TimestampSerials serials;
  private final CryptoScheduler cpu;
  private final Clock clock;
  private final MeterRegistry meters;

  Timestamps(
      ServiceKeys keys,
      TimestampSerials serials,
      CryptoScheduler cpu,
      Clock clock,
      MeterRegistry meters) {
    this.keys = keys;
    this.serials = serials;
    this.cpu = cpu;
    this.clock = clock;
    this.meters = meters;
  }

  /// A token over a digest; errs with UPSTREAM_UNAVAILABLE while the authority has no certificate
  /// and identity-service does not answer.
  ///
  /// @return DER of the TimeStampToken (RFC 3161 §2.4.2)
  public Mono<Bytes> token(Sm3Hash imprint) {
    return sign((authority, serial) -> authority.token(imprint, serial, clock.instant()))
        .doOnNext(_ -> count("granted"));
  }

  /// The answer to a request.
  ///
  /// @param request DER of the TimeStampReq
  /// @return DER of the TimeStampResp
  Mono<Bytes> answer(byte[] request) {
    return sign((authority, serial) -> authority.answer(request, serial, clock.instant()))
        .doOnNext(answer -> count(answer.granted() ? "granted" : "rejected"))
        .map(TimestampAuthority.Answer::response);
  }

  private <T> Mono<T> sign(BiFunction<TimestampAuthority, BigInteger, T> work) {
    return keys.get(ServiceProfile.TIMESTAMP)
        .zipWith(serials.next())
        .flatMap(both -> cpu.run(() -> work.apply(authority(both.getT1()), both.getT2())));
  }

  /// The root is what verifiers have; a token carries the issuers below it.
  private static TimestampAuthority authority(CertifiedKey key) {
    List<X509Certificate> issuers =
        key.chain().stream().filter(issuer -> !isSelfSigned(issuer)).toList();
    return new TimestampAuthority(key.certificate(), issuers, key.signer());
  }

  private static boolean isSelfSigned(X509Certificate certificate) {
    return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
  }

  private void count(String result) {
    meters.counter(COUNTER, "result", result).increment();
  }
}
