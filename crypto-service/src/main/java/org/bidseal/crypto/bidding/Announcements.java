package org.bidseal.crypto.bidding;

import java.util.UUID;
import org.bidseal.crypto.bidding.BidRequests.NewPart;
import org.bidseal.crypto.bidding.Bids.Bid;
import org.bidseal.crypto.envelope.BidPart;
import org.bidseal.crypto.envelope.Envelopes;
import org.bidseal.crypto.envelope.Sealing;
import org.bidseal.crypto.opening.OpeningNow;
import org.bidseal.crypto.opening.Openings;
import org.bidseal.crypto.opening.Tenant;
import org.bidseal.crypto.problem.BidProblem;
import org.bidseal.crypto.problem.CryptoProblem;
import org.bidseal.crypto.problem.UploadProblem;
import org.bidseal.identityview.PlatformView;
import org.bidseal.identityview.Platforms;
import org.bidseal.problem.ProblemException;
import org.bidseal.servicedefaults.Ids;
import org.bidseal.smcrypto.envelope.EnvelopeLayout;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Announces envelopes as parts of bids. Runs in the caller's transaction.
@Component
public class Announcements {
  private final Bids bids;
  private final Envelopes envelopes;
  private final Openings openings;
  private final Platforms platforms;
  private final Ids ids;

  Announcements(Bids bids, Envelopes envelopes, Openings openings, Platforms platforms, Ids ids) {
    this.bids = bids;
    this.envelopes = envelopes;
    this.openings = openings;
    this.platforms = platforms;
    this.ids = ids;
  }

  /// A file to be sealed for an opening.
  ///
  /// @param size in bytes
  public record File(String fileName, long size, Sealing sealing) {}

  /// Announces an envelope of an enterprise that bids alone, as a part of its bid of the lot.
  ///
  /// @return the envelope's id
  /// @throws ProblemException (as the Mono's error) OPENING_NOT_FOUND, DEADLINE_PASSED, or what is
  ///   wrong with the file
  public Mono<UUID> announceAlone(UUID openingId, UUID platformId, UUID enterpriseId, File file) {
    return openings
        .get(openingId, new Tenant.OfPlatform(platformId))
        .then(check(platformId, file))
        .then(Mono.defer(() -> bids.ofLot(openingId, enterpriseId)))
        .flatMap(bidId -> draft(bidId, openingId, platformId, enterpriseId, file));
  }

  /// Announces an envelope as a part of a bid.
  Mono<UUID> announce(Bid bid, NewPart part) {
    UUID platformId = bid.platformId();
    var file = new File(part.fileName(), part.size(), part.sealing());
    return openings
        .get(part.openingId(), new Tenant.OfPlatform(platformId))
        .filter(read -> read.opening().tenderId().equals(bid.tenderId()))
        .switchIfEmpty(Mono.error(() -> ofAnotherTender(part.openingId())))
        .delayUntil(_ -> check(platformId, file))
        .map(OpeningNow::opening)
        .flatMap(opening ->
            draft(bid.bidId(), opening.openingId(), platformId, bid.bidders().leader(), file));
  }

  private Mono<UUID> draft(
      UUID bidId, UUID openingId, UUID platformId, UUID enterpriseId, File file) {
    var draft =
        new BidPart(
            ids.next(),
            bidId,
            openingId,
            platformId,
            enterpriseId,
            file.fileName(),
            file.size(),
            file.sealing());
    return envelopes
        .insert(draft)
        .filter(Boolean::booleanValue)
        .switchIfEmpty(Mono.error(Openings::deadlinePassed))
        .thenReturn(draft.envelopeId());
  }

  private Mono<Void> check(UUID platformId, File file) {
    return Mono.<Void>fromRunnable(() -> checkSize(file.size()))
        .then(checkSealing(platformId, file.sealing()));
  }

  private static void checkSize(long size) {
    if (size == 0) {
      throw new ProblemException(UploadProblem.FILE_EMPTY, "A bid has at least one byte.");
    }
    if (size > EnvelopeLayout.MAX_PLAINTEXT_BYTES) {
      throw new ProblemException(UploadProblem.FILE_TOO_LARGE, "The file has " + size + " bytes.")
          .with("most", EnvelopeLayout.MAX_PLAINTEXT_BYTES);
    }
  }

  private Mono<Void> checkSealing(UUID platformId, Sealing sealing) {
    return switch (sealing) {
      case BIDDER -> Mono.empty();
      case SERVER ->
          platforms
              .find(platformId)
              .filter(PlatformView::serverSideSealing)
              .switchIfEmpty(Mono.error(Announcements::serverSealingNotAllowed))
              .then();
    };
  }

  private static ProblemException ofAnotherTender(UUID openingId) {
    return new ProblemException(
            BidProblem.OPENING_OF_ANOTHER_TENDER, "Opening " + openingId + " is of another tender.")
        .with("openingId", openingId);
  }

  private static ProblemException serverSealingNotAllowed() {
    return new ProblemException(
        CryptoProblem.SERVER_SEALING_NOT_ALLOWED,
        "The platform's settings do not allow sealing on the server.");
  }
}
