package org.bidseal.servicekeys;

import java.security.cert.X509Certificate;
import java.util.List;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.sm2.SignatureFunction;
import org.bidseal.smcrypto.x509.Sm2Certificates;

/// A signing key with its certificate.
///
/// @param chain the issuers, nearest first, without the root
/// @param signer signs a digest `e = SM3(Z ‖ M)` under the certificate's key
public record CertifiedKey(
    X509Certificate certificate, List<X509Certificate> chain, SignatureFunction signer) {
  public CertifiedKey {
    chain = List.copyOf(chain);
  }

  /// The certificate's public key.
  public Point publicKey() {
    return Sm2Certificates.publicKey(certificate);
  }
}
