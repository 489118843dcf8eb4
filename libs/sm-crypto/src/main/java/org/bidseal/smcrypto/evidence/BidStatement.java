package org.bidseal.smcrypto.evidence;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.bidseal.smcrypto.Fields;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.Sm2Digest;
import org.bidseal.smcrypto.Sm3Hash;

/// What a bidder states by co-signing: this envelope is my bid for this opening.
///
/// Its canonical bytes are [Fields]: `"bidseal-bid-statement-v2"`, envelopeId, openingId,
/// headerHash, treeRoot (the two digests as 32 raw bytes), and the time as ISO-8601 text in UTC and
/// whole seconds, such as `2026-11-22T06:07:00Z`.
///
/// @param headerHash SM3 over bytes 0 … 12+H-1 of the envelope, the same that goes into its keys
/// @param time whole seconds
public record BidStatement(
    UUID envelopeId, UUID openingId, Sm3Hash headerHash, Sm3Hash treeRoot, Instant time) {
  private static final String LABEL = "bidseal-bid-statement-v2";

  /// Checks that the time has one text only.
  ///
  /// @throws IllegalArgumentException if it has fractions of a second
  public BidStatement {
    if (!time.truncatedTo(ChronoUnit.SECONDS).equals(time)) {
      throw new IllegalArgumentException("a bid statement's time has whole seconds");
    }
  }

  /// The canonical bytes.
  public byte[] bytes() {
    return new Fields()
        .add(LABEL)
        .add(envelopeId)
        .add(openingId)
        .add(headerHash)
        .add(treeRoot)
        .add(time.toString())
        .bytes();
  }

  /// Reads canonical bytes.
  ///
  /// @throws IllegalArgumentException if they are anything else
  public static BidStatement parse(byte[] bytes) {
    List<byte[]> fields = Fields.read(bytes);
    if (fields.size() != 6) {
      throw new IllegalArgumentException("a bid statement has six fields");
    }
    BidStatement statement;
    try {
      statement =
          new BidStatement(
              UUID.fromString(text(fields.get(1))),
              UUID.fromString(text(fields.get(2))),
              Sm3Hash.ofBytes(fields.get(3)),
              Sm3Hash.ofBytes(fields.get(4)),
              Instant.parse(text(fields.get(5))));
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("a bid statement's time is ISO-8601 text", e);
    }
    if (!Arrays.equals(statement.bytes(), bytes)) {
      throw new IllegalArgumentException("not the canonical bytes of a bid statement");
    }
    return statement;
  }

  private static String text(byte[] field) {
    return new String(field, StandardCharsets.UTF_8);
  }

  /// The `e` that the holder of `publicKey` co-signs: `SM3(Z ‖ bytes)`.
  public Sm3Hash toBeSigned(Point publicKey) {
    return Sm2Digest.of(publicKey, bytes());
  }

  /// SM3 over the canonical bytes.
  public Sm3Hash hash() {
    return Sm3Hash.of(bytes());
  }

  /// The six digits that page and phone both show: SM3 of the canonical bytes modulo 10⁶.
  public String shortCode() {
    return hash().shortCode();
  }
}
