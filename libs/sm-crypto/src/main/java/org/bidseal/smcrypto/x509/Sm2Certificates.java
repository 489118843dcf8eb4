package org.bidseal.smcrypto.x509;

import java.io.ByteArrayInputStream;
import java.security.Provider;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.Sm2Digest;
import org.bidseal.smcrypto.sm2.Sm2Signature;
import org.bidseal.smcrypto.sm2.Sm2Verifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/// Reads certificates of SM2 keys. The JDK's factory cannot, so Bouncy Castle's is asked by name;
/// the provider is not registered with the JVM.
public final class Sm2Certificates {
  static final Provider BC = new BouncyCastleProvider();

  private Sm2Certificates() {}

  /// Parses one certificate in DER, with nothing after it.
  ///
  /// @throws IllegalArgumentException on anything else
  public static X509Certificate parse(byte[] der) {
    X509Certificate certificate;
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509", BC);
      certificate = (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der));
    } catch (CertificateException e) {
      throw new IllegalArgumentException("not a certificate", e);
    }
    // Bouncy Castle answers null on empty input, and reads the first of several.
    if (certificate == null || !Arrays.equals(encoded(certificate), der)) {
      throw new IllegalArgumentException("not one certificate in DER");
    }
    return certificate;
  }

  /// The DER of a certificate.
  public static byte[] encoded(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (CertificateEncodingException e) {
      throw new IllegalArgumentException("the certificate does not encode", e);
    }
  }

  /// The SM2 public key, through the gate.
  ///
  /// @throws IllegalArgumentException if the key is of another kind or its point is refused
  public static Point publicKey(X509Certificate certificate) {
    return Sm2PublicKeys.fromInfo(structure(certificate).getSubjectPublicKeyInfo());
  }

  /// The subject.
  public static X500Name subject(X509Certificate certificate) {
    return structure(certificate).getSubject();
  }

  /// The issuer.
  public static X500Name issuer(X509Certificate certificate) {
    return structure(certificate).getIssuer();
  }

  /// Whether the certificate's signature is one under `issuerKey`.
  public static boolean isSignedBy(X509Certificate certificate, Point issuerKey) {
    Certificate structure = structure(certificate);
    if (!structure
            .getSignatureAlgorithm()
            .getAlgorithm()
            .equals(Sm2Algorithms.SM3_WITH_SM2.getAlgorithm())
        || !structure
            .getTBSCertificate()
            .getSignature()
            .equals(structure.getSignatureAlgorithm())) {
      return false;
    }
    try {
      Sm2Signature signature = Sm2Signature.ofDer(Der.octets(structure.getSignature()));
      byte[] body = certificate.getTBSCertificate();
      return Sm2Verifier.verify(issuerKey, Sm2Digest.of(issuerKey, body), signature);
    } catch (CertificateEncodingException | IllegalArgumentException malformed) {
      return false;
    }
  }

  /// Whether the key may sign documents: key usage digitalSignature or nonRepudiation.
  public static boolean maySign(X509Certificate certificate) {
    boolean[] usage = certificate.getKeyUsage();
    return usage != null && (usage[0] || usage[1]);
  }

  /// Whether the key may receive keys: key usage keyEncipherment.
  public static boolean mayReceiveKeys(X509Certificate certificate) {
    boolean[] usage = certificate.getKeyUsage();
    return usage != null && usage[2];
  }

  private static Certificate structure(X509Certificate certificate) {
    return Certificate.getInstance(encoded(certificate));
  }
}
