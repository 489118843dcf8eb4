package org.bidseal.crypto.codecrypt;

import io.r2dbc.spi.Readable;
import java.util.UUID;
import org.bidseal.crypto.codecrypt.DecryptableEnvelope.Concluded;
import org.bidseal.crypto.codecrypt.DecryptableEnvelope.GaveWay;
import org.bidseal.crypto.codecrypt.DecryptableEnvelope.NotARecipient;
import org.bidseal.crypto.codecrypt.DecryptableEnvelope.NotConfirmed;
import org.bidseal.crypto.codecrypt.DecryptableEnvelope.NotFound;
import org.bidseal.crypto.codecrypt.DecryptableEnvelope.NotSealed;
import org.bidseal.crypto.codecrypt.DecryptableEnvelope.NotYetOpen;
import org.bidseal.crypto.codecrypt.DecryptableEnvelope.Open;
import org.bidseal.crypto.codecrypt.DecryptableEnvelope.SessionNotConfirmed;
import org.bidseal.crypto.codecrypt.DecryptableEnvelope.TakenBack;
import org.bidseal.crypto.codecrypt.DecryptableEnvelope.WindowClosed;
import org.bidseal.crypto.guard.request.Aside;
import org.bidseal.crypto.guard.request.Computed;
import org.bidseal.crypto.guard.request.GuardedOperation;
import org.bidseal.crypto.guard.request.Presented;
import org.bidseal.crypto.key.SplitKey;
import org.bidseal.crypto.keyaudit.Occasion;
import org.bidseal.crypto.problem.CryptoProblem;
import org.bidseal.problem.ProblemException;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.proof.ProofPair;
import org.bidseal.smcrypto.proof.ShareVerifier;
import org.bidseal.smcrypto.proof.Token;
import org.bidseal.smcrypto.share.ServerShare;
import reactor.core.publisher.Mono;

/// One co-decryption. Its permit is the C1 that the server itself read from the envelope; the proof
/// ties the phone's T1 to it, and to no other envelope's.
record CoDecryption(CoDecryptRequest request, UUID personId, UUID keyId, SealedEnvelopes.Wish wish)
    implements GuardedOperation<Point, CoDecryptResponse> {

  @Override
  public Presented presented() {
    return request.presentedBy(personId, keyId);
  }

  static CoDecryption of(
      CoDecryptRequest request, UUID personId, UUID keyId, SealedEnvelopes envelopes) {
    var wish = envelopes.wish(request.envelopeId(), request.sessionId(), personId);
    return new CoDecryption(request, personId, keyId, wish);
  }

  @Override
  public Aside aside() {
    return wish.aside();
  }

  @Override
  public Mono<Point> permit(SplitKey key, Readable row) {
    return wish.verdict(row).map(this::c1OrRefusal);
  }

  @Override
  public Occasion occasion(Point c1) {
    return new Occasion(request.sessionId(), "BID", request.envelopeId().toString());
  }

  @Override
  public boolean proves(Point p1, Point c1) {
    return ShareVerifier.verify(
        request.proof(), request.context(keyId), ProofPair.ofDecryption(p1, c1, request.t1()));
  }

  @Override
  public Computed<CoDecryptResponse> answer(SplitKey key, ServerShare share, Point c1, Token next) {
    Point t2 = share.coDecrypt(request.t1());
    return Computed.opening(
        request.envelopeId(),
        new CoDecryptResponse(request.requestId(), t2, next),
        key.generation());
  }

  @Override
  public Class<CoDecryptResponse> answerType() {
    return CoDecryptResponse.class;
  }

  private Point c1OrRefusal(DecryptableEnvelope verdict) {
    return switch (verdict) {
      case Open(Point c1) -> c1;
      case NotYetOpen(var opensAt, var now) ->
          throw refused(CryptoProblem.OPENING_NOT_OPEN)
              .with("opensAt", opensAt)
              .with("serverTime", now);
      case WindowClosed(var closedAt, var now) ->
          throw refused(CryptoProblem.DECRYPTION_WINDOW_CLOSED)
              .with("closedAt", closedAt)
              .with("serverTime", now);
      case Concluded(var concludedAt, var now) ->
          throw refused(CryptoProblem.OPENING_CONCLUDED)
              .with("concludedAt", concludedAt)
              .with("serverTime", now);
      case TakenBack(var retractedAt) ->
          throw refused(CryptoProblem.ENVELOPE_RETRACTED).with("retractedAt", retractedAt);
      case NotConfirmed _ -> throw refused(CryptoProblem.BID_NOT_CONFIRMED);
      case NotARecipient _ -> throw refused(CryptoProblem.NOT_A_RECIPIENT);
      case SessionNotConfirmed _ -> throw refused(CryptoProblem.SESSION_NOT_CONFIRMED);
      case GaveWay(var successor) ->
          throw refused(CryptoProblem.ENVELOPE_SUPERSEDED).with("successor", successor);
      case NotSealed _ -> throw refused(CryptoProblem.ENVELOPE_NOT_SEALED);
      case NotFound _ -> throw refused(CryptoProblem.ENVELOPE_NOT_FOUND);
    };
  }

  private ProblemException refused(CryptoProblem why) {
    return new ProblemException(why, "Envelope " + request.envelopeId() + ".");
  }
}
