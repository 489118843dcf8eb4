package org.bidseal.identity.state;

/// The answer of a state machine to an event: the next state, or that the event is not legal in the
/// present one.
///
/// @param <S> the machine's sealed state type
public sealed interface Step<S> {

  /// The machine moves.
  record To<S>(S next) implements Step<S> {}

  /// The machine stays where it is.
  ///
  /// @param state name of the present state as the API shows it
  /// @param event name of the event that the state does not take
  record Refused<S>(String state, String event) implements Step<S> {}

  static <S> Step<S> to(S next) {
    return new To<>(next);
  }

  static <S> Step<S> refused(String state, String event) {
    return new Refused<>(state, event);
  }
}
