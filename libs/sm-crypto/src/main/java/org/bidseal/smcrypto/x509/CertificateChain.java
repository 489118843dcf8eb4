package org.bidseal.smcrypto.x509;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXCertPathValidatorResult;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.stream.Collectors;

/// Path validation (RFC 5280 §6.1) by Bouncy Castle. Revocation is not looked at here: whoever asks
/// knows where the lists are.
public final class CertificateChain {
  private CertificateChain() {}

  /// The verdict on a chain.
  public sealed interface Verdict {}

  /// The chain ends in one of the anchors and was good at that time.
  public record Valid(X509Certificate anchor) implements Verdict {}

  /// The chain is not good.
  ///
  /// @param index of the certificate at fault, 0 for the end entity, -1 if none can be named
  public record Invalid(int index, String why) implements Verdict {}

  /// Validates a chain, end entity first, without its anchor, as of a time.
  public static Verdict validate(
      List<X509Certificate> chain, Collection<X509Certificate> anchors, Instant at) {
    if (chain.isEmpty() || anchors.isEmpty()) {
      return new Invalid(-1, "a chain needs a certificate and an anchor");
    }
    try {
      var path =
          CertificateFactory.getInstance("X.509", Sm2Certificates.BC).generateCertPath(chain);
      PKIXParameters parameters =
          new PKIXParameters(
              anchors.stream().map(a -> new TrustAnchor(a, null)).collect(Collectors.toSet()));
      parameters.setDate(Date.from(at));
      parameters.setRevocationEnabled(false);
      var validator = CertPathValidator.getInstance("PKIX", Sm2Certificates.BC);
      var result = (PKIXCertPathValidatorResult) validator.validate(path, parameters);
      return new Valid(result.getTrustAnchor().getTrustedCert());
    } catch (CertPathValidatorException e) {
      return new Invalid(e.getIndex(), String.valueOf(e.getMessage()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Bouncy Castle lacks PKIX validation", e);
    }
  }
}
