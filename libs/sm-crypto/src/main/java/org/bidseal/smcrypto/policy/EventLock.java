package org.bidseal.smcrypto.policy;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.UUID;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.sm2.Sm2Ciphertext;
import org.bidseal.smcrypto.sm2.Sm2Encryption;

/// The outer layer of an envelope: half of its file key, encrypted to a key that a committee
/// releases at the opening and nobody has before.
///
/// @param lockId which lock
/// @param lockKey its public key
/// @param encryptedSecret the 16 bytes of a [LockSecret] under `lockKey`
/// @param bidderCommitment [BidderKey#commitment] of the other half
public record EventLock(
    UUID lockId, Point lockKey, Sm2Ciphertext encryptedSecret, Sm3Hash bidderCommitment) {
  /// @throws IllegalArgumentException if the ciphertext has another length than a lock secret
  public EventLock {
    if (encryptedSecret.c2().length != LockSecret.BYTES) {
      throw new IllegalArgumentException("an encrypted lock secret has 16 bytes");
    }
  }

  /// Encrypts a lock secret.
  ///
  /// @param bidderCommitment [BidderKey#commitment] of the key that the recipients get
  public static EventLock encrypt(
      UUID lockId,
      Point lockKey,
      LockSecret secret,
      Sm3Hash bidderCommitment,
      SecureRandom random) {
    byte[] bytes = secret.exposeBytes();
    try {
      return new EventLock(
          lockId, lockKey, Sm2Encryption.encrypt(lockKey, bytes, random), bidderCommitment);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /// Opens the secret with the shared point of `encryptedSecret.c1()` and the lock's private key.
  ///
  /// @throws org.bidseal.smcrypto.sm2.Sm2DecryptionException if C3 does not match: the secret was
  ///   encrypted wrongly, which only whoever sealed the envelope can have done
  public LockSecret open(Point shared) {
    byte[] bytes = Sm2Encryption.open(encryptedSecret, shared);
    try {
      return LockSecret.of(bytes);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }
}
