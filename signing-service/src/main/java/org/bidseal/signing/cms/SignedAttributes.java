package org.bidseal.signing.cms;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import org.bidseal.signing.Bytes;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.Sm2Digest;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.x509.Sm2Certificates;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuerSerial;

/// The attributes a signer signs (RFC 5652 §5.3), as the DER encoding of their SET OF: exactly the
/// bytes that are hashed (§5.4).
///
/// They are contentType (id-data), messageDigest (SM3 of the PDF's byte range), signingTime, and
/// signingCertificateV2 (RFC 5035 §3) with the SM3 of the certificate, so that the certificate
/// cannot be exchanged for another of the same key.
///
/// @param der the SET, tag 0x31
public record SignedAttributes(Bytes der) {
  /// Builds the attributes.
  ///
  /// @param certificate of the signer
  /// @param messageDigest over the bytes to sign
  /// @param signingTime cut to seconds
  public static SignedAttributes of(
      X509Certificate certificate, Sm3Hash messageDigest, Instant signingTime) {
    ASN1EncodableVector attributes = new ASN1EncodableVector();
    attributes.add(attribute(CMSAttributes.contentType, CMSObjectIdentifiers.data));
    attributes.add(
        attribute(CMSAttributes.messageDigest, new DEROctetString(messageDigest.bytes())));
    attributes.add(
        attribute(
            CMSAttributes.signingTime,
            new Time(Date.from(Instant.ofEpochSecond(signingTime.getEpochSecond())))));
    attributes.add(
        attribute(PKCSObjectIdentifiers.id_aa_signingCertificateV2, reference(certificate)));
    try {
      return new SignedAttributes(Bytes.of(new DERSet(attributes).getEncoded(ASN1Encoding.DER)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What the signer's key signs: `SM3(Z ‖ der)` with the Z of his public key.
  public Sm3Hash e(Point publicKey) {
    return Sm2Digest.of(publicKey, der.toArray());
  }

  ASN1Set toSet() {
    return ASN1Set.getInstance(der.toArray());
  }

  private static SigningCertificateV2 reference(X509Certificate certificate) {
    return new SigningCertificateV2(
        new ESSCertIDv2(
            CmsOids.SM3_ALGORITHM,
            Sm3Hash.of(Sm2Certificates.encoded(certificate)).bytes(),
            new IssuerSerial(
                new GeneralNames(new GeneralName(Sm2Certificates.issuer(certificate))),
                certificate.getSerialNumber())));
  }

  private static Attribute attribute(ASN1ObjectIdentifier type, ASN1Encodable value) {
    return new Attribute(type, new DERSet(value));
  }
}
