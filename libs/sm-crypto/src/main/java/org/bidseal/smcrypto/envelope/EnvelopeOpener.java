package org.bidseal.smcrypto.envelope;

import org.bidseal.smcrypto.envelope.EnvelopeException.Reason;
import org.bidseal.smcrypto.evidence.LeafHasher;
import org.bidseal.smcrypto.evidence.PlainLeafHasher;
import org.bidseal.smcrypto.sm4.Sm4Gcm;

/// Opens envelopes. Safe to share between threads.
public final class EnvelopeOpener {
  private final Sm4Gcm gcm;
  private final LeafHasher hasher;

  /// With a cipher; leaves are hashed one after another.
  public EnvelopeOpener(Sm4Gcm gcm) {
    this(gcm, new PlainLeafHasher());
  }

  /// With a cipher and a hasher of the segment tree's leaves, whose width decides how many segments
  /// are held in memory.
  public EnvelopeOpener(Sm4Gcm gcm, LeafHasher hasher) {
    this.gcm = gcm;
    this.hasher = hasher;
  }

  /// Checks the key against the header's commitment, in constant time and before anything is
  /// decrypted: a segment may be made to open under two keys, a commitment may not.
  ///
  /// @throws EnvelopeException [Reason#KEY_COMMITMENT_MISMATCH]
  public UnlockedEnvelope unlock(EnvelopeHeader header, FileKey fileKey) {
    if (!fileKey.commitment(header.envelopeId()).equals(header.keyCommitment())) {
      throw new EnvelopeException(Reason.KEY_COMMITMENT_MISMATCH);
    }
    return new UnlockedEnvelope(
        header,
        new SegmentCipher(gcm, fileKey.payloadKey(header), header),
        hasher,
        fileKey.treeKey(header));
  }
}
