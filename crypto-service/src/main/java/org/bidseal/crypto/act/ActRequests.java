package org.bidseal.crypto.act;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What persons send to act on a sealed bid, what they get, and what other services are told.
final class ActRequests {
  private static final String HEX_32 = "[0-9a-f]{64}";

  private ActRequests() {}

  /// @param sessionId a session that the person has confirmed for this act and this envelope
  record Begin(@NotNull UUID sessionId) {}

  /// @param r hex
  /// @param s hex
  record Sign(
      @NotNull UUID sessionId,
      @NotNull UUID certificateId,
      @NotNull @Pattern(regexp = HEX_32) String r,
      @NotNull @Pattern(regexp = HEX_32) String s) {}

  /// What is to be co-signed.
  ///
  /// @param statement base64
  /// @param e its digest under the key, hex
  /// @param shortCode six digits that page and phone show
  /// @param keyId the signing key that co-signs it
  /// @param changeId of a confirmation: the change that is agreed to
  record ActView(
      UUID envelopeId,
      UUID sessionId,
      String statement,
      String e,
      String shortCode,
      UUID keyId,
      @Nullable UUID changeId) {}

  /// What a notice RETRACTION or CONFIRMATION attests; digests in hex.
  ///
  /// @param statement base64, the bytes that the bidder signed
  /// @param at the database's time, before the deadline
  record ActPayload(
      String type,
      UUID envelopeId,
      UUID openingId,
      UUID platformId,
      UUID enterpriseId,
      String headerSm3,
      String statement,
      UUID certificateId,
      String r,
      String s,
      @Nullable UUID changeId,
      Instant at) {}

  /// Data of `org.bidseal.crypto.bid-retracted.v1`.
  record BidRetracted(
      UUID envelopeId,
      UUID openingId,
      UUID platformId,
      UUID enterpriseId,
      UUID sessionId,
      Instant retractedAt) {
    static final String TYPE = "org.bidseal.crypto.bid-retracted.v1";
  }

  /// Data of `org.bidseal.crypto.bid-confirmed.v1`.
  record BidConfirmed(
      UUID envelopeId,
      UUID openingId,
      UUID platformId,
      UUID enterpriseId,
      UUID sessionId,
      UUID changeId) {
    static final String TYPE = "org.bidseal.crypto.bid-confirmed.v1";
  }
}
