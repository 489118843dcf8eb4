package org.bidseal.identity.certificate;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.bidseal.identity.IdentityProblem;
import org.bidseal.problem.ProblemException;
import org.bidseal.servicecalls.ServiceCalls;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Stands before the end of an encryption certificate: sealed bids may need its key. The key still
/// opens them afterwards, but nothing can be sealed to it any more and nobody who reads "revoked"
/// would guess that the key must be kept; so the holder says that he knows.
///
/// A stolen key is not asked about. What it opens is not worth what a thief could do meanwhile.
@Component
final class OpenBidGuard {
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

  /// Lets the end of a certificate pass, or refuses it with the bids that need its key.
  ///
  /// @param acknowledged whether the holder was shown them
  /// @throws ProblemException (as the Mono's error) {@link IdentityProblem#OPEN_BIDS_DEPEND}
  Mono<Void> pass(Certificate.Content content, RevocationReason reason, boolean acknowledged) {
    return content.usage() != Certificate.KeyUse.ENCRYPTION
            || reason == RevocationReason.KEY_COMPROMISE
            || acknowledged
        ? Mono.empty()
        : openBids(content).filter(open -> !open.bids().isEmpty()).flatMap(OpenBidGuard::refused);
  }

  private Mono<OpenBids> openBids(Certificate.Content content) {
    return calls
        .to("crypto-service")
        .get()
        .uri("/internal/crypto/v1/keys/{keyId}/dependent-bids", content.keyId())
        .attributes(ServiceCalls.onBehalfOf(content.personId()))
        .retrieve()
        .bodyToMono(OpenBids.class);
  }

  private static Mono<Void> refused(OpenBids open) {
    return Mono.error(
        new ProblemException(
                IdentityProblem.OPEN_BIDS_DEPEND,
                "%d sealed bids need this certificate's key.".formatted(open.bids().size()))
            .with("neededUntil", String.valueOf(open.neededUntil()))
            .with("openBids", open.bids()));
  }
}
