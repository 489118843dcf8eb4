package org.bidseal.signing.cms;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.cert.X509Certificate;
import java.util.List;
import org.bidseal.signing.Bytes;
import org.bidseal.smcrypto.sm2.Sm2Signature;
import org.bidseal.smcrypto.x509.Sm2Certificates;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerIdentifier;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.Certificate;

/// Puts a finished signature value into a detached CMS SignedData (RFC 5652 §5.1).
///
/// The product speaks CMS with its own OIDs (content type id-data, SM3 1.2.156.10197.1.401, SM2
/// with SM3 1.2.156.10197.1.501) and not GM/T 0010-2012: its content types differ, and PDF readers
/// look for RFC 5652.
public final class DetachedSignature {
  private DetachedSignature() {}

  /// Assembles the SignedData.
  ///
  /// @param certificate of the signer
  /// @param chain certificates of issuers to carry along
  /// @param signature over [SignedAttributes#e]
  /// @param timestampToken RFC 3161 token over the SM3 of the signature's DER encoding, put into
  ///   the unsigned attribute signatureTimeStampToken (RFC 3161 appendix A)
  /// @return DER of the ContentInfo
  public static Bytes assemble(
      SignedAttributes attributes,
      X509Certificate certificate,
      List<X509Certificate> chain,
      Sm2Signature signature,
      Bytes timestampToken) {
    try {
      SignerInfo signer =
          new SignerInfo(
              new SignerIdentifier(
                  new IssuerAndSerialNumber(
                      Sm2Certificates.issuer(certificate), certificate.getSerialNumber())),
              CmsOids.SM3_ALGORITHM,
              attributes.toSet(),
              CmsOids.SM2_WITH_SM3_ALGORITHM,
              new DEROctetString(signature.der()),
              unsigned(timestampToken));
      SignedData signed =
          new SignedData(
              new DERSet(CmsOids.SM3_ALGORITHM),
              new ContentInfo(CMSObjectIdentifiers.data, null),
              certificates(certificate, chain),
              null,
              new DERSet(signer));
      return Bytes.of(
          new ContentInfo(CMSObjectIdentifiers.signedData, signed).getEncoded(ASN1Encoding.DER));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ASN1Set unsigned(Bytes token) throws IOException {
    return new DERSet(
        new Attribute(
            PKCSObjectIdentifiers.id_aa_signatureTimeStampToken,
            new DERSet(ASN1Primitive.fromByteArray(token.toArray()))));
  }

  private static ASN1Set certificates(X509Certificate certificate, List<X509Certificate> chain) {
    ASN1EncodableVector all = new ASN1EncodableVector();
    all.add(structure(certificate));
    chain.stream()
        .filter(issuer -> !issuer.equals(certificate))
        .distinct()
        .forEach(issuer -> all.add(structure(issuer)));
    return new DERSet(all);
  }

  private static Certificate structure(X509Certificate certificate) {
    return Certificate.getInstance(Sm2Certificates.encoded(certificate));
  }
}
