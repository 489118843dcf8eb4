package org.bidseal.signing.timestamp;

import io.micrometer.core.instrument.MeterRegistry;
import java.math.BigInteger;
import java.time.Clock;
import org.bidseal.servicedefaults.CryptoScheduler;
import org.bidseal.signing.Bytes;
import org.bidseal.smcrypto.Sm3Hash;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Timestamps, for this service's own signatures and for the API.
@Component
public final class Timestamps {
  private static final String COUNTER = "bidseal.timestamps";

  private final TimestampKeys keys;
  private final TimestampKeyRepository serials;
  private final CryptoScheduler cpu;
  private final Clock clock;
  private final MeterRegistry meters;

  Timestamps(
      TimestampKeys keys,
      TimestampKeyRepository serials,
      CryptoScheduler cpu,
      Clock clock,
      MeterRegistry meters) {
    this.keys = keys;
    this.serials = serials;
    this.cpu = cpu;
    this.clock = clock;
    this.meters = meters;
  }

  /// A token over a digest.
  ///
  /// @return DER of the TimeStampToken (RFC 3161 §2.4.2)
  public Mono<Bytes> token(Sm3Hash imprint) {
    return keys.authority()
        .zipWith(serial())
        .flatMap(both -> cpu.run(() -> both.getT1().token(imprint, both.getT2(), clock.instant())))
        .doOnNext(_ -> count("granted"));
  }

  /// The answer to a request.
  ///
  /// @param request DER of the TimeStampReq
  /// @return DER of the TimeStampResp
  Mono<Bytes> answer(byte[] request) {
    return keys.authority()
        .zipWith(serial())
        .flatMap(both -> cpu.run(() -> both.getT1().answer(request, both.getT2(), clock.instant())))
        .doOnNext(answer -> count(answer.granted() ? "granted" : "rejected"))
        .map(TimestampAuthority.Answer::response);
  }

  private Mono<BigInteger> serial() {
    return serials.nextSerial().map(BigInteger::valueOf);
  }

  private void count(String result) {
    meters.counter(COUNTER, "result", result).increment();
  }
}
