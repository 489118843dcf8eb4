package org.bidseal.smcrypto.envelope;

import java.security.SecureRandom;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.evidence.LeafHasher;
import org.bidseal.smcrypto.evidence.PlainLeafHasher;
import org.bidseal.smcrypto.sm4.Sm4Gcm;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DEROctetString;

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

  /// Starts an envelope: draws its file key, encrypts it to every recipient, and fixes the header.
  ///
  /// @param recipients public keys of encryption certificates that the caller has checked
  /// @throws EnvelopeException [EnvelopeException.Reason#RECIPIENTS_INVALID] for none, more than
  ///   16, or one twice
  public EnvelopeSealing start(UUID envelopeId, UUID openingId, Collection<Point> recipients) {
    return start(envelopeId, openingId, recipients, EnvelopeHeader.SEGMENT_BYTES);
  }

  /// Draws, in this order: file key, salt, nonce prefix, and one nonce per recipient.
  EnvelopeSealing start(
      UUID envelopeId, UUID openingId, Collection<Point> recipients, int segmentSize) {
    try (FileKey fileKey = FileKey.random(random)) {
      ASN1OctetString salt = draw(16);
      ASN1OctetString noncePrefix = draw(7);
      List<EnvelopeRecipient> entries =
          recipients.stream().map(p -> EnvelopeRecipient.encrypt(fileKey, p, random)).toList();
      EnvelopeHeader header =
          EnvelopeHeader.of(
              new EnvelopeHeader.Contents(
                  envelopeId,
                  openingId,
                  segmentSize,
                  salt,
                  noncePrefix,
                  fileKey.commitment(envelopeId),
                  entries));
      return new EnvelopeSealing(
          header,
          new SegmentCipher(gcm, fileKey.payloadKey(header), header),
          hasher,
          fileKey.treeKey(header));
    }
  }

  private ASN1OctetString draw(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return new DEROctetString(bytes);
  }
}
