package org.bidseal.crypto.guard.request;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// An answer that was computed and not given yet.
///
/// @param generation the holding's generation from now on
/// @param effect what else is committed with the answer; runs first, in the same transaction, and
///   errs with [RacedException] if the key is no longer what the answer was computed from; null if
///   there is nothing else, which spares the transaction
/// @param opened the envelope whose timeline tells of the answer, if it opens one
public record Computed<A>(
    A answer, int generation, @Nullable Mono<Void> effect, @Nullable UUID opened) {
  /// An answer that changes nothing but the holding's token.
  public static <A> Computed<A> of(A answer, int generation) {
    return new Computed<>(answer, generation, null, null);
  }

  /// The same, which opens a recipient's entry of an envelope.
  public static <A> Computed<A> opening(UUID envelopeId, A answer, int generation) {
    return new Computed<>(answer, generation, null, envelopeId);
  }

  /// An answer that changes more, in one transaction.
  public static <A> Computed<A> changing(A answer, int generation, Mono<Void> effect) {
    return new Computed<>(answer, generation, effect, null);
  }
}
