package org.bidseal.crypto.cosign;

import io.r2dbc.spi.Readable;
import java.security.SecureRandom;
import java.util.UUID;
import org.bidseal.crypto.expectation.Purpose;
import org.bidseal.crypto.expectation.SigningExpectations;
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
import org.bidseal.smcrypto.share.CoSignAnswer;
import org.bidseal.smcrypto.share.ServerShare;
import reactor.core.publisher.Mono;

/// One co-signature: permitted only for a digest that the server was told to expect.
record CoSignature(CoSignRequest request, UUID personId, UUID keyId, SecureRandom random)
    implements GuardedOperation<Purpose, CoSignResponse> {

  @Override
  public Presented presented() {
    return request.presentedBy(personId, keyId);
  }

  @Override
  public Aside aside() {
    return SigningExpectations.of(request.sessionId(), request.e());
  }

  @Override
  public Mono<Purpose> permit(SplitKey key, Readable row) {
    return Mono.justOrEmpty(SigningExpectations.purpose(row))
        .switchIfEmpty(Mono.error(this::unexpected));
  }

  @Override
  public Occasion occasion(Purpose purpose) {
    return new Occasion(request.sessionId(), purpose.name(), request.e().hex());
  }

  @Override
  public boolean proves(Point p1, Purpose purpose) {
    return ShareVerifier.verify(request.proof(), request.context(keyId), ProofPair.ofShare(p1));
  }

  @Override
  public Computed<CoSignResponse> answer(
      SplitKey key, ServerShare share, Purpose purpose, Token next) {
    CoSignAnswer answer = share.coSign(request.e(), request.q1(), random);
    return Computed.of(
        new CoSignResponse(request.requestId(), answer.r(), answer.s2(), answer.s3(), next),
        key.generation());
  }

  @Override
  public Class<CoSignResponse> answerType() {
    return CoSignResponse.class;
  }

  private ProblemException unexpected() {
    return new ProblemException(
        CryptoProblem.UNEXPECTED_DIGEST,
        "No signature of this digest is expected in session " + request.sessionId() + ".");
  }
}
