package org.bidseal.signing.verification;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is to be said of one signature of a document.
///
/// @param fieldName full name of the signature field
/// @param intact the covered bytes and the signed attributes are what was signed
/// @param signer subject of the certificate, RFC 4514
/// @param serialNumber of the certificate, hexadecimal
/// @param signingTime as claimed by the signer
/// @param digestAlgorithm name, or the object identifier of an unknown one
/// @param coversWholeDocument nothing follows the signed revision
/// @param chainValid the certificate leads to one of our trust anchors and was good at the time
/// @param timestamp the token on the signature
/// @param findings in the order of [Finding]
public record SignatureVerdict(
    String fieldName,
    boolean intact,
    @Nullable String signer,
    @Nullable String serialNumber,
    @Nullable Instant signingTime,
    @Nullable String digestAlgorithm,
    @Nullable String signatureAlgorithm,
    boolean coversWholeDocument,
    boolean chainValid,
    @Nullable TimestampVerdict timestamp,
    Set<Finding> findings) {

  /// The verdict: intact, trusted, and nothing found that forbids to rely on it.
  public boolean valid() {
    return intact && chainValid && findings.stream().noneMatch(Finding::fatal);
  }

  /// What is to be said of a timestamp.
  ///
  /// @param time when the authority saw the signature
  /// @param valid it verifies and its authority is trusted
  public record TimestampVerdict(Instant time, boolean valid) {}
}
