package org.bidseal.crypto.sealing;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.bidseal.crypto.envelope.Addressing;
import org.bidseal.crypto.envelope.BidPart;
import org.bidseal.crypto.envelope.Description;
import org.bidseal.crypto.envelope.Envelope.Described;
import org.bidseal.crypto.envelope.Envelope.WithRecipients;
import org.bidseal.crypto.envelope.EnvelopeProblems;
import org.bidseal.crypto.envelope.Envelopes;
import org.bidseal.crypto.envelope.Octets;
import org.bidseal.crypto.envelope.Sealing;
import org.bidseal.crypto.envelopedesk.EnvelopeView;
import org.bidseal.crypto.envelopedesk.EnvelopeViews;
import org.bidseal.crypto.expectation.ExpectedDigest;
import org.bidseal.crypto.expectation.Purpose;
import org.bidseal.crypto.expectation.SigningExpectations;
import org.bidseal.crypto.lock.LockGate;
import org.bidseal.crypto.opening.OpeningNow;
import org.bidseal.crypto.opening.Openings;
import org.bidseal.crypto.opening.Tenant;
import org.bidseal.crypto.problem.CryptoProblem;
import org.bidseal.crypto.problem.UploadProblem;
import org.bidseal.crypto.sealing.SealingRequests.Describe;
import org.bidseal.identityview.CertificateView;
import org.bidseal.identityview.Certificates;
import org.bidseal.problem.ProblemException;
import org.bidseal.servicedefaults.CryptoScheduler;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.evidence.BidStatement;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/// Says what was sealed and makes the statement that the phone co-signs. Runs in the caller's
/// transaction.
@Service
public class Descriptions {
  private static final Duration TIME_TO_SIGN = Duration.ofMinutes(30);

  private final Envelopes envelopes;
  private final Openings openings;
  private final LockGate locks;
  private final Certificates certificates;
  private final SigningExpectations expectations;
  private final SealingEvents events;
  private final VoidedContent voided;
  private final CryptoScheduler crypto;
  private final EnvelopeViews views;

  Descriptions(
      Envelopes envelopes,
      Openings openings,
      LockGate locks,
      Certificates certificates,
      SigningExpectations expectations,
      SealingEvents events,
      VoidedContent voided,
      CryptoScheduler crypto,
      EnvelopeViews views) {
    this.envelopes = envelopes;
    this.openings = openings;
    this.locks = locks;
    this.certificates = certificates;
    this.expectations = expectations;
    this.events = events;
    this.voided = voided;
    this.crypto = crypto;
    this.views = views;
  }

  /// What is said of an envelope before there is a statement about it.
  public record Facts(Octets header, Sm3Hash treeRoot) {}

  /// The bidder's side describes what it sealed.
  Mono<EnvelopeView> describe(UUID envelopeId, Tenant tenant, Describe wish) {
    return lock(envelopeId, tenant)
        .flatMap(envelope -> checkSealing(envelope, Sealing.BIDDER))
        .flatMap(envelope ->
            crypto.run(() -> check(envelope, wish)).flatMap(facts -> describe(envelope, facts)))
        .flatMap(described -> keep(described).then(Mono.defer(() -> views.show(described))));
  }

  /// The locked envelope, if it can be described.
  public Mono<WithRecipients> lock(UUID envelopeId, Tenant tenant) {
    return envelopes
        .lock(envelopeId, tenant)
        .switchIfEmpty(Mono.error(() -> EnvelopeProblems.notFound(envelopeId)))
        .flatMap(envelope ->
            envelope instanceof WithRecipients addressed
                ? Mono.just(addressed)
                : Mono.error(EnvelopeProblems.stateForbids(envelope, "be described")));
  }

  /// The described envelope with its statement, which may from now on be co-signed; not stored yet.
  public Mono<Described> describe(WithRecipients envelope, Facts facts) {
    return openings
        .getTakingBids(envelope.part().openingId())
        .delayUntil(_ -> locks.require(envelope.part().openingId(), facts.header().bytes()))
        .flatMap(opening -> describe(envelope, facts, opening))
        .delayUntil(_ -> voided.discard(envelope));
  }

  /// Stores a described envelope and tells its session.
  public Mono<Void> keep(Described described) {
    return envelopes.save(described).then(Mono.defer(() -> events.described(described)));
  }

  private Mono<Described> describe(WithRecipients envelope, Facts facts, OpeningNow opening) {
    return statementKey(envelope.addressing())
        .flatMap(key -> crypto.run(() -> description(envelope.part(), facts, key, opening.now())))
        .delayUntil(description -> expect(envelope.addressing(), description, opening))
        .map(envelope::describe);
  }

  private Mono<Point> statementKey(Addressing addressing) {
    return certificates
        .findByKey(addressing.statementKeyId())
        .map(CertificateView::publicKey)
        .switchIfEmpty(
            Mono.error(() ->
                new ProblemException(
                    CryptoProblem.SIGNING_CERTIFICATE_MISSING,
                    "The statement's signing key has no certificate.")));
  }

  private static Description description(BidPart part, Facts facts, Point key, Instant now) {
    BidStatement statement =
        new BidStatement(
            part.envelopeId(),
            part.openingId(),
            Sm3Hash.of(facts.header().bytes()),
            facts.treeRoot(),
            now.truncatedTo(ChronoUnit.SECONDS));
    return new Description(
        facts.header(), facts.treeRoot(), Octets.of(statement.bytes()), statement.toBeSigned(key));
  }

  private Mono<Void> expect(Addressing addressing, Description description, OpeningNow opening) {
    Instant enough = opening.now().plus(TIME_TO_SIGN);
    Instant deadline = opening.opening().deadline();
    return expectations.register(
        new ExpectedDigest(
            addressing.sessionId(),
            addressing.personId(),
            addressing.statementKeyId(),
            description.statementDigest(),
            Purpose.BID_STATEMENT,
            enough.isBefore(deadline) ? enough : deadline));
  }

  private static Facts check(WithRecipients envelope, Describe wish) {
    Octets header = header(wish);
    if (wish.plaintextSize() != envelope.part().size()) {
      throw notValid("The announced size is " + envelope.part().size() + " bytes.");
    }
    HeaderPolicy.objection(header.bytes(), envelope.part(), envelope.addressing())
        .ifPresent(objection -> {
          throw objection;
        });
    return new Facts(header, Sm3Hash.ofHex(wish.treeRoot()));
  }

  private static Octets header(Describe wish) {
    try {
      return Octets.ofBase64(wish.header());
    } catch (IllegalArgumentException _) {
      throw notValid("The header is not base64.");
    }
  }

  private static ProblemException notValid(String detail) {
    return new ProblemException(UploadProblem.HEADER_NOT_VALID, detail);
  }

  private static Mono<WithRecipients> checkSealing(WithRecipients envelope, Sealing sealing) {
    return envelope.part().sealing() == sealing
        ? Mono.just(envelope)
        : Mono.error(EnvelopeProblems.wrongSealing(envelope.part()));
  }
}
