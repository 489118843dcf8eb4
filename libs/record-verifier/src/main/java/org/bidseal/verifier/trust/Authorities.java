package org.bidseal.verifier.trust;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.x509.CertificateChain;
import org.bidseal.smcrypto.x509.Sm2Certificates;
import org.bidseal.verifier.finding.Fault;
import org.bidseal.verifier.finding.Finding.Place;
import org.bidseal.verifier.finding.Findings;

/// Certificate paths (RFC 5280 §6.1) to the trust anchors that were handed in; without any, to a
/// root that the record itself brings. Revocation is not looked at: a record is checked offline.
public final class Authorities {
  private static final int LONGEST = 8;

  private final List<X509Certificate> anchors;
  private final boolean anchored;
  private final List<X509Certificate> known;
  private final Findings findings;
  private final Set<String> roots = new TreeSet<>();

  /// @param trusted none: the record's own roots are used, and shown
  /// @param brought certificates of the record
  public Authorities(
      List<X509Certificate> trusted, List<X509Certificate> brought, Findings findings) {
    this.anchored = !trusted.isEmpty();
    this.anchors = anchored ? trusted : brought.stream().filter(Authorities::isSelfSigned).toList();
    this.known = brought;
    this.findings = findings;
  }

  /// Whether the certificate leads to an anchor and was valid then; a fault if not.
  ///
  /// @param more certificates that came with it
  public boolean check(
      Place place, X509Certificate certificate, Collection<X509Certificate> more, Instant at) {
    Set<X509Certificate> candidates = new LinkedHashSet<>(more);
    candidates.addAll(known);
    List<X509Certificate> path = new ArrayList<>(List.of(certificate));
    while (path.size() <= LONGEST) {
      X509Certificate last = path.getLast();
      if (anchors.stream().anyMatch(anchor -> issued(anchor, last))) {
        return validate(place, path, at);
      }
      X509Certificate issuer =
          candidates.stream().filter(candidate -> issued(candidate, last)).findFirst().orElse(last);
      if (path.contains(issuer)) {
        break;
      }
      path.add(issuer);
    }
    findings.fault(
        place, anchored ? Fault.NOT_TRUSTED : Fault.NO_PATH, certificate.getIssuerX500Principal());
    return false;
  }

  private boolean validate(Place place, List<X509Certificate> path, Instant at) {
    List<X509Certificate> issuers =
        anchors.stream().filter(anchor -> issued(anchor, path.getLast())).toList();
    return switch (CertificateChain.validate(path, issuers, at)) {
      case CertificateChain.Valid(var anchor) -> {
        roots.add(describe(anchor));
        yield true;
      }
      case CertificateChain.Invalid(int index, String why) -> {
        X509Certificate wrong = path.get(Math.max(0, index));
        findings.fault(
            place,
            Fault.CERTIFICATE_NOT_VALID,
            wrong.getSubjectX500Principal() + ", " + at + ": " + why);
        yield false;
      }
    };
  }

  /// The anchors in which paths ended, each with the SM3 of its DER.
  public Set<String> roots() {
    return roots;
  }

  public boolean isAnchored() {
    return anchored;
  }

  /// Whether the certificate has an extended key usage and it is this one alone.
  public static boolean isOnlyFor(X509Certificate certificate, String purpose) {
    try {
      return List.of(purpose).equals(certificate.getExtendedKeyUsage());
    } catch (CertificateParsingException _) {
      return false;
    }
  }

  /// The instant, or the certificate's first one if that is later: the service signs before its
  /// certificate arrives.
  public static Instant notBefore(X509Certificate certificate, Instant at) {
    Instant first = certificate.getNotBefore().toInstant();
    return at.isBefore(first) ? first : at;
  }

  private static String describe(X509Certificate root) {
    return root.getSubjectX500Principal()
        + ", SM3 "
        + Sm3Hash.of(Sm2Certificates.encoded(root)).hex();
  }

  private static boolean isSelfSigned(X509Certificate certificate) {
    return issued(certificate, certificate);
  }

  private static boolean issued(X509Certificate issuer, X509Certificate certificate) {
    if (!issuer.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())) {
      return false;
    }
    try {
      return Sm2Certificates.isSignedBy(certificate, Sm2Certificates.publicKey(issuer));
    } catch (IllegalArgumentException otherKey) {
      return false;
    }
  }
}
