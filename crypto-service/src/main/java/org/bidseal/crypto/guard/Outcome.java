package org.bidseal.crypto.guard;

import org.bidseal.crypto.guard.request.Computed;
import org.bidseal.keywrapping.WrappedSecret;
import org.bidseal.smcrypto.proof.Token;

/// What a crypto thread found about a counted attempt.
sealed interface Outcome<A> {
  /// The proof does not hold: a wrong PIN, or a proof for another request.
  record WrongProof<A>() implements Outcome<A> {}

  /// The proof holds and the token is not the current one: there are two copies of the holding.
  record TwoCopies<A>() implements Outcome<A> {}

  /// The proof holds, and the answer could not be computed. The attempt is given back.
  record Failed<A>(RuntimeException cause) implements Outcome<A> {}

  /// The proof holds, and here is the answer.
  ///
  /// @param wrapped the answer for storage
  record Answered<A>(Computed<A> computed, Token next, WrappedSecret wrapped)
      implements Outcome<A> {}
}
