package org.bidseal.crypto.bidlog;

import java.time.Instant;
import java.util.UUID;
import org.bidseal.crypto.envelope.DecryptionFailure;
import org.bidseal.crypto.envelope.DecryptionStart;
import org.bidseal.crypto.envelope.Sealing;

/// Payloads of the entries about bids (docs/opening-record.md, "Entries"). Binary parts in base64,
/// digests and keys in hex. Nothing in them depends on a plaintext without a key.
final class BidEntries {
  private BidEntries() {}

  /// BID_SEALED: both parties' signatures.
  record BidSealed(
      UUID envelopeId,
      UUID enterpriseId,
      Sealing sealing,
      ReceiptPart receipt,
      StatementPart statement) {}

  /// What the service signed.
  ///
  /// @param payload the receipt, UTF-8 JSON
  /// @param signature SM2 with SM3 over the payload, DER
  /// @param signerKey the service's public key, 65 bytes; its certificate is in the record
  record ReceiptPart(String payload, String signature, String signerKey) {}

  /// What the bidder signed.
  ///
  /// @param bytes the bid statement (docs/bid-envelope.md)
  /// @param signature SM2 with SM3 over them, DER
  /// @param certificate the bidder's signing certificate, DER
  record StatementPart(String bytes, String signature, String certificate) {}

  /// BID_SUPERSEDED.
  record BidSuperseded(UUID envelopeId, UUID successor) {}

  /// Who decrypted with which key, since when.
  record Attempt(UUID personId, UUID keyId, Instant startedAt) {
    static Attempt of(DecryptionStart start) {
      return new Attempt(start.personId(), start.keyId(), start.startedAt());
    }
  }

  /// BID_DECRYPTED.
  ///
  /// @param treeKey with it anyone who has the plaintext can compute the receipt's tree root
  record BidDecrypted(UUID envelopeId, Attempt attempt, Instant decryptedAt, String treeKey) {}

  /// DECRYPTION_FAILED; another attempt may follow.
  record DecryptionFailed(
      UUID envelopeId, Attempt attempt, Instant failedAt, DecryptionFailure reason) {}
}
