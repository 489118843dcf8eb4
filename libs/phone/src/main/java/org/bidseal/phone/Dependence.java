package org.bidseal.phone;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/// The sealed, unopened bids that need a key, as its holder is to be shown them before the PIN is
/// reset, a certificate revoked, the phone given away or the administrator's role handed on.
///
/// @param bids the first to open first
public record Dependence(List<OpenBid> bids) {

  /// One of them.
  ///
  /// @param decryptionEndsAt until when the key is needed, if the window is not extended
  /// @param backedUp whether the key has a verified backup of its present share
  public record OpenBid(
      UUID envelopeId,
      String openingName,
      Instant opensAt,
      Instant decryptionEndsAt,
      int otherRecipients,
      boolean backedUp) {

    /// Whether nothing but this phone can open it.
    public boolean onlyHere() {
      return otherRecipients == 0 && !backedUp;
    }
  }

  static Dependence read(JsonNode bids) {
    return new Dependence(bids.valueStream().map(Dependence::bid).toList());
  }

  private static OpenBid bid(JsonNode bid) {
    return new OpenBid(
        UUID.fromString(bid.path("envelopeId").asString()),
        bid.path("openingName").asString(),
        Instant.parse(bid.path("opensAt").asString()),
        Instant.parse(bid.path("decryptionEndsAt").asString()),
        bid.path("otherRecipients").asInt(),
        bid.path("backedUp").asBoolean());
  }

  /// The bids, as a request names them that goes on all the same.
  public List<UUID> envelopeIds() {
    return bids.stream().map(OpenBid::envelopeId).toList();
  }
}
