package org.bidseal.smcrypto.envelope;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.bidseal.smcrypto.IdBytes;
import org.bidseal.smcrypto.Secret;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.evidence.TreeKey;
import org.bidseal.smcrypto.kdf.HkdfSm3;
import org.bidseal.smcrypto.kdf.HmacSm3;
import org.bidseal.smcrypto.policy.BidderKey;
import org.bidseal.smcrypto.policy.EventLock;
import org.bidseal.smcrypto.policy.LockSecret;
import org.bidseal.smcrypto.sm4.Sm4Key;
import org.bouncycastle.util.Arrays;

/// The 16 bytes from which an envelope's keys follow: its [BidderKey], or what follows from that
/// and the secret of an event lock.
public final class FileKey extends Secret {
  /// Length in bytes.
  public static final int BYTES = 16;

  private static final byte[] COMMIT = ascii("bidseal-commit-v1");
  private static final byte[] PAYLOAD = ascii("bidseal-payload-v1");
  private static final byte[] TREE = ascii("bidseal-tree-v1");
  private static final byte[] LOCK = ascii("bidseal-lock-v1");

  private FileKey(byte[] bytes) {
    super(bytes, BYTES);
  }

  /// From decrypted bytes, which are copied.
  ///
  /// @throws IllegalArgumentException on another length
  public static FileKey of(byte[] bytes) {
    return new FileKey(bytes.clone());
  }

  /// Of an envelope without an event lock, where the recipients get at the whole file key.
  ///
  /// @throws IllegalArgumentException if the envelope has a lock
  public static FileKey of(EnvelopeHeader header, BidderKey bidderKey) {
    if (header.eventLock().isPresent()) {
      throw new IllegalArgumentException("the event lock's secret is missing");
    }
    return unlocked(bidderKey);
  }

  static FileKey unlocked(BidderKey bidderKey) {
    return new FileKey(bidderKey.exposeBytes());
  }

  /// Of an envelope with an event lock: `HKDF-SM3(bidderKey ‖ secret, salt, "bidseal-lock-v1" ‖
  /// envelopeId ‖ lockId)`.
  ///
  /// @throws IllegalArgumentException if the envelope has no lock
  public static FileKey of(EnvelopeHeader header, BidderKey bidderKey, LockSecret secret) {
    EventLock lock =
        header
            .eventLock()
            .orElseThrow(() -> new IllegalArgumentException("the envelope has no event lock"));
    return locked(bidderKey, secret, header.envelopeId(), lock.lockId(), header.salt());
  }

  static FileKey locked(
      BidderKey bidderKey, LockSecret secret, UUID envelopeId, UUID lockId, byte[] salt) {
    byte[] bidder = bidderKey.exposeBytes();
    byte[] locked = secret.exposeBytes();
    byte[] both = Arrays.concatenate(bidder, locked);
    try {
      byte[] info = Arrays.concatenate(LOCK, IdBytes.of(envelopeId), IdBytes.of(lockId));
      return new FileKey(HkdfSm3.derive(both, salt, info, BYTES));
    } finally {
      Arrays.clear(bidder);
      Arrays.clear(locked);
      Arrays.clear(both);
    }
  }

  /// A copy of the bytes, which the caller zeroes.
  public byte[] exposeBytes() {
    return live().clone();
  }

  /// `HMAC-SM3(fileKey, "bidseal-commit-v1" ‖ envelopeId)`.
  Sm3Hash commitment(UUID envelopeId) {
    return HmacSm3.of(live(), COMMIT, IdBytes.of(envelopeId));
  }

  Sm4Key payloadKey(EnvelopeHeader header) {
    byte[] derived = derive(PAYLOAD, header, Sm4Key.BYTES);
    try {
      return Sm4Key.of(derived);
    } finally {
      Arrays.clear(derived);
    }
  }

  TreeKey treeKey(EnvelopeHeader header) {
    byte[] derived = derive(TREE, header, TreeKey.BYTES);
    try {
      return TreeKey.of(derived);
    } finally {
      Arrays.clear(derived);
    }
  }

  private byte[] derive(byte[] label, EnvelopeHeader header, int length) {
    byte[] info = Arrays.concatenate(label, header.hash().bytes());
    return HkdfSm3.derive(live(), header.salt(), info, length);
  }

  private static byte[] ascii(String label) {
    return label.getBytes(StandardCharsets.US_ASCII);
  }
}
