package org.bidseal.smcrypto.lock;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.bidseal.smcrypto.Fields;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.Sm3Hash;
import org.jspecify.annotations.Nullable;

/// What members, and in a waiver bidders, sign about a lock. All but the time is known to the phone
/// beforehand; it signs only what [#matches].
///
/// The bytes are [Fields]: a label, lockId, openingId, what the statement is about, the time as
/// ISO-8601 text in UTC and whole seconds.
public final class LockStatement {
  private final Fields about;

  private LockStatement(String label, LockTerms terms) {
    this(label, terms.lockId(), terms.openingId());
  }

  private LockStatement(String label, UUID lockId, UUID openingId) {
    this.about = new Fields().add(label).add(lockId).add(openingId);
  }

  /// `"bidseal-lock-contribution-statement-v1"`: my contribution, by its digest, to these terms.
  public static LockStatement contribution(LockTerms terms, Sm3Hash contribution) {
    LockStatement statement = new LockStatement("bidseal-lock-contribution-statement-v1", terms);
    statement.about.add(terms.digest()).add(contribution);
    return statement;
  }

  /// `"bidseal-lock-confirmation-v1"`: all pieces that I was sent are true; transcript, lock key,
  /// SM3 of my share as I encrypted it to myself.
  public static LockStatement confirmation(LockTranscript transcript, Sm3Hash encryptedShare) {
    return confirmation(
        transcript.terms().lockId(),
        transcript.terms().openingId(),
        transcript.digest(),
        transcript.lockKey(),
        encryptedShare);
  }

  /// The same for those who have not the transcript itself.
  public static LockStatement confirmation(
      UUID lockId, UUID openingId, Sm3Hash transcript, Point lockKey, Sm3Hash encryptedShare) {
    LockStatement statement = new LockStatement("bidseal-lock-confirmation-v1", lockId, openingId);
    statement.about.add(transcript).add(lockKey).add(encryptedShare);
    return statement;
  }

  /// `"bidseal-lock-complaint-v1"`: the piece of this member (decimal position) in this transcript
  /// is not true.
  public static LockStatement complaint(LockTranscript transcript, int dealer) {
    LockStatement statement = new LockStatement("bidseal-lock-complaint-v1", transcript.terms());
    statement.about.add(transcript.digest()).add(Integer.toString(dealer));
    return statement;
  }

  /// `"bidseal-lock-release-v1"`: I release the lock for the opening at this time; of a rehearsal
  /// `"bidseal-lock-drill-v1"`, which releases no other lock.
  ///
  /// @param opensAt the opening's time now in force: after a postponement earlier releases are void
  public static LockStatement release(
      LockPurpose purpose, UUID lockId, UUID openingId, Instant opensAt) {
    LockStatement statement =
        switch (purpose) {
          case EVENT -> new LockStatement("bidseal-lock-release-v1", lockId, openingId);
          case DRILL -> new LockStatement("bidseal-lock-drill-v1", lockId, openingId);
        };
    statement.about.add(opensAt.toString());
    return statement;
  }

  /// `"bidseal-lock-waiver-v1"`: this lock can no longer be released, for this reason; bids come in
  /// by their bidders' own files.
  ///
  /// @param envelope SM3 of the header of the bid whose bidder agrees; null for a member
  public static LockStatement waiver(
      UUID lockId, UUID openingId, String reason, @Nullable Sm3Hash envelope) {
    LockStatement statement = new LockStatement("bidseal-lock-waiver-v1", lockId, openingId);
    statement.about.add(reason);
    if (envelope == null) {
      statement.about.add("");
    } else {
      statement.about.add(envelope);
    }
    return statement;
  }

  /// The bytes to be signed.
  ///
  /// @param time whole seconds
  public byte[] bytes(Instant time) {
    byte[] before = about.bytes();
    byte[] text = new Fields().add(time.truncatedTo(ChronoUnit.SECONDS).toString()).bytes();
    byte[] bytes = Arrays.copyOf(before, before.length + text.length);
    System.arraycopy(text, 0, bytes, before.length, text.length);
    return bytes;
  }

  /// Whether these bytes are this statement, at whatever time.
  public boolean matches(byte[] bytes) {
    try {
      byte[] time = Fields.read(bytes).getLast();
      Instant at = Instant.parse(new String(time, StandardCharsets.UTF_8));
      return Arrays.equals(bytes(at), bytes);
    } catch (IllegalArgumentException | DateTimeParseException | NoSuchElementException e) {
      return false;
    }
  }
}
