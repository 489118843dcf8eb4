package org.bidseal.signing.verification;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bidseal.signing.trust.Trust;
import org.bidseal.smcrypto.x509.CertificateChain;
import org.bidseal.smcrypto.x509.Sm2Certificates;
import org.jspecify.annotations.Nullable;

/// Finds a path from a certificate to a trust anchor and validates it.
final class ChainCheck {
  private static final int MAX_DEPTH = 6;

  /// Kinds of outcome.
  enum Outcome {
    VALID,
    INVALID,
    UNTRUSTED
  }

  private final Trust trust;

  ChainCheck(Trust trust) {
    this.trust = trust;
  }

  Outcome check(X509Certificate certificate, List<X509Certificate> known, Instant at) {
    if (trust.roots().isEmpty()) {
      return Outcome.UNTRUSTED;
    }
    List<X509Certificate> path = new ArrayList<>();
    X509Certificate current = certificate;
    while (path.size() < MAX_DEPTH) {
      path.add(current);
      if (issuerOf(current, trust.roots().stream()) != null) {
        return CertificateChain.validate(path, trust.roots(), at) instanceof CertificateChain.Valid
            ? Outcome.VALID
            : Outcome.INVALID;
      }
      X509Certificate next =
          issuerOf(current, Stream.concat(trust.issuers().stream(), known.stream()));
      if (next == null || path.contains(next)) {
        return Outcome.UNTRUSTED;
      }
      current = next;
    }
    return Outcome.UNTRUSTED;
  }

  private static @Nullable X509Certificate issuerOf(
      X509Certificate certificate, Stream<X509Certificate> candidates) {
    return candidates
        .filter(candidate ->
            candidate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal()))
        .filter(candidate -> signed(candidate, certificate))
        .findFirst()
        .orElse(null);
  }

  private static boolean signed(X509Certificate issuer, X509Certificate certificate) {
    try {
      return Sm2Certificates.isSignedBy(certificate, Sm2Certificates.publicKey(issuer));
    } catch (IllegalArgumentException notSm2) {
      try {
        certificate.verify(issuer.getPublicKey(), Algorithms.BC);
        return true;
      } catch (GeneralSecurityException e) {
        return false;
      }
    }
  }
}
