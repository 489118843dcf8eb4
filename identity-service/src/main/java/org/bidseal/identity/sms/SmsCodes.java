package org.bidseal.identity.sms;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.bidseal.identity.IdentityProblem;
import org.bidseal.problem.ProblemException;
import org.bidseal.servicedefaults.Ids;
import org.bidseal.smcrypto.kdf.HmacSm3;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/// One-time codes: six digits, good for one use, a few minutes and a few tries.
@Service
public final class SmsCodes {

  private static final int SALT_BYTES = 16;
  private static final int CODES = 1_000_000;

  /// What a code is good for; a code of one purpose is worthless for another.
  public enum Purpose {
    LOGIN
  }

  /// A code on its way.
  public record Sent(UUID smsRequestId, Instant expiresAt, boolean sandbox) {}

  /// Proof that the right code was presented; to be consumed once.
  public record Checked(UUID smsRequestId) {}

  private final SmsCodeRepository codes;
  private final SmsGateway gateway;
  private final SmsProperties properties;
  private final Ids ids;
  private final SecureRandom random;
  private final Clock clock;
  private final MeterRegistry meters;

  SmsCodes(
      SmsCodeRepository codes,
      SmsGateway gateway,
      SmsProperties properties,
      Ids ids,
      SecureRandom random,
      Clock clock,
      MeterRegistry meters) {
    this.codes = codes;
    this.gateway = gateway;
    this.properties = properties;
    this.ids = ids;
    this.random = random;
    this.clock = clock;
    this.meters = meters;
  }

  /// Makes a code and hands it to the gateway, within the caller's transaction.
  public Mono<Sent> send(Mobile mobile, Purpose purpose) {
    Instant now = clock.instant();
    return codes
        .countSince(mobile, now.minus(properties.window()))
        .flatMap(sent ->
            sent < properties.perWindow()
                ? make(mobile, purpose, now)
                : Mono.error(() -> tooMany()));
  }

  private ProblemException tooMany() {
    count("refused");
    return new ProblemException(
            IdentityProblem.TOO_MANY_SMS_CODES,
            "At most " + properties.perWindow() + " codes in " + properties.window())
        .retryAfter(properties.window());
  }

  private Mono<Sent> make(Mobile mobile, Purpose purpose, Instant now) {
    String code = "%06d".formatted(random.nextInt(CODES));
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    var row =
        new SmsCodeRepository.Row(
            ids.next(),
            mobile,
            purpose,
            salt,
            digest(salt, code),
            properties.tries(),
            now,
            now.plus(properties.lifetime()));
    String text = "【标信】验证码 %s，%d 分钟内有效，请勿告知他人。".formatted(code, properties.lifetime().toMinutes());
    return codes
        .insert(row)
        .then(gateway.send(mobile, new SmsGateway.Message(text, code)))
        .thenReturn(new Sent(row.smsRequestId(), row.expiresAt(), gateway.sandbox()))
        .doOnSuccess(_ -> count("sent"));
  }

  /// Checks a code. The try is counted and committed before the code is compared, so requests at
  /// the same time cannot get more tries than there are; call it outside a transaction.
  ///
  /// @return the proof, or `WRONG_SMS_CODE` with the extension `triesLeft`
  public Mono<Checked> check(Mobile mobile, Purpose purpose, String code) {
    return codes
        .takeTry(mobile, purpose, clock.instant())
        .flatMap(attempt ->
            MessageDigest.isEqual(attempt.digest(), digest(attempt.salt(), code))
                ? Mono.just(new Checked(attempt.smsRequestId()))
                : Mono.<Checked>error(() -> wrong(attempt.triesLeft())))
        .switchIfEmpty(Mono.error(() -> wrong(0)));
  }

  /// Uses the code up, within the caller's transaction; `WRONG_SMS_CODE` if another request did so
  /// first.
  public Mono<Void> consume(Checked checked) {
    return codes
        .consume(checked.smsRequestId(), clock.instant())
        .flatMap(used -> used ? Mono.empty() : Mono.error(() -> wrong(0)));
  }

  private ProblemException wrong(int triesLeft) {
    count("wrong");
    return new ProblemException(
            IdentityProblem.WRONG_SMS_CODE, "The code is not the one that was sent last")
        .with("triesLeft", triesLeft);
  }

  private void count(String result) {
    meters.counter("bidseal.sms.codes", "result", result).increment();
  }

  private static byte[] digest(byte[] salt, String code) {
    return HmacSm3.of(salt, code.getBytes(StandardCharsets.UTF_8)).bytes();
  }
}
