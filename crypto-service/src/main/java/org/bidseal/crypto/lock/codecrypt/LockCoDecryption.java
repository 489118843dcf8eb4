package org.bidseal.crypto.lock.codecrypt;

import io.r2dbc.spi.Readable;
import java.util.UUID;
import org.bidseal.crypto.guard.request.Computed;
import org.bidseal.crypto.guard.request.GuardedOperation;
import org.bidseal.crypto.guard.request.Presented;
import org.bidseal.crypto.key.SplitKey;
import org.bidseal.crypto.keyaudit.Occasion;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.proof.BlindProof;
import org.bidseal.smcrypto.proof.Token;
import org.bidseal.smcrypto.share.ServerShare;
import reactor.core.publisher.Mono;

/// One blinded co-decryption. Its permit is the C1 that the server itself read from the lock.
record LockCoDecryption(LockCoDecryptRequest request, UUID personId, UUID keyId, LockPieces pieces)
    implements GuardedOperation<Point, LockCoDecryptResponse> {

  @Override
  public Presented presented() {
    return request.presentedBy(personId, keyId);
  }

  @Override
  public Mono<Point> permit(SplitKey key, Readable row) {
    return pieces.c1(request, personId, keyId);
  }

  @Override
  public Occasion occasion(Point c1) {
    return new Occasion(request.sessionId(), "EVENT_LOCK", request.lockId() + "/" + request.part());
  }

  @Override
  public boolean proves(Point p1, Point c1) {
    return request
        .proof()
        .holds(request.context(keyId), new BlindProof.Images(p1, c1, request.t1()));
  }

  @Override
  public Computed<LockCoDecryptResponse> answer(
      SplitKey key, ServerShare share, Point c1, Token next) {
    Point t2 = share.coDecrypt(request.t1());
    return Computed.of(new LockCoDecryptResponse(request.requestId(), t2, next), key.generation());
  }

  @Override
  public Class<LockCoDecryptResponse> answerType() {
    return LockCoDecryptResponse.class;
  }
}
