package org.bidseal.smcrypto.envelope;

import org.bidseal.smcrypto.envelope.EnvelopeException.Reason;
import org.bidseal.smcrypto.sm4.Sm4Gcm;

/// Opens envelopes. Safe to share between threads.
public final class EnvelopeOpener {
  private final Sm4Gcm gcm;

  /// With a cipher.
  public EnvelopeOpener(Sm4Gcm gcm) {
    this.gcm = gcm;
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
        fileKey.treeKey(header));
  }
}
