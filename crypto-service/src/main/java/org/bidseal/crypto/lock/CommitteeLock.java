package org.bidseal.crypto.lock;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.bidseal.keywrapping.WrappedSecret;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.lock.LockContribution;
import org.bidseal.smcrypto.lock.LockPurpose;
import org.bidseal.smcrypto.lock.LockTerms;
import org.bidseal.smcrypto.lock.LockTranscript;
import org.jspecify.annotations.Nullable;

/// A lock with its committee.
///
/// @param lockKey null until all have contributed
/// @param secret the lock's private key, from its release to the opening's conclusion
/// @param waiverReason as the platform gave it; null if nobody speaks of a waiver
public record CommitteeLock(
    UUID lockId,
    UUID openingId,
    UUID platformId,
    LockPurpose purpose,
    LockState state,
    int threshold,
    Instant createdAt,
    @Nullable Point lockKey,
    @Nullable String transcriptSm3,
    @Nullable Instant readyAt,
    @Nullable WrappedSecret secret,
    @Nullable Instant releasedAt,
    @Nullable String waiverReason,
    @Nullable Instant waivedAt,
    List<Seat> seats) {

  /// What it is drawn for and by whom.
  public LockTerms terms() {
    return new LockTerms(
        lockId, openingId, purpose, threshold, seats.stream().map(Seat::member).toList());
  }

  /// Whether all have contributed.
  public boolean isContributed() {
    return seats.stream().allMatch(seat -> seat.contribution() != null);
  }

  /// All contributions; takes some milliseconds for each of them, on a crypto thread.
  ///
  /// @throws IllegalStateException if one is missing
  public LockTranscript transcript() {
    LockTerms terms = terms();
    List<LockContribution> contributions = new ArrayList<>();
    for (Seat seat : seats) {
      if (seat.contribution() == null) {
        throw new IllegalStateException("member " + seat.position() + " has not contributed");
      }
      contributions.add(LockContribution.parse(seat.contribution().bytes(), terms));
    }
    return LockTranscript.of(terms, contributions);
  }

  /// The person's seat.
  public Optional<Seat> seatOf(UUID personId) {
    return seats.stream().filter(seat -> seat.personId().equals(personId)).findFirst();
  }

  /// The same with these members.
  public CommitteeLock seating(List<Seat> members) {
    return new CommitteeLock(
        lockId,
        openingId,
        platformId,
        purpose,
        state,
        threshold,
        createdAt,
        lockKey,
        transcriptSm3,
        readyAt,
        secret,
        releasedAt,
        waiverReason,
        waivedAt,
        members);
  }

  /// How many members have given their shares.
  public int sharesGiven() {
    return (int) seats.stream().filter(seat -> seat.shareGivenAt() != null).count();
  }

  @Override
  public String toString() {
    return "CommitteeLock[" + lockId + ", " + purpose + ", " + state + "]";
  }
}
