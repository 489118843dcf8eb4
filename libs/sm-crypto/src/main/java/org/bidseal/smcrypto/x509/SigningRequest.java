package org.bidseal.smcrypto.x509;

import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.Sm2Digest;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.sm2.Sm2Signature;
import org.bidseal.smcrypto.sm2.Sm2Verifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.pkcs.CertificationRequest;
import org.bouncycastle.asn1.pkcs.CertificationRequestInfo;
import org.bouncycastle.asn1.x500.X500Name;

/// A certification request not yet signed (RFC 2986 §4.1): a split key needs two parties to sign
/// it, so building, signing and assembling are three steps.
///
/// It carries no attributes: everything else in the certificate is decided by the authority.
public final class SigningRequest {
  private final CertificationRequestInfo info;
  private final Point publicKey;

  private SigningRequest(CertificationRequestInfo info, Point publicKey) {
    this.info = info;
    this.publicKey = publicKey;
  }

  /// Starts a request for a subject and its public key.
  public static SigningRequest of(X500Name subject, Point publicKey) {
    return new SigningRequest(
        new CertificationRequestInfo(subject, Sm2PublicKeys.toInfo(publicKey), new DERSet()),
        publicKey);
  }

  /// The `e` to be signed by the holder of the public key.
  public Sm3Hash toBeSigned() {
    return Sm2Digest.of(publicKey, Der.encode(info));
  }

  /// The DER of the `CertificationRequestInfo`.
  public byte[] infoDer() {
    return Der.encode(info);
  }

  /// Assembles the DER of the request (PKCS #10).
  ///
  /// @throws IllegalArgumentException if the signature is not one of this request
  public byte[] assemble(Sm2Signature signature) {
    if (!Sm2Verifier.verify(publicKey, toBeSigned(), signature)) {
      throw new IllegalArgumentException("the signature does not belong to this request");
    }
    return Der.encode(
        new CertificationRequest(
            info, Sm2Algorithms.SM3_WITH_SM2, new DERBitString(signature.der())));
  }
}
