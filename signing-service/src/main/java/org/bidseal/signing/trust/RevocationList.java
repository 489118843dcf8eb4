package org.bidseal.signing.trust;

import java.io.IOException;
import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Map;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.sm2.Sm2Signature;
import org.bidseal.smcrypto.sm2.Sm2Verifier;
import org.bidseal.smcrypto.x509.Sm2Certificates;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.x509.CertificateList;
import org.bouncycastle.asn1.x509.TBSCertList;

/// Reads a certificate revocation list (RFC 5280 §5) signed with SM2.
final class RevocationList {
  private RevocationList() {}

  /// Serial numbers and times of revocation.
  ///
  /// @throws IllegalArgumentException if it is no list, or none of the issuers signed it
  static Map<BigInteger, Instant> read(byte[] der, Collection<X509Certificate> issuers) {
    try {
      CertificateList list = CertificateList.getInstance(der);
      byte[] body = list.getTBSCertList().getEncoded(ASN1Encoding.DER);
      Sm2Signature signature = Sm2Signature.ofDer(list.getSignature().getOctets());
      if (issuers.stream().noneMatch(issuer -> signedBy(issuer, body, signature))) {
        throw new IllegalArgumentException("no known issuer signed the revocation list");
      }
      return entries(list);
    } catch (IOException | ClassCastException | IllegalStateException e) {
      throw new IllegalArgumentException("not a revocation list", e);
    }
  }

  private static boolean signedBy(X509Certificate issuer, byte[] body, Sm2Signature signature) {
    Point key = Sm2Certificates.publicKey(issuer);
    return Sm2Verifier.verifyMessage(key, body, signature);
  }

  private static Map<BigInteger, Instant> entries(CertificateList list) {
    Map<BigInteger, Instant> revoked = new HashMap<>();
    Enumeration<?> entries = list.getRevokedCertificateEnumeration();
    while (entries.hasMoreElements()) {
      TBSCertList.CRLEntry entry = (TBSCertList.CRLEntry) entries.nextElement();
      revoked.put(
          entry.getUserCertificate().getValue(), entry.getRevocationDate().getDate().toInstant());
    }
    return revoked;
  }
}
