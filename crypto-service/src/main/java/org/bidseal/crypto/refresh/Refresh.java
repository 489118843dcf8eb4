package org.bidseal.crypto.refresh;

import io.r2dbc.spi.Readable;
import java.util.UUID;
import org.bidseal.crypto.guard.request.Computed;
import org.bidseal.crypto.guard.request.GuardedOperation;
import org.bidseal.crypto.guard.request.Presented;
import org.bidseal.crypto.key.SplitKey;
import org.bidseal.crypto.keyaudit.Occasion;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.proof.ProofPair;
import org.bidseal.smcrypto.proof.ShareVerifier;
import org.bidseal.smcrypto.proof.Token;
import org.bidseal.smcrypto.share.ServerShare;
import org.bidseal.smcrypto.share.SplitKeyException;
import reactor.core.publisher.Mono;

/// One refresh.
record Refresh(RefreshRequest request, UUID personId, UUID keyId, Refreshes refreshes)
    implements GuardedOperation<Boolean, RefreshResponse> {

  @Override
  public Presented presented() {
    return request.presentedBy(personId, keyId);
  }

  @Override
  public Mono<Boolean> permit(SplitKey key, Readable row) {
    return refreshes.permit(this, key);
  }

  @Override
  public Occasion occasion(Boolean permit) {
    return Occasion.NONE;
  }

  @Override
  public boolean proves(Point p1, Boolean permit) {
    return ShareVerifier.verify(request.proof(), request.context(keyId), ProofPair.ofShare(p1));
  }

  /// Only here, after the proof under the old share was found to hold and was counted, is `P1'`
  /// compared with the key: `P1' = t^-1·P1` would tell a thief whether his guess was right.
  @Override
  public Computed<RefreshResponse> answer(
      SplitKey key, ServerShare share, Boolean permit, Token next) {
    try (ServerShare successor = share.refresh(request.t(), request.newP1())) {
      SplitKey replacement = refreshes.custody().succeed(key, successor);
      return Computed.changing(
          new RefreshResponse(
              request.requestId(),
              replacement.generation(),
              next,
              replacement.resetKey().publicKey()),
          replacement.generation(),
          refreshes.replace(this, key, replacement));
    } catch (SplitKeyException changed) {
      throw Refreshes.invalid("The new shares do not belong to this public key.");
    }
  }

  @Override
  public Class<RefreshResponse> answerType() {
    return RefreshResponse.class;
  }
}
