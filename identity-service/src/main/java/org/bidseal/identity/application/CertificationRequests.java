package org.bidseal.identity.application;

import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import org.bidseal.identity.IdentityProblem;
import org.bidseal.identity.application.CertificateApplication.Content;
import org.bidseal.problem.ProblemException;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.PointGate;
import org.bidseal.smcrypto.Sm2Digest;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.x509.SignedRequest;
import org.bidseal.smcrypto.x509.Sm2PublicKeys;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.pkcs.CertificationRequest;
import org.bouncycastle.asn1.pkcs.CertificationRequestInfo;

/// Checks of certification requests (RFC 2986) against an application. Every failure is the problem
/// `REQUEST_MISMATCH`.
final class CertificationRequests {

  private static final int MAX_BYTES = 16 * 1024;

  private CertificationRequests() {}

  /// The digest to be signed, `e = SM3(Z ‖ CertificationRequestInfo)`, of a request info that names
  /// the application's subject and signing key and asks for nothing else.
  static Sm3Hash digest(Content application, String requestInfo) {
    byte[] der = decode(requestInfo);
    CertificationRequestInfo info = parse(der);
    if (!info.getSubject().equals(Subjects.ofBase64(application.subject()))) {
      throw mismatch("The subject is not the application's");
    }
    Point publicKey = signingKey(application);
    if (!keyOf(info).equals(publicKey)) {
      throw mismatch("The public key is not the signing key's");
    }
    if (info.getAttributes() != null && info.getAttributes().size() > 0) {
      throw mismatch("A request carries no attributes");
    }
    return Sm2Digest.of(publicKey, der);
  }

  /// Checks that a signed request is the one described, and its signature.
  static void verify(String requestInfo, String csr) {
    byte[] der = decode(csr);
    try {
      SignedRequest.parse(der);
      byte[] info =
          CertificationRequest.getInstance(der)
              .getCertificationRequestInfo()
              .getEncoded(ASN1Encoding.DER);
      if (!Arrays.equals(info, decode(requestInfo))) {
        throw mismatch("The request is not the one that was described");
      }
    } catch (IllegalArgumentException | IOException _) {
      throw mismatch("The request is not signed by its key with SM3withSM2");
    }
  }

  /// The application's signing key.
  static Point signingKey(Content application) {
    return PointGate.decodeHex(application.signingPublicKey());
  }

  /// The application's encryption key.
  static Point encryptionKey(Content application) {
    return PointGate.decodeHex(application.encryptionPublicKey());
  }

  private static CertificationRequestInfo parse(byte[] der) {
    try {
      var info = CertificationRequestInfo.getInstance(der);
      if (!Arrays.equals(info.getEncoded(ASN1Encoding.DER), der)) {
        throw mismatch("The request info is not in DER");
      }
      return info;
    } catch (IllegalArgumentException | IllegalStateException | ClassCastException _) {
      throw mismatch("Not a certification request info");
    } catch (IOException _) {
      throw mismatch("The request info does not encode");
    }
  }

  private static Point keyOf(CertificationRequestInfo info) {
    try {
      return Sm2PublicKeys.fromInfo(info.getSubjectPublicKeyInfo());
    } catch (IllegalArgumentException _) {
      throw mismatch("The public key is not one of SM2");
    }
  }

  private static byte[] decode(String base64) {
    byte[] der;
    try {
      der = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException _) {
      throw mismatch("Not base64");
    }
    if (der.length > MAX_BYTES) {
      throw mismatch("Over 16 KiB");
    }
    return der;
  }

  // Without the cause: a truncated structure's EOFException would be taken for a client that left.
  private static ProblemException mismatch(String why) {
    return new ProblemException(IdentityProblem.REQUEST_MISMATCH, why);
  }
}
