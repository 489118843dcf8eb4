package org.bidseal.smcrypto.x509;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.Sm2Digest;
import org.bidseal.smcrypto.sm2.SignatureFunction;
import org.bidseal.smcrypto.sm2.Sm2Signature;
import org.bidseal.smcrypto.sm2.Sm2Verifier;
import org.bidseal.smcrypto.sm2.SubjectKeyId;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;

/// Issues version 3 certificates (RFC 5280 §4.1) under one SM2 key, wherever that key lives.
///
/// Every certificate gets key identifiers on both sides, critical key usage and critical basic
/// constraints; further extensions come with the call.
public final class CertificateIssuer {
  private final X500Name name;
  private final Point publicKey;
  private final SignatureFunction signer;

  /// An authority's name, public key, and whoever signs under it.
  public CertificateIssuer(X500Name name, Point publicKey, SignatureFunction signer) {
    this.name = name;
    this.publicKey = publicKey;
    this.signer = signer;
  }

  /// Issues a certificate.
  ///
  /// @throws IllegalStateException if the signature function's answer does not verify under the
  ///   authority's public key
  public X509Certificate issue(CertificateContent content) {
    V3TBSCertificateGenerator generator = new V3TBSCertificateGenerator();
    generator.setSerialNumber(new ASN1Integer(content.serial()));
    generator.setIssuer(name);
    generator.setSubject(content.subject());
    generator.setStartDate(time(content.notBefore()));
    generator.setEndDate(time(content.notAfter()));
    generator.setSignature(Sm2Algorithms.SM3_WITH_SM2);
    generator.setSubjectPublicKeyInfo(Sm2PublicKeys.toInfo(content.publicKey()));
    generator.setExtensions(extensions(content));
    TBSCertificate body = generator.generateTBSCertificate();
    return sign(body);
  }

  private X509Certificate sign(TBSCertificate body) {
    var e = Sm2Digest.of(publicKey, Der.encode(body));
    Sm2Signature signature = signer.sign(e);
    if (!Sm2Verifier.verify(publicKey, e, signature)) {
      throw new IllegalStateException("the signer does not hold the authority's key");
    }
    ASN1EncodableVector parts = new ASN1EncodableVector();
    parts.add(body);
    parts.add(Sm2Algorithms.SM3_WITH_SM2);
    parts.add(new DERBitString(signature.der()));
    return Sm2Certificates.parse(Der.encode(new DERSequence(parts)));
  }

  private Extensions extensions(CertificateContent content) {
    ExtensionsGenerator generator = new ExtensionsGenerator();
    try {
      generator.addExtension(
          Extension.authorityKeyIdentifier,
          false,
          new AuthorityKeyIdentifier(SubjectKeyId.of(publicKey).bytes()));
      generator.addExtension(
          Extension.subjectKeyIdentifier,
          false,
          new SubjectKeyIdentifier(SubjectKeyId.of(content.publicKey()).bytes()));
      generator.addExtension(Extension.keyUsage, true, new KeyUsage(content.keyUsageBits()));
      generator.addExtension(Extension.basicConstraints, true, constraints(content));
    } catch (IOException e) {
      throw new IllegalStateException("an extension built in memory always encodes", e);
    }
    content.furtherExtensions().forEach(generator::addExtension);
    return generator.generate();
  }

  private static BasicConstraints constraints(CertificateContent content) {
    return content.pathLength() == null
        ? new BasicConstraints(false)
        : new BasicConstraints(content.pathLength());
  }

  /// UTCTime to 2049, GeneralizedTime after (RFC 5280 §4.1.2.5); `Time` chooses.
  private static Time time(Instant instant) {
    return new Time(Date.from(instant));
  }
}
