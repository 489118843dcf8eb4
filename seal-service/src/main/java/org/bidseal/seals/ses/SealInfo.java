package org.bidseal.seals.ses;

import java.text.ParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1IA5String;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1UTF8String;
import org.bouncycastle.asn1.DERGeneralizedTime;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERUTF8String;

/// `SES_SealInfo` (GB/T 38540-2020 §6.1.1): what the seal maker signs.
///
/// @param vendor `Vid`, who makes seals
/// @param sealId `esID`, unique with the maker
/// @param type `type` of §6.1.1.3; 1 a unit's seal, 2 a person's
/// @param signerCertificates DER certificates of those who may use the seal (`certListType` 1);
///   empty where a seal read from outside lists digests instead
public record SealInfo(
    String vendor,
    String sealId,
    int type,
    String name,
    List<CertificateDer> signerCertificates,
    Instant created,
    Instant validFrom,
    Instant validUntil,
    SealPicture picture) {

  /// The structure's version in GB/T 38540-2020.
  static final int VERSION = 4;

  private static final String ID = "ES";
  private static final int CERTIFICATES = 1;

  public SealInfo {
    signerCertificates = List.copyOf(signerCertificates);
  }

  static SealInfo read(ASN1Sequence info) {
    ASN1Sequence header = ASN1Sequence.getInstance(info.getObjectAt(0));
    if (!ASN1IA5String.getInstance(header.getObjectAt(0)).getString().equals(ID)) {
      throw new IllegalArgumentException("the header does not say ES");
    }
    ASN1Integer version = ASN1Integer.getInstance(header.getObjectAt(1));
    if (version.intValueExact() < VERSION) {
      throw new IllegalArgumentException("version " + version + " is older than GB/T 38540-2020");
    }
    ASN1Sequence property = ASN1Sequence.getInstance(info.getObjectAt(2));
    return new SealInfo(
        ASN1IA5String.getInstance(header.getObjectAt(2)).getString(),
        ASN1IA5String.getInstance(info.getObjectAt(1)).getString(),
        ASN1Integer.getInstance(property.getObjectAt(0)).intValueExact(),
        ASN1UTF8String.getInstance(property.getObjectAt(1)).getString(),
        certificates(property),
        time(property.getObjectAt(4)),
        time(property.getObjectAt(5)),
        time(property.getObjectAt(6)),
        SealPicture.read(ASN1Sequence.getInstance(info.getObjectAt(3))));
  }

  private static List<CertificateDer> certificates(ASN1Sequence property) {
    List<CertificateDer> certificates = new ArrayList<>();
    if (ASN1Integer.getInstance(property.getObjectAt(2)).hasValue(CERTIFICATES)) {
      for (ASN1Encodable each : ASN1Sequence.getInstance(property.getObjectAt(3))) {
        certificates.add(new CertificateDer(ASN1OctetString.getInstance(each).getOctets()));
      }
    }
    return certificates;
  }

  DERSequence encode() {
    ASN1EncodableVector out = new ASN1EncodableVector();
    out.add(sequence(new DERIA5String(ID), new ASN1Integer(VERSION), new DERIA5String(vendor)));
    out.add(new DERIA5String(sealId));
    out.add(property());
    out.add(picture.encode());
    return new DERSequence(out);
  }

  private DERSequence property() {
    ASN1EncodableVector certificates = new ASN1EncodableVector();
    signerCertificates.forEach(each -> certificates.add(new DEROctetString(each.bytes())));
    return sequence(
        new ASN1Integer(type),
        new DERUTF8String(name),
        new ASN1Integer(CERTIFICATES),
        new DERSequence(certificates),
        new DERGeneralizedTime(Date.from(created)),
        new DERGeneralizedTime(Date.from(validFrom)),
        new DERGeneralizedTime(Date.from(validUntil)));
  }

  private static DERSequence sequence(ASN1Encodable... parts) {
    return new DERSequence(parts);
  }

  private static Instant time(ASN1Encodable value) {
    try {
      return ASN1GeneralizedTime.getInstance(value).getDate().toInstant();
    } catch (ParseException e) {
      throw new IllegalArgumentException("not a time", e);
    }
  }
}
