package org.bidseal.smcrypto.x509;

import java.util.Arrays;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.Sm2Digest;
import org.bidseal.smcrypto.sm2.Sm2Signature;
import org.bidseal.smcrypto.sm2.Sm2Verifier;
import org.bouncycastle.asn1.pkcs.CertificationRequest;
import org.bouncycastle.asn1.x500.X500Name;

/// A certification request (RFC 2986 §4.2) as an authority receives it, its proof of possession
/// verified.
public record SignedRequest(X500Name subject, Point publicKey) {
  private static final int MAX_BYTES = 16 * 1024;

  /// Parses and verifies.
  ///
  /// @throws IllegalArgumentException if it is no request in DER, larger than 16 KiB, of another
  ///   algorithm, or its signature does not verify under its own key
  public static SignedRequest parse(byte[] der) {
    if (der.length > MAX_BYTES) {
      throw new IllegalArgumentException("a certification request has at most 16 KiB");
    }
    CertificationRequest request;
    try {
      request = CertificationRequest.getInstance(der);
    } catch (IllegalArgumentException | IllegalStateException | ClassCastException e) {
      throw new IllegalArgumentException("not a certification request", e);
    }
    if (!Arrays.equals(Der.encode(request), der)) {
      throw new IllegalArgumentException("a certification request must be in DER");
    }
    if (!request.getSignatureAlgorithm().equals(Sm2Algorithms.SM3_WITH_SM2)) {
      throw new IllegalArgumentException("a certification request must be signed by SM3withSM2");
    }
    var info = request.getCertificationRequestInfo();
    Point publicKey = Sm2PublicKeys.fromInfo(info.getSubjectPublicKeyInfo());
    Sm2Signature signature = Sm2Signature.ofDer(Der.octets(request.getSignature()));
    if (!Sm2Verifier.verify(publicKey, Sm2Digest.of(publicKey, Der.encode(info)), signature)) {
      throw new IllegalArgumentException("the request's signature does not verify");
    }
    return new SignedRequest(info.getSubject(), publicKey);
  }
}
