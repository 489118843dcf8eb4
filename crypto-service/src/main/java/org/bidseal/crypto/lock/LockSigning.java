package org.bidseal.crypto.lock;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.bidseal.crypto.envelope.Octets;
import org.bidseal.crypto.envelope.StatementSignature;
import org.bidseal.crypto.expectation.ExpectedDigest;
import org.bidseal.crypto.expectation.Purpose;
import org.bidseal.crypto.expectation.SigningExpectations;
import org.bidseal.crypto.lock.LockRequests.LockStepSignature;
import org.bidseal.crypto.lock.LockRequests.LockStepView;
import org.bidseal.crypto.problem.CryptoProblem;
import org.bidseal.crypto.problem.LockProblem;
import org.bidseal.crypto.qrsession.ConfirmedSession;
import org.bidseal.database.DatabaseClock;
import org.bidseal.identityview.CertificateView;
import org.bidseal.identityview.Certificates;
import org.bidseal.problem.ProblemException;
import org.bidseal.servicedefaults.CryptoScheduler;
import org.bidseal.smcrypto.Sm2Digest;
import org.bidseal.smcrypto.lock.LockStatement;
import org.bidseal.smcrypto.sm2.Sm2Signature;
import org.bidseal.smcrypto.sm2.Sm2Verifier;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Steps of a lock are signed in two requests of one scan: the first shows what would be signed,
/// the second brings the co-signature over just that. Runs in the caller's transaction.
@Component
public class LockSigning {
  private static final Duration TIME_TO_SIGN = Duration.ofMinutes(30);

  private final LockActs acts;
  private final Certificates certificates;
  private final SigningExpectations expectations;
  private final DatabaseClock clock;
  private final CryptoScheduler crypto;

  LockSigning(
      LockActs acts,
      Certificates certificates,
      SigningExpectations expectations,
      DatabaseClock clock,
      CryptoScheduler crypto) {
    this.acts = acts;
    this.certificates = certificates;
    this.expectations = expectations;
    this.clock = clock;
    this.crypto = crypto;
  }

  /// A step that is about to begin.
  ///
  /// @param enterpriseId for which the person signs
  public record Step(
      UUID lockId,
      StatementKind kind,
      UUID enterpriseId,
      LockStatement statement,
      LockAct.About about) {}

  /// Begins a step: from now on its statement may be co-signed.
  ///
  /// @throws ProblemException (as the Mono's error) [CryptoProblem#SIGNING_CERTIFICATE_MISSING];
  ///   [LockProblem#LOCK_STATE_FORBIDS] if it was signed in this session already
  public Mono<LockStepView> begin(Step step, ConfirmedSession session) {
    return clock
        .now()
        .flatMap(now ->
            signer(step.enterpriseId(), session, now)
                .flatMap(certificate -> crypto.run(() -> act(step, session, certificate, now)))
                .delayUntil(act -> expect(act, now)))
        .delayUntil(act ->
            acts.put(act)
                .filter(begun -> begun)
                .switchIfEmpty(
                    Mono.error(() ->
                        new ProblemException(
                            LockProblem.LOCK_STATE_FORBIDS,
                            "Session " + act.sessionId() + " has served for this already."))))
        .map(LockStepView::of);
  }

  private static LockAct act(
      Step step, ConfirmedSession session, CertificateView certificate, Instant now) {
    byte[] statement = step.statement().bytes(now);
    return new LockAct(
        step.lockId(),
        step.kind(),
        session.sessionId(),
        session.personId(),
        certificate.keyId(),
        step.about(),
        Octets.of(statement),
        Sm2Digest.of(certificate.publicKey(), statement),
        null);
  }

  private Mono<Void> expect(LockAct act, Instant now) {
    return expectations.register(
        new ExpectedDigest(
            act.sessionId(),
            act.personId(),
            act.keyId(),
            act.digest(),
            Purpose.EVENT_LOCK,
            now.plus(TIME_TO_SIGN)));
  }

  private Mono<CertificateView> signer(UUID enterpriseId, ConfirmedSession session, Instant now) {
    return certificates
        .ofPerson(session.personId())
        .filter(certificate -> certificate.signsFor(session.personId(), enterpriseId, now))
        .sort((a, b) ->
            Boolean.compare(
                b.deviceId().equals(session.deviceId()), a.deviceId().equals(session.deviceId())))
        .next()
        .switchIfEmpty(
            Mono.error(() ->
                new ProblemException(
                    CryptoProblem.SIGNING_CERTIFICATE_MISSING,
                    "You have no signing certificate in force for this enterprise.")));
  }

  /// Takes the signature of a step that this person began in this session.
  ///
  /// @return the step, signed
  /// @throws ProblemException (as the Mono's error) [LockProblem#LOCK_STATEMENT_NOT_BEGUN],
  ///   [LockProblem#LOCK_SIGNATURE_NOT_VALID]
  public Mono<LockAct> sign(
      StatementKind kind, UUID personId, UUID enterpriseId, LockStepSignature wish) {
    StatementSignature signature = new StatementSignature(wish.certificateId(), wish.r(), wish.s());
    return acts.find(wish.lockId(), kind, wish.sessionId(), personId)
        .filter(act -> act.signature() == null)
        .switchIfEmpty(
            Mono.error(() ->
                new ProblemException(
                    LockProblem.LOCK_STATEMENT_NOT_BEGUN,
                    "You have begun no " + kind + " in this session.")))
        .delayUntil(act -> verify(act, enterpriseId, signature))
        .delayUntil(act -> acts.sign(act, signature));
  }

  private Mono<Void> verify(LockAct act, UUID enterpriseId, StatementSignature signature) {
    return Mono.zip(certificates.find(signature.certificateId()), clock.now())
        .filter(both -> both.getT1().signsFor(act.personId(), enterpriseId, both.getT2()))
        .filter(both -> both.getT1().keyId().equals(act.keyId()))
        .switchIfEmpty(
            Mono.error(() -> notValid("The certificate is not one of the statement's key.")))
        .flatMap(both -> crypto.run(() -> verifies(both.getT1(), act, signature)))
        .filter(verifies -> verifies)
        .switchIfEmpty(
            Mono.error(() -> notValid("The signature does not verify under the certificate.")))
        .then();
  }

  private static boolean verifies(
      CertificateView certificate, LockAct act, StatementSignature signature) {
    Sm2Signature parsed;
    try {
      parsed = Sm2Signature.ofHex(signature.r(), signature.s());
    } catch (IllegalArgumentException _) {
      throw notValid("r and s are not those of an SM2 signature.");
    }
    return Sm2Verifier.verify(certificate.publicKey(), act.digest(), parsed);
  }

  private static ProblemException notValid(String detail) {
    return new ProblemException(LockProblem.LOCK_SIGNATURE_NOT_VALID, detail);
  }
}
