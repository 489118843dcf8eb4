package org.bidseal.crypto.guard.request;

import io.r2dbc.spi.Readable;
import org.bidseal.crypto.key.SplitKey;
import org.bidseal.crypto.keyaudit.Occasion;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.proof.Token;
import org.bidseal.smcrypto.share.ServerShare;
import reactor.core.publisher.Mono;

/// One request for a server share, as the guard runs it: permit, count, proof, answer.
///
/// @param <P> what the permit brings along
/// @param <A> the answer, which must survive JSON
public interface GuardedOperation<P, A> {
  /// What the request presents.
  Presented presented();

  /// What [#permit] wants to know from the database, and gets with the key and the holding.
  default Aside aside() {
    return Aside.NOTHING;
  }

  /// The verdict that needs no secret (is the digest expected, has the opening come): an error
  /// refuses, and costs no attempt. Must not depend on `P1`, nor on the server's share, in any way
  /// that the caller could see: he would have a guess of the PIN for nothing.
  ///
  /// @param row has the columns of [#aside]; read before this returns
  /// @return emits exactly one value, or errs
  Mono<P> permit(SplitKey key, Readable row);

  /// What the key is used for, to be written down beside every attempt.
  Occasion occasion(P permit);

  /// Whether the share proof holds. Runs on a crypto thread, after the attempt was counted.
  boolean proves(Point p1, P permit);

  /// The answer. Runs on a crypto thread, after the proof was found to hold; an error gives the
  /// attempt back.
  ///
  /// @param next the token that goes with the answer
  Computed<A> answer(SplitKey key, ServerShare share, P permit, Token next);

  /// The answer's type, to read it again for a repetition.
  Class<A> answerType();
}
