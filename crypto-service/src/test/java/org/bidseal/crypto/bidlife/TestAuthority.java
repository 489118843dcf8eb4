package org.bidseal.crypto.bidlife;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.PointGate;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.sm2.Sm2KeyPair;
import org.bidseal.smcrypto.x509.CertificateContent;
import org.bidseal.smcrypto.x509.CertificateIssuer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.jcajce.provider.asymmetric.ec.BCECPublicKey;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampResponseGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;

/// A certificate authority and a timestamp authority with real SM2 keys, made for one run.
final class TestAuthority {
  static final BouncyCastleProvider BC = new BouncyCastleProvider();
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final X500Name NAME = new X500Name("CN=Test root");

  private final Sm2KeyPair key = Sm2KeyPair.generate(RANDOM);
  private final CertificateIssuer issuer =
      new CertificateIssuer(NAME, key.publicKey(), key.signatureFunction(RANDOM));
  private final X509Certificate root =
      issuer.issue(
          CertificateContent.authority(
              draw(), NAME, key.publicKey(), hourAgo(), hourAgo().plus(3650, ChronoUnit.DAYS), 0));
  private final KeyPair timestampKey = ecKeyPair();
  private final X509Certificate timestampCertificate = timestampCertificate();

  /// Self-signed.
  X509Certificate root() {
    return root;
  }

  Point rootKey() {
    return key.publicKey();
  }

  X509Certificate issue(X500Name subject, Point publicKey, int usage) {
    return issuer.issue(content(subject, publicKey, usage));
  }

  /// Of crypto-service's own key, as identity-service's profile RECEIPT has it.
  X509Certificate issueForReceipts(X500Name subject, Point publicKey) {
    return issuer.issue(
        content(subject, publicKey, CertificateContent.SIGNING)
            .with(
                List.of(
                    purpose(
                        false,
                        new ASN1ObjectIdentifier(
                            "2.25.121289401307617825505616835740981049587")))));
  }

  X509Certificate timestampAuthority() {
    return timestampCertificate;
  }

  /// A token over a digest, as a query would get it.
  byte[] token(Sm3Hash digest) {
    var queries = new TimeStampRequestGenerator();
    queries.setCertReq(true);
    try {
      byte[] query = queries.generate(GMObjectIdentifiers.sm3, digest.bytes()).getEncoded();
      return new TimeStampResponse(timestamp(query)).getTimeStampToken().getEncoded();
    } catch (IOException | TSPException e) {
      throw new IllegalStateException(e);
    }
  }

  byte[] timestamp(byte[] query) {
    try {
      var digests = new JcaDigestCalculatorProviderBuilder().setProvider(BC).build();
      var signer =
          new JcaSimpleSignerInfoGeneratorBuilder()
              .setProvider(BC)
              .setSignedAttributeGenerator((AttributeTable) null)
              .build("SM3withSM2", timestampKey.getPrivate(), timestampCertificate);
      var tokens =
          new TimeStampTokenGenerator(
              signer,
              digests.get(new AlgorithmIdentifier(OIWObjectIdentifiers.idSHA1)),
              new ASN1ObjectIdentifier("1.2.3.4.1"));
      tokens.addCertificates(new JcaCertStore(List.of(timestampCertificate)));
      return new TimeStampResponseGenerator(tokens, TSPAlgorithms.ALLOWED)
          .generate(new TimeStampRequest(query), draw(), Date.from(Instant.now()))
          .getEncoded();
    } catch (IOException | TSPException | OperatorCreationException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private X509Certificate timestampCertificate() {
    Point publicKey =
        PointGate.decode(((BCECPublicKey) timestampKey.getPublic()).getQ().getEncoded(false));
    return issuer.issue(
        content(new X500Name("CN=Test TSA"), publicKey, CertificateContent.SIGNING)
            .with(
                List.of(
                    purpose(
                        true, new ASN1ObjectIdentifier(KeyPurposeId.id_kp_timeStamping.getId())))));
  }

  private static Extension purpose(boolean critical, ASN1ObjectIdentifier id) {
    try {
      return new Extension(
          Extension.extendedKeyUsage,
          critical,
          new ExtendedKeyUsage(KeyPurposeId.getInstance(id)).getEncoded());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Instant hourAgo() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(1, ChronoUnit.HOURS);
  }

  private static CertificateContent content(X500Name subject, Point publicKey, int usage) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    return CertificateContent.endEntity(
        draw(),
        subject,
        publicKey,
        now.minus(1, ChronoUnit.HOURS),
        now.plus(365, ChronoUnit.DAYS),
        usage);
  }

  private static BigInteger draw() {
    return new BigInteger(120, RANDOM).add(BigInteger.ONE);
  }

  private static KeyPair ecKeyPair() {
    try {
      var generator = KeyPairGenerator.getInstance("EC", BC);
      generator.initialize(new ECGenParameterSpec("sm2p256v1"), RANDOM);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
