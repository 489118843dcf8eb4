package org.bidseal.crypto.guard;

import io.r2dbc.spi.Readable;
import java.util.function.BiFunction;
import org.bidseal.crypto.guard.request.Aside;
import org.bidseal.crypto.guard.request.Presented;
import org.bidseal.crypto.guard.request.RacedException;
import org.bidseal.crypto.keyaudit.RecordedUse;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/// The guard's statements, each of which waits until a schedule lets it run. Whose statement it is
/// stands in the subscriber's context.
class GatedAttempts extends Attempts {
  GatedAttempts(DatabaseClient database) {
    super(database);
  }

  private static <T> Mono<T> gated(Mono<T> statement) {
    return Mono.deferContextual(context -> context.get(Actor.class).pass().then(statement));
  }

  private static <T> Mono<T> asking(Actor.Ask<T> ask) {
    return Mono.deferContextual(context -> ask.of(context.get(Actor.class)));
  }

  @Override
  <T> Mono<T> find(Presented request, Aside aside, BiFunction<Snapshot, Readable, T> reading) {
    return asking(actor ->
        gated(
            super.find(
                request,
                aside,
                (seen, row) -> {
                  actor.looked(Admission.of(seen, request));
                  return reading.apply(seen, row);
                })));
  }

  @Override
  Mono<Integer> count(Presented request, Snapshot seen) {
    return asking(actor ->
        gated(super.count(request, seen))
            .doOnNext(_ -> actor.counted())
            .doOnError(RacedException.class, _ -> actor.end()));
  }

  @Override
  Mono<Boolean> answer(
      Presented request, int generation, Outcome.Answered<?> answered, RecordedUse use) {
    return asking(
        actor -> gated(super.answer(request, generation, answered, use)).doOnNext(actor::settled));
  }

  @Override
  Mono<Void> refuse(Presented request) {
    return asking(actor -> gated(super.refuse(request)).doOnSuccess(_ -> actor.settled(true)));
  }

  @Override
  Mono<Boolean> quarantine(Presented request, int generation) {
    return asking(actor -> gated(super.quarantine(request, generation)).doOnNext(actor::settled));
  }

  /// The end of an answer that came too late.
  @Override
  Mono<Void> forget(Presented request) {
    return asking(actor -> super.forget(request).doOnSuccess(_ -> actor.end()));
  }
}
