package org.bidseal.bidsealing;

import java.nio.file.Path;
import java.util.Map;

/// An envelope on disk, and what goes with it.
///
/// @param envelope the ciphertext, which is uploaded
/// @param description header (base64), tree root (hex) and size: the body of `PUT
///   /api/crypto/v1/envelopes/{envelopeId}/header`
/// @param biddersCopy the tree key, in hex. It stays with the bidder: with it alone a fallback file
///   counts, and it lets others guess what was sealed
public record SealedFile(
    Path envelope, Map<String, Object> description, Map<String, Object> biddersCopy) {
  public SealedFile {
    description = Map.copyOf(description);
    biddersCopy = Map.copyOf(biddersCopy);
  }

  @Override
  public String toString() {
    return "SealedFile[" + envelope + "]";
  }
}
