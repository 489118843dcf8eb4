package org.bidseal.identityview;

import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.x509.Sm2Certificates;
import org.jspecify.annotations.Nullable;

/// A certificate of a person, issued for himself or for an enterprise.
///
/// @param enterpriseId the enterprise that the certificate names; null for a personal certificate
/// @param serialNumber lower-case hex, without leading zeros
/// @param subject distinguished name (RFC 4514)
/// @param notAfter last instant of validity, inclusive (RFC 5280 §4.1.2.5)
/// @param certificateBase64 DER in standard base64
public record CertificateView(
    UUID certificateId,
    UUID keyId,
    KeyUsage usage,
    UUID personId,
    @Nullable UUID enterpriseId,
    UUID deviceId,
    String serialNumber,
    String subject,
    Instant notBefore,
    Instant notAfter,
    State state,
    String certificateBase64) {

  /// Where the certificate is in its life; expiry is not a state but a matter of the clock.
  public enum State {
    /// Issued, not yet fetched by the phone: not to be used.
    TO_DOWNLOAD,
    IN_FORCE,
    REVOKED
  }

  /// Whether the certificate is downloaded, not revoked, and `now` is within its validity.
  public boolean inForceAt(Instant now) {
    return state == State.IN_FORCE && !now.isBefore(notBefore) && !now.isAfter(notAfter);
  }

  /// Whether the person can sign with it now: it is his own, for signing, and in force.
  public boolean signsFor(UUID signer, Instant now) {
    return personId.equals(signer) && usage == KeyUsage.SIGNING && inForceAt(now);
  }

  /// Whether the person can sign with it for the enterprise now: the certificate names both.
  public boolean signsFor(UUID signer, UUID enterprise, Instant now) {
    return signsFor(signer, now) && enterprise.equals(enterpriseId);
  }

  /// The key that it certifies.
  public Point publicKey() {
    return Sm2Certificates.publicKey(
        Sm2Certificates.parse(Base64.getDecoder().decode(certificateBase64)));
  }
}
