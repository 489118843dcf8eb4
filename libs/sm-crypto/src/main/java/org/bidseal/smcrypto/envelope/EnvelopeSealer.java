package org.bidseal.smcrypto.envelope;

import java.security.SecureRandom;
import java.util.Collection;
import java.util.UUID;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.evidence.LeafHasher;
import org.bidseal.smcrypto.evidence.PlainLeafHasher;
import org.bidseal.smcrypto.sm4.Sm4Gcm;

/// Seals files into envelopes. Safe to share between threads.
public final class EnvelopeSealer {
  private final Sm4Gcm gcm;
  private final LeafHasher hasher;
  private final SecureRandom random;

  /// With a cipher and a source of randomness; leaves are hashed one after another.
  public EnvelopeSealer(Sm4Gcm gcm, SecureRandom random) {
    this(gcm, new PlainLeafHasher(), random);
  }

  /// With a hasher of the segment tree's leaves, whose width decides how many segments are held in
  /// memory.
  public EnvelopeSealer(Sm4Gcm gcm, LeafHasher hasher, SecureRandom random) {
    this.gcm = gcm;
    this.hasher = hasher;
    this.random = random;
  }

  /// Starts an envelope that any one of its recipients opens.
  ///
  /// @param recipients public keys of encryption certificates that the caller has checked
  /// @throws EnvelopeException [EnvelopeException.Reason#RECIPIENTS_INVALID] for none, more than
  ///   16, or one twice
  public EnvelopeSealing start(UUID envelopeId, UUID openingId, Collection<Point> recipients) {
    return start(EnvelopeTerms.anyOf(envelopeId, openingId, recipients));
  }

  /// Starts an envelope: draws its keys, encrypts to every recipient what is his, and fixes the
  /// header.
  ///
  /// @throws EnvelopeException [EnvelopeException.Reason#RECIPIENTS_INVALID] for none, more than
  ///   16, or one twice; [EnvelopeException.Reason#POLICY_INVALID] for a threshold below 1 or above
  ///   the number of recipients
  public EnvelopeSealing start(EnvelopeTerms terms) {
    return start(terms, EnvelopeHeader.SEGMENT_BYTES);
  }

  EnvelopeSealing start(EnvelopeTerms terms, int segmentSize) {
    try (Drawing drawing = new Drawing(terms, random)) {
      EnvelopeHeader header = drawing.header(segmentSize);
      return new EnvelopeSealing(
          header,
          new SegmentCipher(gcm, drawing.fileKey().payloadKey(header), header),
          hasher,
          drawing.fileKey().treeKey(header));
    }
  }
}
