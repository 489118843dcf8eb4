package org.bidseal.crypto.record;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// An opening record as the API gives it (docs/opening-record.md); binary parts in base64. It is
/// written entry by entry, never as a whole: an opening may have thousands of bids.
///
/// @param format `bidseal-opening-record-v1`
/// @param certificates DER: of the service's keys that signed here, and of the authorities
@JsonPropertyOrder({"format", "head", "certificates", "entries"})
record RecordDocument(String format, Head head, List<String> certificates, List<Entry> entries) {
  static final String FORMAT = "bidseal-opening-record-v1";

  /// The signed end of the chain.
  ///
  /// @param payload canonical JSON, the bytes that are signed
  /// @param signature SM2 with SM3 over the payload, DER
  /// @param timestamp RFC 3161 token over SM3 of the signature, DER
  @JsonPropertyOrder({"payload", "signature", "certificate", "timestamp"})
  record Head(String payload, String signature, String certificate, String timestamp) {}

  /// An entry, which RFC 8785 puts in this order.
  @JsonPropertyOrder({"hash", "kind", "openingId", "payload", "previousHash", "sequence", "time"})
  record Entry(
      String hash,
      String kind,
      UUID openingId,
      Map<String, Object> payload,
      String previousHash,
      long sequence,
      Instant time) {}
}
