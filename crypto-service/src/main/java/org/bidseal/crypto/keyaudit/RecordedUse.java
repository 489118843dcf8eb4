package org.bidseal.crypto.keyaudit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import org.bidseal.smcrypto.Sm3Hash;
import org.jspecify.annotations.Nullable;

/// A use at its place in its key's chain (docs/key-audit.md, "The chain").
///
/// @param sequence from 1, without gaps
/// @param time the database's, never before that of the use before
/// @param previousHead of the chain before it; zeros for the first
public record RecordedUse(KeyUse use, long sequence, Instant time, Sm3Hash previousHead) {
  private static final byte[] USE = "bidseal-key-use-v1".getBytes(US_ASCII);
  private static final byte[] CHAIN = "bidseal-key-chain-v1".getBytes(US_ASCII);

  /// `SM3("bidseal-key-use-v1" ‖ RFC 8785 form of the use)`.
  public Sm3Hash hash() {
    return Sm3Hash.of(USE, canonical().getBytes(UTF_8));
  }

  /// `SM3("bidseal-key-chain-v1" ‖ previousHead ‖ hash)`: who may not see a use can follow the
  /// chain over it by its hash.
  public Sm3Hash head() {
    return Sm3Hash.of(CHAIN, previousHead.bytes(), hash().bytes());
  }

  /// The names stand in the order that RFC 8785 wants; none of the texts needs an escape. What is
  /// not there is left out.
  public String canonical() {
    StringBuilder text = new StringBuilder(384);
    add(text, "{", "deviceId", use.deviceId());
    add(text, ",", "keyId", use.keyId());
    add(text, ",", "operation", use.operation());
    add(text, ",", "outcome", use.outcome());
    add(text, ",", "personId", use.personId());
    add(text, ",", "purpose", use.occasion().purpose());
    add(text, ",", "reference", use.occasion().reference());
    add(text, ",", "requestId", use.requestId());
    text.append(",\"sequence\":").append(sequence);
    add(text, ",", "sessionId", use.occasion().sessionId());
    add(text, ",", "time", time);
    return text.append('}').toString();
  }

  private static void add(
      StringBuilder text, String separator, String name, @Nullable Object value) {
    if (value != null) {
      text.append(separator).append('"').append(name).append("\":\"").append(value).append('"');
    }
  }
}
