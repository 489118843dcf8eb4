package org.bidseal.identity.authority;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import org.bidseal.smcrypto.x509.Sm2Certificates;
import org.bouncycastle.asn1.x500.style.RFC4519Style;

/// A certificate that the issuing authority has signed.
public record IssuedCertificate(Profile profile, X509Certificate certificate) {

  /// Lower-case hex, without leading zeros.
  public String serialNumber() {
    return certificate.getSerialNumber().toString(16);
  }

  public Instant notBefore() {
    return certificate.getNotBefore().toInstant();
  }

  public Instant notAfter() {
    return certificate.getNotAfter().toInstant();
  }

  /// The distinguished name of the subject (RFC 4514).
  public String subject() {
    return RFC4519Style.INSTANCE.toString(Sm2Certificates.subject(certificate));
  }

  /// DER in base64.
  public String base64() {
    return Base64.getEncoder().encodeToString(Sm2Certificates.encoded(certificate));
  }
}
