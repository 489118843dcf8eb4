package org.bidseal.identity.openbid;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.bidseal.identity.IdentityProblem;
import org.bidseal.problem.ProblemException;
import org.bidseal.servicecalls.ServiceCalls;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Stands before whatever ends a key's use, or the standing of whoever holds it: sealed bids may
/// need the key. It still opens them afterwards, but nobody who reads "revoked" or "no longer
/// administrator" would guess that the phone must be kept; so whoever asks names the bids that he
/// was shown. A bid that was sealed after he was shown them is none of those, and he is asked
/// again.
///
/// If crypto-service cannot be asked, nothing passes: its failure is the caller's.
@Component
public final class OpenBidGuard {
  private final ServiceCalls calls;

  OpenBidGuard(ServiceCalls calls) {
    this.calls = calls;
  }

  /// A bid as crypto-service tells of it; more fields than are repeated here.
  @JsonIgnoreProperties(ignoreUnknown = true)
  record OpenBid(
      UUID envelopeId,
      UUID openingId,
      String tenderId,
      String lotId,
      String openingName,
      Instant opensAt,
      Instant decryptionEndsAt,
      int otherRecipients,
      boolean backedUp) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record OpenBids(@Nullable Instant neededUntil, List<OpenBid> bids) {}

  /// Passes, or refuses with every bid that needs one of the keys.
  ///
  /// @param personId the keys' owner
  /// @param acknowledged envelope ids of the bids that the caller was shown
  /// @throws ProblemException (as the Mono's error) {@link IdentityProblem#OPEN_BIDS_DEPEND}
  public Mono<Void> pass(UUID personId, Collection<UUID> keyIds, Collection<UUID> acknowledged) {
    Set<UUID> shown = new HashSet<>(acknowledged);
    return Flux.fromIterable(new HashSet<>(keyIds))
        .concatMap(keyId -> openBids(personId, keyId))
        .flatMapIterable(OpenBids::bids)
        .collectList()
        .map(OpenBidGuard::inOrder)
        .filter(bids -> !bids.stream().map(OpenBid::envelopeId).allMatch(shown::contains))
        .flatMap(OpenBidGuard::refused);
  }

  /// Each envelope once, the first to open first.
  private static List<OpenBid> inOrder(List<OpenBid> bids) {
    Map<UUID, OpenBid> once = new LinkedHashMap<>();
    bids.forEach(bid -> once.putIfAbsent(bid.envelopeId(), bid));
    return once.values().stream().sorted(Comparator.comparing(OpenBid::opensAt)).toList();
  }

  private Mono<OpenBids> openBids(UUID personId, UUID keyId) {
    return calls
        .to("crypto-service")
        .get()
        .uri("/internal/crypto/v1/keys/{keyId}/dependent-bids", keyId)
        .attributes(ServiceCalls.onBehalfOf(personId))
        .retrieve()
        .bodyToMono(OpenBids.class);
  }

  private static Mono<Void> refused(List<OpenBid> bids) {
    Instant neededUntil =
        bids.stream().map(OpenBid::decryptionEndsAt).max(Instant::compareTo).orElseThrow();
    return Mono.error(
        new ProblemException(
                IdentityProblem.OPEN_BIDS_DEPEND,
                "%d sealed bids need this key.".formatted(bids.size()))
            .with("neededUntil", neededUntil.toString())
            .with("openBids", bids));
  }
}
