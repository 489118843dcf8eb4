package org.bidseal.crypto.rehearsal;

import io.r2dbc.spi.Readable;
import java.util.UUID;
import org.bidseal.crypto.guard.request.Computed;
import org.bidseal.crypto.guard.request.GuardedOperation;
import org.bidseal.crypto.guard.request.Presented;
import org.bidseal.crypto.key.SplitKey;
import org.bidseal.crypto.keyaudit.Occasion;
import org.bidseal.crypto.rehearsal.RehearsalRequests.RehearseRequest;
import org.bidseal.crypto.rehearsal.RehearsalRequests.RehearseResponse;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.proof.ProofPair;
import org.bidseal.smcrypto.proof.ShareVerifier;
import org.bidseal.smcrypto.proof.Token;
import org.bidseal.smcrypto.share.ServerShare;
import reactor.core.publisher.Mono;

/// One co-decryption of a canary. Its permit is the C1 of the canary that this service made; the
/// proof's context is another than that of an envelope, so neither serves for the other.
record CanaryOpening(RehearseRequest request, UUID personId, UUID keyId, RehearsalDesk desk)
    implements GuardedOperation<Point, RehearseResponse> {
  @Override
  public Presented presented() {
    return request.presentedBy(personId, keyId);
  }

  @Override
  public Mono<Point> permit(SplitKey key, Readable row) {
    return desk.c1(request.rehearsalId(), request.sessionId(), personId, keyId);
  }

  @Override
  public Occasion occasion(Point c1) {
    return new Occasion(request.sessionId(), "REHEARSAL", request.rehearsalId().toString());
  }

  @Override
  public boolean proves(Point p1, Point c1) {
    return ShareVerifier.verify(
        request.proof(), request.context(keyId), ProofPair.ofDecryption(p1, c1, request.t1()));
  }

  @Override
  public Computed<RehearseResponse> answer(SplitKey key, ServerShare share, Point c1, Token next) {
    Point t2 = share.coDecrypt(request.t1());
    return Computed.of(new RehearseResponse(request.requestId(), t2, next), key.generation());
  }

  @Override
  public Class<RehearseResponse> answerType() {
    return RehearseResponse.class;
  }
}
