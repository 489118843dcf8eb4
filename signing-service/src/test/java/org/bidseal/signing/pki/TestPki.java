package org.bidseal.signing.pki;

import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.sm2.Sm2KeyPair;
import org.bidseal.smcrypto.x509.CertificateContent;
import org.bidseal.smcrypto.x509.CertificateIssuer;
import org.bidseal.smcrypto.x509.Sm2Algorithms;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V2TBSCertListGenerator;

/// Root and issuing authority with real SM2 keys.
public final class TestPki {
  private static final X500Name ROOT = new X500Name("CN=Test Root,O=Test,C=CN");
  private static final X500Name ISSUER = new X500Name("CN=Test Issuing CA,O=Test,C=CN");

  private final SecureRandom random = new SecureRandom();
  private final Sm2KeyPair rootKey = Sm2KeyPair.generate(random);
  private final Sm2KeyPair issuerKey = Sm2KeyPair.generate(random);
  private final Map<BigInteger, Instant> revoked = new ConcurrentHashMap<>();
  private final Instant from;
  private final X509Certificate root;
  private final X509Certificate issuer;

  /// Starts an authority whose certificates begin an hour before `now`.
  public TestPki(Instant now) {
    this.from = now.truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofHours(1));
    CertificateIssuer self =
        new CertificateIssuer(ROOT, rootKey.publicKey(), rootKey.signatureFunction(random));
    this.root =
        self.issue(
            CertificateContent.authority(
                serial(), ROOT, rootKey.publicKey(), from, until(3650), 1));
    this.issuer =
        self.issue(
            CertificateContent.authority(
                serial(), ISSUER, issuerKey.publicKey(), from, until(3000), 0));
  }

  /// The trust anchor.
  public X509Certificate root() {
    return root;
  }

  /// The authority below it.
  public X509Certificate issuer() {
    return issuer;
  }

  /// A certificate to sign with.
  public X509Certificate signing(String name, Point publicKey) {
    return signing(name, publicKey, from, until(365));
  }

  /// A certificate to sign with, in force between two times.
  public X509Certificate signing(
      String name, Point publicKey, Instant notBefore, Instant notAfter) {
    return below()
        .issue(
            CertificateContent.endEntity(
                serial(),
                new X500Name(name),
                publicKey,
                notBefore.truncatedTo(ChronoUnit.SECONDS),
                notAfter.truncatedTo(ChronoUnit.SECONDS),
                CertificateContent.SIGNING));
  }

  /// A certificate of a timestamp authority (RFC 3161 §2.3).
  public X509Certificate timestamp(X500Name name, Point publicKey) {
    try {
      Extension purpose =
          Extension.create(
              Extension.extendedKeyUsage,
              true,
              new ExtendedKeyUsage(KeyPurposeId.id_kp_timeStamping));
      return below()
          .issue(
              CertificateContent.endEntity(
                      serial(),
                      name,
                      publicKey,
                      from,
                      until(365),
                      KeyUsage.digitalSignature | KeyUsage.nonRepudiation)
                  .with(List.of(purpose)));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Revokes a certificate.
  public void revoke(X509Certificate certificate, Instant at) {
    revoked.put(certificate.getSerialNumber(), at);
  }

  /// The issuing authority's list of revoked certificates, DER.
  public byte[] revocationList() {
    V2TBSCertListGenerator list = new V2TBSCertListGenerator();
    list.setSignature(Sm2Algorithms.SM3_WITH_SM2);
    list.setIssuer(ISSUER);
    list.setThisUpdate(new Time(Date.from(from)));
    list.setNextUpdate(new Time(Date.from(until(7))));
    revoked.forEach(
        (serial, at) -> list.addCRLEntry(new ASN1Integer(serial), new Time(Date.from(at)), null));
    try {
      ASN1Encodable body = list.generateTBSCertList();
      byte[] der = body.toASN1Primitive().getEncoded(ASN1Encoding.DER);
      return new DERSequence(
              new ASN1Encodable[] {
                body,
                Sm2Algorithms.SM3_WITH_SM2,
                new DERBitString(issuerKey.signMessage(der, random).der())
              })
          .getEncoded(ASN1Encoding.DER);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private CertificateIssuer below() {
    return new CertificateIssuer(
        ISSUER, issuerKey.publicKey(), issuerKey.signatureFunction(random));
  }

  private BigInteger serial() {
    return new BigInteger(120, random).setBit(120);
  }

  private Instant until(int days) {
    return from.plus(Duration.ofDays(days));
  }
}
