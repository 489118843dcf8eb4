package org.bidseal.crypto.bidlife;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.Scalar;
import org.bidseal.smcrypto.envelope.EnvelopeHeader;
import org.bidseal.smcrypto.policy.KeyShare;
import org.bidseal.smcrypto.sm2.Sm2Encryption;
import org.bidseal.smcrypto.sm2.SubjectKeyId;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERTaggedObject;

/// What a hostile sealer makes: an envelope in which one recipient's share is of another polynomial
/// than the others', with a commitment that fits it.
final class ContradictingShares {
  private ContradictingShares() {}

  static byte[] replace(EnvelopeHeader header, Point recipient, SecureRandom random) {
    SubjectKeyId keyId = SubjectKeyId.of(recipient);
    int index = header.policy().orElseThrow().find(keyId).orElseThrow().index();
    byte[] share =
        ByteBuffer.allocate(KeyShare.BYTES)
            .put((byte) index)
            .put(Scalar.random(random).exposeBytes())
            .array();
    var encrypted = new DEROctetString(Sm2Encryption.encrypt(recipient, share, random).der());
    var commitment = new DEROctetString(KeyShare.of(share).commitment(header.envelopeId()).bytes());
    byte[] encoded = header.encoded();
    ASN1Sequence fields =
        ASN1Sequence.getInstance(
            Arrays.copyOfRange(encoded, EnvelopeHeader.PREFIX_BYTES, encoded.length));
    ASN1Encodable[] recipients = ASN1Set.getInstance(fields.getObjectAt(7)).toArray();
    for (int i = 0; i < recipients.length; i++) {
      ASN1Sequence entry = ASN1Sequence.getInstance(recipients[i]);
      ASN1TaggedObject rid = ASN1TaggedObject.getInstance(entry.getObjectAt(1));
      if (new DERTaggedObject(false, 0, new DEROctetString(keyId.bytes())).equals(rid)) {
        recipients[i] = with(entry, 3, encrypted);
      }
    }
    ASN1Sequence policy =
        ASN1Sequence.getInstance(
            ASN1TaggedObject.getInstance(fields.getObjectAt(8)).getExplicitBaseObject());
    ASN1Sequence shares = ASN1Sequence.getInstance(policy.getObjectAt(1));
    ASN1Sequence own = ASN1Sequence.getInstance(shares.getObjectAt(index - 1));
    ASN1Sequence changed = with(policy, 1, with(shares, index - 1, with(own, 2, commitment)));
    return withPrefix(
        with(with(fields, 7, new DERSet(recipients)), 8, new DERTaggedObject(true, 0, changed)),
        encoded);
  }

  private static ASN1Sequence with(ASN1Sequence sequence, int place, ASN1Encodable other) {
    ASN1Encodable[] fields = sequence.toArray();
    fields[place] = other;
    return new DERSequence(fields);
  }

  private static byte[] withPrefix(ASN1Sequence fields, byte[] like) {
    try {
      byte[] der = fields.getEncoded("DER");
      return ByteBuffer.allocate(EnvelopeHeader.PREFIX_BYTES + der.length)
          .put(like, 0, 8)
          .putInt(der.length)
          .put(der)
          .array();
    } catch (IOException e) {
      throw new IllegalStateException("an object built in memory always encodes", e);
    }
  }
}
