package org.bidseal.crypto.bidlog;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.bidseal.crypto.envelope.DecryptionFailure;
import org.bidseal.crypto.envelope.DecryptionStart;
import org.bidseal.crypto.envelope.Envelope.Outcome;
import org.bidseal.crypto.envelope.Sealing;
import org.jspecify.annotations.Nullable;

/// Payloads of the entries about bids (docs/opening-record.md, "Entries"). Binary parts in base64,
/// digests and keys in hex. Nothing in them depends on a plaintext without a key.
final class BidEntries {
  private BidEntries() {}

  /// BID_SEALED: both parties' signatures.
  ///
  /// @param bidId the bid that the envelope is a part of
  /// @param enterpriseId who bids, or who leads the consortium that does
  /// @param members of the consortium besides its leader
  record BidSealed(
      UUID envelopeId,
      UUID bidId,
      UUID enterpriseId,
      List<UUID> members,
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

  /// KEY_SHARE_GIVEN: a recipient of a bid that several open together gave his share.
  ///
  /// @param given how many are there now
  /// @param threshold how many are needed
  record KeyShareGiven(UUID envelopeId, Attempt attempt, int given, int threshold) {}

  /// BID_DECRYPTED.
  ///
  /// @param treeKey with it anyone who has the plaintext can compute the receipt's tree root
  record BidDecrypted(UUID envelopeId, Attempt attempt, Instant decryptedAt, String treeKey) {}

  /// DECRYPTION_FAILED; another attempt may follow.
  record DecryptionFailed(
      UUID envelopeId, Attempt attempt, Instant failedAt, DecryptionFailure reason) {}

  /// BID_RETRACTED: the bidder's signature is the reason.
  record BidRetracted(UUID envelopeId, Instant retractedAt, StatementPart statement) {}

  /// BID_CONFIRMED: the bid stands although the tender has changed.
  record BidConfirmed(UUID envelopeId, UUID changeId, StatementPart statement) {}

  /// BID_OPENED_BY_FALLBACK: the bidder's own file has the receipt's tree root.
  ///
  /// @param treeKey with it anyone who has the plaintext can compute that root
  record BidOpenedByFallback(UUID envelopeId, Instant openedAt, String treeKey) {}

  /// BID_JUDGED. A later entry about the same bid overrules it.
  ///
  /// @param reason by the timeline
  /// @param fault whose it was, by the timeline
  /// @param platformReason of a decision by the platform; absent if the timeline decided
  record BidJudged(
      UUID envelopeId,
      Outcome outcome,
      String reason,
      String fault,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String platformReason,
      Instant judgedAt) {}

  /// BID_REPORTED: what a phone of the bidder's says happened; the entry's time is when it arrived.
  record BidReported(UUID envelopeId, ReportPart report) {}

  /// What a device signed.
  ///
  /// @param statement the canonical bytes (docs/bid-envelope.md)
  /// @param signature SM2 with SM3 over them, DER
  /// @param deviceKey the device's public key, 65 bytes
  record ReportPart(String statement, String signature, String deviceKey) {}
}
