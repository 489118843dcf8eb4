package org.bidseal.smcrypto.envelope;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.bidseal.smcrypto.IdBytes;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.envelope.EnvelopeException.Reason;
import org.bidseal.smcrypto.envelope.EnvelopeHeader.Contents;
import org.bidseal.smcrypto.policy.BidderKey;
import org.bidseal.smcrypto.policy.EventLock;
import org.bidseal.smcrypto.policy.KeyShare;
import org.bidseal.smcrypto.policy.RecipientPolicy;
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
import org.jspecify.annotations.Nullable;

/// `BidEnvelopeHeader` to DER and back. Reading is strict: what does not come out the same when
/// written again is refused, so no two headers mean the same.
final class HeaderDer {
  private static final int FIELDS = 8;
  private static final int EXTENSIONS = 2;
  private static final int POLICY_TAG = 0;
  private static final int LOCK_TAG = 1;

  /// RFC 5652 §6.2.1: version 2, because the recipient is named by subjectKeyIdentifier.
  private static final ASN1Integer RECIPIENT_VERSION = new ASN1Integer(2);

  static final int SALT_BYTES = 16;
  static final int NONCE_PREFIX_BYTES = 7;

  private HeaderDer() {}

  static byte[] encode(Contents contents) {
    ASN1EncodableVector recipients = new ASN1EncodableVector();
    contents.recipients().forEach(recipient -> recipients.add(encode(recipient)));
    ASN1EncodableVector fields = new ASN1EncodableVector();
    fields.add(new ASN1Integer(contents.version()));
    fields.add(new DEROctetString(IdBytes.of(contents.envelopeId())));
    fields.add(new DEROctetString(IdBytes.of(contents.openingId())));
    fields.add(new ASN1Integer(contents.segmentSize()));
    fields.add(contents.salt());
    fields.add(contents.noncePrefix());
    fields.add(new DEROctetString(contents.keyCommitment().bytes()));
    fields.add(new DERSet(recipients));
    RecipientPolicy policy = contents.policy();
    if (policy != null) {
      fields.add(new DERTaggedObject(true, POLICY_TAG, ExtensionsDer.encode(policy)));
    }
    EventLock eventLock = contents.eventLock();
    if (eventLock != null) {
      fields.add(new DERTaggedObject(true, LOCK_TAG, ExtensionsDer.encode(eventLock)));
    }
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
    BigInteger version = ASN1Integer.getInstance(header.getObjectAt(0)).getValue();
    if (!version.equals(BigInteger.ONE) && !version.equals(BigInteger.TWO)) {
      throw new EnvelopeException(Reason.UNKNOWN_VERSION);
    }
    if (header.size() < FIELDS || header.size() > FIELDS + EXTENSIONS) {
      throw new IllegalArgumentException("too few or too many fields");
    }
    ASN1Encodable policy = extension(header, POLICY_TAG);
    ASN1Encodable eventLock = extension(header, LOCK_TAG);
    BigInteger segmentSize = ASN1Integer.getInstance(header.getObjectAt(3)).getValue();
    if (segmentSize.signum() <= 0
        || segmentSize.compareTo(BigInteger.valueOf(EnvelopeHeader.SEGMENT_BYTES)) > 0) {
      throw new IllegalArgumentException("a segment has 1 byte to 1 MiB");
    }
    return new Contents(
        id(header.getObjectAt(1)),
        id(header.getObjectAt(2)),
        segmentSize.intValueExact(),
        octetString(header.getObjectAt(4), SALT_BYTES),
        octetString(header.getObjectAt(5), NONCE_PREFIX_BYTES),
        Sm3Hash.ofBytes(octets(header.getObjectAt(6), Sm3Hash.BYTES)),
        recipients(
            ASN1Set.getInstance(header.getObjectAt(7)),
            policy == null ? BidderKey.BYTES : KeyShare.BYTES),
        policy == null ? null : ExtensionsDer.policy(policy),
        eventLock == null ? null : ExtensionsDer.eventLock(eventLock));
  }

  /// Finds an extension wherever it stands: that each stands once, in its place, and in a header of
  /// its version, shows when the header is written again.
  private static @Nullable ASN1Encodable extension(ASN1Sequence header, int tag) {
    for (int i = FIELDS; i < header.size(); i++) {
      ASN1TaggedObject tagged = ASN1TaggedObject.getInstance(header.getObjectAt(i));
      if (tagged.hasContextTag(tag)) {
        return tagged.getExplicitBaseObject();
      }
    }
    return null;
  }

  private static List<EnvelopeRecipient> recipients(ASN1Set set, int keyBytes) {
    // Before any point is checked: a megabyte of recipients would keep a core busy.
    if (set.size() == 0 || set.size() > EnvelopeHeader.MAX_RECIPIENTS) {
      throw new EnvelopeException(Reason.RECIPIENTS_INVALID);
    }
    List<EnvelopeRecipient> recipients = new ArrayList<>();
    for (ASN1Encodable element : set) {
      recipients.add(recipient(sequence(element, 4), keyBytes));
    }
    return List.copyOf(recipients);
  }

  private static EnvelopeRecipient recipient(ASN1Sequence fields, int keyBytes) {
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
    if (encryptedKey.c2().length != keyBytes) {
      throw new IllegalArgumentException("an encrypted key has " + keyBytes + " bytes");
    }
    return new EnvelopeRecipient(
        SubjectKeyId.ofBytes(ASN1OctetString.getInstance(tagged, false).getOctets()), encryptedKey);
  }

  static ASN1Sequence sequence(ASN1Encodable object, int size) {
    ASN1Sequence sequence = ASN1Sequence.getInstance(object);
    if (sequence.size() != size) {
      throw new IllegalArgumentException("expected " + size + " fields");
    }
    return sequence;
  }

  private static ASN1OctetString octetString(ASN1Encodable object, int length) {
    ASN1OctetString octets = ASN1OctetString.getInstance(object);
    if (octets.getOctetsLength() != length) {
      throw new IllegalArgumentException("expected " + length + " bytes");
    }
    return octets;
  }

  static byte[] octets(ASN1Encodable object, int length) {
    return octetString(object, length).getOctets();
  }

  static UUID id(ASN1Encodable object) {
    return IdBytes.read(octets(object, IdBytes.BYTES));
  }
}
