package org.bidseal.crypto.envelope;

import java.util.UUID;
import org.bidseal.crypto.problem.BidProblem;
import org.bidseal.crypto.problem.CryptoProblem;
import org.bidseal.problem.ProblemException;

/// Refusals that several use cases share.
public final class EnvelopeProblems {
  private EnvelopeProblems() {}

  /// There is no such envelope for this caller.
  public static ProblemException notFound(UUID envelopeId) {
    return new ProblemException(
        CryptoProblem.ENVELOPE_NOT_FOUND, "No envelope " + envelopeId + ".");
  }

  /// The envelope's state does not offer the step.
  ///
  /// @param step what was asked, for a developer
  public static ProblemException stateForbids(Envelope envelope, String step) {
    return new ProblemException(
            CryptoProblem.ENVELOPE_STATE_FORBIDS,
            "An envelope in state " + envelope.state() + " cannot " + step + ".")
        .with("state", envelope.state().name());
  }

  /// The person acts for a member of the consortium, not for its leader.
  public static ProblemException notTheLeader() {
    return new ProblemException(
        BidProblem.NOT_THE_LEADER, "You do not act for the enterprise that leads this bid.");
  }

  /// The envelope is sealed on the other side.
  public static ProblemException wrongSealing(BidPart part) {
    return new ProblemException(
            CryptoProblem.WRONG_SEALING_MODE, "This envelope's sealing is " + part.sealing() + ".")
        .with("sealing", part.sealing().name());
  }
}
