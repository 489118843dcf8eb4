package org.bidseal.smcrypto.envelope;

import java.util.ArrayList;
import java.util.List;
import org.bidseal.smcrypto.IdBytes;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.PointGate;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.envelope.EnvelopeException.Reason;
import org.bidseal.smcrypto.policy.EventLock;
import org.bidseal.smcrypto.policy.RecipientPolicy;
import org.bidseal.smcrypto.sm2.Sm2Ciphertext;
import org.bidseal.smcrypto.sm2.SubjectKeyId;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;

/// The two extensions of version 2, `RecipientPolicy` and `EventLock`, to ASN.1 and back. That what
/// is read was DER is [HeaderDer]'s to check, over the whole header.
final class ExtensionsDer {
  private ExtensionsDer() {}

  static ASN1Encodable encode(RecipientPolicy policy) {
    ASN1EncodableVector shares = new ASN1EncodableVector();
    for (RecipientPolicy.Entry share : policy.shares()) {
      shares.add(
          sequence(
              new DEROctetString(share.keyId().bytes()),
              new ASN1Integer(share.index()),
              new DEROctetString(share.commitment().bytes())));
    }
    return sequence(new ASN1Integer(policy.threshold()), new DERSequence(shares));
  }

  /// @throws EnvelopeException [Reason#POLICY_INVALID]
  /// @throws IllegalArgumentException if it is something else
  static RecipientPolicy policy(ASN1Encodable object) {
    ASN1Sequence fields = HeaderDer.sequence(object, 2);
    int threshold = number(fields.getObjectAt(0));
    ASN1Sequence entries = ASN1Sequence.getInstance(fields.getObjectAt(1));
    if (entries.size() > RecipientPolicy.MAX_SHARES) {
      throw new EnvelopeException(Reason.POLICY_INVALID);
    }
    List<RecipientPolicy.Entry> shares = new ArrayList<>();
    for (ASN1Encodable entry : entries) {
      shares.add(share(HeaderDer.sequence(entry, 3)));
    }
    try {
      return new RecipientPolicy(threshold, shares);
    } catch (IllegalArgumentException e) {
      throw new EnvelopeException(Reason.POLICY_INVALID, e);
    }
  }

  private static RecipientPolicy.Entry share(ASN1Sequence fields) {
    return new RecipientPolicy.Entry(
        SubjectKeyId.ofBytes(HeaderDer.octets(fields.getObjectAt(0), SubjectKeyId.BYTES)),
        number(fields.getObjectAt(1)),
        Sm3Hash.ofBytes(HeaderDer.octets(fields.getObjectAt(2), Sm3Hash.BYTES)));
  }

  private static int number(ASN1Encodable object) {
    return ASN1Integer.getInstance(object).getValue().intValueExact();
  }

  static ASN1Encodable encode(EventLock lock) {
    return sequence(
        new DEROctetString(IdBytes.of(lock.lockId())),
        new DEROctetString(lock.lockKey().encoded()),
        new DEROctetString(lock.encryptedSecret().der()),
        new DEROctetString(lock.bidderCommitment().bytes()));
  }

  /// @throws IllegalArgumentException if it is something else
  static EventLock eventLock(ASN1Encodable object) {
    ASN1Sequence fields = HeaderDer.sequence(object, 4);
    return new EventLock(
        HeaderDer.id(fields.getObjectAt(0)),
        PointGate.decode(HeaderDer.octets(fields.getObjectAt(1), Point.BYTES)),
        Sm2Ciphertext.ofDer(ASN1OctetString.getInstance(fields.getObjectAt(2)).getOctets()),
        Sm3Hash.ofBytes(HeaderDer.octets(fields.getObjectAt(3), Sm3Hash.BYTES)));
  }

  private static ASN1Encodable sequence(ASN1Encodable... fields) {
    return new DERSequence(fields);
  }
}
