package org.bidseal.smcrypto.envelope;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.envelope.EnvelopeException.Reason;
import org.bidseal.smcrypto.envelope.EnvelopeHeader.Contents;
import org.bidseal.smcrypto.sm2.Sm2Ciphertext;
import org.bidseal.smcrypto.sm2.SubjectKeyId;
import org.bidseal.smcrypto.x509.Sm2Algorithms;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/// `BidEnvelopeHeader` to DER and back. Reading is strict: what does not come out the same when
/// written again is refused, so no two headers mean the same.
final class HeaderDer {
  private static final ASN1Integer VERSION = new ASN1Integer(1);

  /// RFC 5652 §6.2.1: version 2, because the recipient is named by subjectKeyIdentifier.
  private static final ASN1Integer RECIPIENT_VERSION = new ASN1Integer(2);

  private static final int SALT_BYTES = 16;
  private static final int NONCE_PREFIX_BYTES = 7;
  private static final int ID_BYTES = 16;

  private HeaderDer() {}

  static byte[] encode(Contents contents) {
    ASN1EncodableVector recipients = new ASN1EncodableVector();
    contents.recipients().forEach(recipient -> recipients.add(encode(recipient)));
    ASN1EncodableVector fields = new ASN1EncodableVector();
    fields.add(VERSION);
    fields.add(new DEROctetString(EnvelopeHeader.bytes(contents.envelopeId())));
    fields.add(new DEROctetString(EnvelopeHeader.bytes(contents.openingId())));
    fields.add(new ASN1Integer(contents.segmentSize()));
    fields.add(contents.salt());
    fields.add(contents.noncePrefix());
    fields.add(new DEROctetString(contents.keyCommitment().bytes()));
    fields.add(new DERSet(recipients));
    try {
      return new DERSequence(fields).getEncoded(ASN1Encoding.DER);
    } catch (IOException e) {
      throw new IllegalStateException("an object built in memory always encodes", e);
    }
  }

  private static ASN1Encodable encode(EnvelopeRecipient recipient) {
    ASN1EncodableVector fields = new ASN1EncodableVector();
    fields.add(RECIPIENT_VERSION);
    fields.add(new DERTaggedObject(false, 0, new DEROctetString(recipient.keyId().bytes())));
    fields.add(Sm2Algorithms.SM2_ENCRYPTION);
    fields.add(new DEROctetString(recipient.encryptedKey().der()));
    return new DERSequence(fields);
  }

  /// @throws EnvelopeException [Reason#HEADER_MALFORMED] or [Reason#UNKNOWN_VERSION]
  static Contents decode(byte[] der) {
    Contents contents;
    try {
      contents = contents(ASN1Sequence.getInstance(der));
    } catch (IllegalArgumentException | IllegalStateException | ArithmeticException e) {
      throw new EnvelopeException(Reason.HEADER_MALFORMED, e);
    }
    if (!Arrays.equals(encode(contents), der)) {
      throw new EnvelopeException(Reason.HEADER_MALFORMED);
    }
    return contents;
  }

  private static Contents contents(ASN1Sequence header) {
    if (header.size() == 0) {
      throw new IllegalArgumentException("an empty header");
    }
    if (!ASN1Integer.getInstance(header.getObjectAt(0)).equals(VERSION)) {
      throw new EnvelopeException(Reason.UNKNOWN_VERSION);
    }
    requireSize(header, 8);
    BigInteger segmentSize = ASN1Integer.getInstance(header.getObjectAt(3)).getValue();
    if (segmentSize.signum() <= 0
        || segmentSize.compareTo(BigInteger.valueOf(EnvelopeHeader.SEGMENT_BYTES)) > 0) {
      throw new IllegalArgumentException("a segment has 1 byte to 1 MiB");
    }
    return new Contents(
        id(header.getObjectAt(1)),
        id(header.getObjectAt(2)),
        segmentSize.intValueExact(),
        octets(header.getObjectAt(4), SALT_BYTES),
        octets(header.getObjectAt(5), NONCE_PREFIX_BYTES),
        Sm3Hash.ofBytes(octets(header.getObjectAt(6), Sm3Hash.BYTES).getOctets()),
        recipients(ASN1Set.getInstance(header.getObjectAt(7))));
  }

  private static List<EnvelopeRecipient> recipients(ASN1Set set) {
    // Before any point is checked: a megabyte of recipients would keep a core busy.
    if (set.size() == 0 || set.size() > EnvelopeHeader.MAX_RECIPIENTS) {
      throw new EnvelopeException(Reason.RECIPIENTS_INVALID);
    }
    List<EnvelopeRecipient> recipients = new ArrayList<>();
    for (ASN1Encodable element : set) {
      recipients.add(recipient(ASN1Sequence.getInstance(element)));
    }
    return List.copyOf(recipients);
  }

  private static EnvelopeRecipient recipient(ASN1Sequence fields) {
    requireSize(fields, 4);
    AlgorithmIdentifier algorithm = AlgorithmIdentifier.getInstance(fields.getObjectAt(2));
    if (!ASN1Integer.getInstance(fields.getObjectAt(0)).equals(RECIPIENT_VERSION)
        || !algorithm.equals(Sm2Algorithms.SM2_ENCRYPTION)) {
      throw new IllegalArgumentException("not an SM2 recipient");
    }
    ASN1TaggedObject tagged = ASN1TaggedObject.getInstance(fields.getObjectAt(1));
    if (!tagged.hasContextTag(0)) {
      throw new IllegalArgumentException("a recipient is named by its subject key identifier");
    }
    Sm2Ciphertext encryptedKey =
        Sm2Ciphertext.ofDer(ASN1OctetString.getInstance(fields.getObjectAt(3)).getOctets());
    if (encryptedKey.c2().length != FileKey.BYTES) {
      throw new IllegalArgumentException("an encrypted file key has 16 bytes");
    }
    return new EnvelopeRecipient(
        SubjectKeyId.ofBytes(ASN1OctetString.getInstance(tagged, false).getOctets()), encryptedKey);
  }

  private static void requireSize(ASN1Sequence sequence, int size) {
    if (sequence.size() != size) {
      throw new IllegalArgumentException("expected " + size + " fields");
    }
  }

  private static ASN1OctetString octets(ASN1Encodable object, int length) {
    ASN1OctetString octets = ASN1OctetString.getInstance(object);
    if (octets.getOctetsLength() != length) {
      throw new IllegalArgumentException("expected " + length + " bytes");
    }
    return octets;
  }

  private static UUID id(ASN1Encodable object) {
    ByteBuffer buffer = ByteBuffer.wrap(octets(object, ID_BYTES).getOctets());
    return new UUID(buffer.getLong(), buffer.getLong());
  }
}
