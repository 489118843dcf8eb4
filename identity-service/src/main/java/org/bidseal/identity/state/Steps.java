package org.bidseal.identity.state;

import org.bidseal.identity.IdentityProblem;
import org.bidseal.problem.ProblemException;
import reactor.core.publisher.Mono;

/// Where the answer of a state machine becomes a problem.
public final class Steps {

  private Steps() {}

  /// The next state, or the problem `WRONG_STATE` with the extensions `state` and `event`.
  public static <S> Mono<S> next(Step<S> step) {
    return switch (step) {
      case Step.To<S>(S next) -> Mono.just(next);
      case Step.Refused<S>(String state, String event) ->
          Mono.error(() ->
              new ProblemException(
                      IdentityProblem.WRONG_STATE, "'" + event + "' is not legal in " + state)
                  .with("state", state)
                  .with("event", event));
    };
  }
}
