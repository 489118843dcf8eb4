package org.bidseal.crypto.chain;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.UUID;
import org.bidseal.smcrypto.Sm3Hash;

/// An entry of an opening's chain (docs/opening-record.md, "The chain").
///
/// @param sequence from 1, without gaps
/// @param time the database's time of the append, never before that of the entry before
/// @param payload canonical JSON
/// @param previousHash of the entry before; zeros for the first
public record ChainEntry(
    UUID openingId,
    long sequence,
    String kind,
    Instant time,
    String payload,
    Sm3Hash previousHash) {
  private static final byte[] LABEL = "bidseal-opening-entry-v1".getBytes(US_ASCII);

  /// `SM3("bidseal-opening-entry-v1" ‖ RFC 8785 form of the entry without its hash)`.
  public Sm3Hash hash() {
    return Sm3Hash.of(LABEL, canonical("").getBytes(UTF_8));
  }

  /// The entry with its hash, as a record shows it.
  ///
  /// @param hash what was stored when it was appended
  public String text(Sm3Hash hash) {
    return canonical("\"hash\":\"" + hash.hex() + "\",");
  }

  /// The names stand in the order that RFC 8785 wants; none of the texts needs an escape.
  private String canonical(String hash) {
    return "{"
        + hash
        + "\"kind\":\""
        + kind
        + "\",\"openingId\":\""
        + openingId
        + "\",\"payload\":"
        + payload
        + ",\"previousHash\":\""
        + previousHash.hex()
        + "\",\"sequence\":"
        + sequence
        + ",\"time\":\""
        + time
        + "\"}";
  }
}
