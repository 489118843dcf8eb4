package org.bidseal.crypto.lock;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.bidseal.crypto.envelope.Octets;
import org.bidseal.crypto.envelope.StatementSignature;
import org.bidseal.crypto.lock.LockActs.Signed;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.lock.LockPurpose;
import org.jspecify.annotations.Nullable;

/// A lock as the API shows it to the platform, its committee and the opening's bidders: all of the
/// transcript, so that each can check for himself what the lock's key is and who vouches for it.
///
/// @param lockKey what bids are sealed under, hex; absent until all have contributed
/// @param transcriptSm3 what the members confirm, hex
/// @param shortCode six digits of it, for members to compare
/// @param sharesGiven how many members have released it
public record LockView(
    UUID lockId,
    UUID openingId,
    LockPurpose purpose,
    LockState state,
    int threshold,
    Instant createdAt,
    @Nullable String lockKey,
    @Nullable String transcriptSm3,
    @Nullable String shortCode,
    @Nullable Instant readyAt,
    int sharesGiven,
    @Nullable Instant releasedAt,
    @Nullable String waiverReason,
    @Nullable Instant waivedAt,
    List<LockMemberView> members) {

  /// A member.
  ///
  /// @param position from 1
  /// @param certificate of his encryption key, base64
  /// @param contribution base64; absent until he has signed it
  /// @param encryptedShare his share for himself, an SM2Cipher in base64; absent until he confirmed
  /// @param shareGivenAt when he released
  /// @param lost the platform says that he cannot release any more
  public record LockMemberView(
      int position,
      UUID personId,
      UUID enterpriseId,
      String role,
      UUID certificateId,
      String certificate,
      UUID keyId,
      @Nullable String contribution,
      @Nullable String encryptedShare,
      @Nullable Instant shareGivenAt,
      boolean lost,
      List<LockSignatureView> signed) {}

  /// What a member signed, which anybody can verify.
  ///
  /// @param statement base64
  /// @param certificate of the signing key, base64
  /// @param r hex
  /// @param s hex
  public record LockSignatureView(
      StatementKind kind,
      String statement,
      String certificate,
      String r,
      String s,
      Instant signedAt) {
    static LockSignatureView of(Signed signed, StatementSignature signature) {
      return new LockSignatureView(
          signed.act().kind(),
          signed.act().statement().base64(),
          signed.certificate(),
          signature.r(),
          signature.s(),
          signed.signedAt());
    }
  }

  static LockView of(CommitteeLock lock, List<Signed> signed) {
    String transcript = lock.transcriptSm3();
    return new LockView(
        lock.lockId(),
        lock.openingId(),
        lock.purpose(),
        lock.state(),
        lock.threshold(),
        lock.createdAt(),
        lock.lockKey() == null ? null : lock.lockKey().hex(),
        transcript,
        transcript == null ? null : Sm3Hash.ofHex(transcript).shortCode(),
        lock.readyAt(),
        lock.sharesGiven(),
        lock.releasedAt(),
        lock.waiverReason(),
        lock.waivedAt(),
        lock.seats().stream().map(seat -> member(seat, signed)).toList());
  }

  private static LockMemberView member(Seat seat, List<Signed> signed) {
    return new LockMemberView(
        seat.position(),
        seat.personId(),
        seat.enterpriseId(),
        seat.role(),
        seat.certificateId(),
        seat.certificate(),
        seat.keyId(),
        base64(seat.contribution()),
        base64(seat.encryptedShare()),
        seat.shareGivenAt(),
        seat.lost(),
        signed.stream()
            .filter(one -> one.act().personId().equals(seat.personId()))
            .filter(one -> one.act().kind() != StatementKind.BID_WAIVER)
            .flatMap(one -> view(one).stream())
            .toList());
  }

  private static List<LockSignatureView> view(Signed signed) {
    StatementSignature signature = signed.act().signature();
    return signature == null ? List.of() : List.of(LockSignatureView.of(signed, signature));
  }

  private static @Nullable String base64(@Nullable Octets octets) {
    return octets == null ? null : octets.base64();
  }
}
