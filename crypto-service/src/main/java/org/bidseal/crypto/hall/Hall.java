package org.bidseal.crypto.hall;

import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.bidseal.crypto.hall.HallAnswers.Viewer;
import org.bidseal.crypto.opening.Openings;
import org.bidseal.crypto.opening.Tenant;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/// Shows the hall.
@Service
class Hall {
  private final Openings openings;
  private final HallRows rows;
  private final HallBoard board;

  Hall(Openings openings, HallRows rows, HallBoard board) {
    this.openings = openings;
    this.rows = rows;
    this.board = board;
  }

  /// The whole hall, now.
  Mono<HallView> show(UUID openingId, Tenant tenant) {
    return viewer(openingId, tenant)
        .flatMap(
            viewer -> board.look(openingId).map(look -> HallAnswers.answer(look, viewer, null)));
  }

  /// What is new since a version: at once if there is any, or else as soon as there is, or nothing
  /// after `wait`.
  Mono<HallView> show(UUID openingId, Tenant tenant, HallVersion seen, Duration wait) {
    return viewer(openingId, tenant).flatMap(viewer -> show(openingId, viewer, seen, wait));
  }

  private Mono<HallView> show(UUID openingId, Viewer viewer, HallVersion seen, Duration wait) {
    return board
        .follow(openingId)
        .<HallView>handle((look, out) -> {
          HallView answer = HallAnswers.answer(look, viewer, seen);
          if (HallAnswers.hasNews(look, answer, seen)) {
            out.next(answer);
          }
        })
        .take(wait)
        .next()
        .switchIfEmpty(
            Mono.defer(() -> board.look(openingId))
                .map(look -> HallAnswers.answer(look, viewer, seen)));
  }

  private Mono<Viewer> viewer(UUID openingId, Tenant tenant) {
    return openings
        .get(openingId, tenant)
        .flatMap(_ ->
            switch (tenant) {
              case Tenant.OfPlatform _ -> Mono.just(new Viewer(true, Set.of()));
              case Tenant.OfPerson(var personId) ->
                  rows.enterprisesOf(personId).map(own -> new Viewer(false, own));
            });
  }
}
