package org.bidseal.signing.trust;

import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.bidseal.smcrypto.x509.Sm2Certificates;

/// What this installation trusts.
///
/// @param roots trust anchors
/// @param issuers authorities below them, to complete chains
/// @param revocations by serial number: when a certificate of our own authorities was revoked
public record Trust(
    List<X509Certificate> roots,
    List<X509Certificate> issuers,
    Map<BigInteger, Instant> revocations) {
  /// Trusts nothing.
  public static final Trust NONE = new Trust(List.of(), List.of(), Map.of());

  /// Copies the collections.
  public Trust {
    roots = List.copyOf(roots);
    issuers = List.copyOf(issuers);
    revocations = Map.copyOf(revocations);
  }

  /// Whether one of our issuers signed the certificate, and revoked it at or before a time.
  public boolean revoked(X509Certificate certificate, Instant at) {
    Instant since = revocations.get(certificate.getSerialNumber());
    return since != null && !since.isAfter(at) && !issuersOf(certificate).isEmpty();
  }

  /// The issuers that signed the certificate.
  public List<X509Certificate> issuersOf(X509Certificate certificate) {
    return issuers.stream()
        .filter(
            issuer -> issuer.getSubjectX500Principal().equals(certificate.getIssuerX500Principal()))
        .filter(
            issuer -> Sm2Certificates.isSignedBy(certificate, Sm2Certificates.publicKey(issuer)))
        .toList();
  }
}
