package org.bidseal.crypto.bidding;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.bidseal.crypto.envelope.Sealing;
import org.jspecify.annotations.Nullable;

/// What platforms send about bids, and what other services are told.
final class BidRequests {
  private BidRequests() {}

  /// @param enterpriseId who bids, or who leads the consortium that does
  /// @param members the consortium's others; none if absent
  /// @param parts one for each opening; more may be added later
  record AnnounceBid(
      @NotBlank @Size(max = 100) String tenderId,
      @NotNull UUID enterpriseId,
      @Nullable @Size(max = 20) List<@NotNull UUID> members,
      @NotNull @Size(min = 1, max = 100) List<@NotNull @Valid NewPart> parts) {}

  /// A file for an opening, which becomes an envelope.
  ///
  /// @param fileName without path separators and control characters
  /// @param size of the file before sealing, 1 byte to 4 GiB
  record NewPart(
      @NotNull UUID openingId,
      @NotBlank @Size(max = 255) @Pattern(regexp = "[^/\\\\\\p{Cntrl}]+") String fileName,
      @Min(0) long size,
      @NotNull Sealing sealing) {}

  /// Data of `org.bidseal.crypto.bid-announced.v1`: every enterprise in it learns that a bid is
  /// being prepared in its name.
  ///
  /// @param enterpriseId who bids, or leads
  record BidAnnounced(
      UUID bidId,
      UUID platformId,
      String tenderId,
      UUID enterpriseId,
      List<UUID> members,
      List<UUID> openingIds) {
    static final String TYPE = "org.bidseal.crypto.bid-announced.v1";
  }
}
