package org.bidseal.crypto.lock;

import java.time.Instant;
import java.util.UUID;
import org.bidseal.crypto.envelope.Octets;
import org.bidseal.crypto.envelope.StatementSignature;
import org.bidseal.smcrypto.Sm3Hash;
import org.jspecify.annotations.Nullable;

/// A statement that a person has begun, or signed.
///
/// @param about what it says beside its lock
/// @param statement the bytes to be signed
/// @param digest `e` of them under the key
/// @param signature null until he has signed
public record LockAct(
    UUID lockId,
    StatementKind kind,
    UUID sessionId,
    UUID personId,
    UUID keyId,
    About about,
    Octets statement,
    Sm3Hash digest,
    @Nullable StatementSignature signature) {

  /// What a statement is about.
  ///
  /// @param content contribution, encrypted share, or position of the accused
  /// @param opensAt of a release: the opening's time that it is for
  /// @param envelopeId of a bidder's waiver
  public record About(
      @Nullable Octets content, @Nullable Instant opensAt, @Nullable UUID envelopeId) {
    /// Nothing else.
    public static final About NOTHING = new About(null, null, null);

    /// Just this.
    public static About of(Octets content) {
      return new About(content, null, null);
    }
  }
}
