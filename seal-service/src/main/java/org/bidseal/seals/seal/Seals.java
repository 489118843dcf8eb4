package org.bidseal.seals.seal;

import java.time.Clock;
import java.util.UUID;
import org.bidseal.identityview.Members;
import org.bidseal.outbox.Outbox;
import org.bidseal.problem.CommonProblem;
import org.bidseal.problem.ProblemException;
import org.bidseal.seals.SealProblem;
import org.bidseal.seals.impression.ImpressionCard;
import org.bidseal.seals.kind.SealType;
import org.bidseal.seals.ses.SesSeal;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Seals: made once, claimed, shown.
@Service
public class Seals {
  private final SealRepository rows;
  private final Members members;
  private final Outbox outbox;
  private final Clock clock;

  Seals(SealRepository rows, Members members, Outbox outbox, Clock clock) {
    this.rows = rows;
    this.members = members;
    this.outbox = outbox;
    this.clock = clock;
  }

  /// The event `org.bidseal.seal.seal-approved.v1`.
  public record SealApproved(
      UUID sealId, UUID impressionId, UUID enterpriseId, SealType sealType) {}

  /// The event `org.bidseal.seal.seal-claimed.v1`.
  public record SealClaimed(UUID sealId, UUID enterpriseId, UUID personId) {}

  /// Keeps a seal that the maker has signed, in the caller's transaction.
  public Mono<Void> keep(UUID sealId, ImpressionCard impression, SesSeal sesSeal) {
    SealCard card =
        new SealCard(
            sealId,
            impression.impressionId(),
            impression.enterpriseId(),
            impression.sealType(),
            impression.name(),
            clock.instant());
    return rows.insert(card, sesSeal.encoded())
        .then(
            outbox.add(
                "org.bidseal.seal.seal-approved.v1",
                sealId,
                new SealApproved(
                    sealId, card.impressionId(), card.enterpriseId(), card.sealType())));
  }

  Mono<SealView> claim(UUID personId, UUID sealId) {
    return rows.findOfMemberForUpdate(sealId, personId)
        .switchIfEmpty(notFound())
        .flatMap(seal -> allowed(personId, seal))
        .flatMap(seal -> claim(personId, seal));
  }

  private Mono<Seal> allowed(UUID personId, Seal seal) {
    return members
        .role(personId, seal.card().enterpriseId())
        .filter(ClaimPolicy::mayClaim)
        .map(_ -> seal)
        .switchIfEmpty(
            Mono.error(() ->
                new ProblemException(
                    SealProblem.CLAIM_NOT_ALLOWED,
                    "Seals of this enterprise are claimed by its legal representative.")));
  }

  private Mono<SealView> claim(UUID personId, Seal seal) {
    return switch (seal) {
      case Seal.Made made -> keepClaim(made.claim(personId, clock.instant()));
      case Seal.Claimed claimed -> Mono.just(SealView.of(claimed));
      case Seal.Revoked _ ->
          Mono.error(
              new ProblemException(SealProblem.SEAL_NOT_USABLE, "The seal has been revoked."));
    };
  }

  private Mono<SealView> keepClaim(Seal.Claimed claimed) {
    SealCard card = claimed.card();
    return rows.claimed(claimed)
        .then(
            outbox.add(
                "org.bidseal.seal.seal-claimed.v1",
                card.sealId(),
                new SealClaimed(card.sealId(), card.enterpriseId(), claimed.claimedBy())))
        .thenReturn(SealView.of(claimed));
  }

  Mono<SealView> get(UUID personId, UUID sealId) {
    return rows.findOfMember(sealId, personId).switchIfEmpty(notFound()).map(SealView::of);
  }

  Flux<SealView> ofEnterprise(UUID personId, UUID enterpriseId) {
    return rows.findOfEnterprise(enterpriseId, personId).map(SealView::of);
  }

  /// The electronic seal, for a member.
  Mono<SesSeal> data(UUID personId, UUID sealId) {
    return rows.findOfMember(sealId, personId)
        .switchIfEmpty(notFound())
        .flatMap(_ -> rows.sesSeal(sealId))
        .map(SesSeal::read);
  }

  /// A seal that this person may use now, with its data.
  public Mono<UsableSeal> usable(UUID personId, UUID sealId) {
    return rows.findOfMember(sealId, personId)
        .switchIfEmpty(notFound())
        .filter(Seal.Claimed.class::isInstance)
        .switchIfEmpty(
            Mono.error(() ->
                new ProblemException(
                    SealProblem.SEAL_NOT_USABLE, "The seal is not claimed, or revoked.")))
        .flatMap(seal ->
            rows.sesSeal(sealId).map(ses -> new UsableSeal(seal.card(), SesSeal.read(ses))));
  }

  /// A seal that can be used, with its data.
  public record UsableSeal(SealCard card, SesSeal sesSeal) {}

  private static <T> Mono<T> notFound() {
    return Mono.error(
        () -> new ProblemException(CommonProblem.NOT_FOUND, "There is no such seal."));
  }
}
