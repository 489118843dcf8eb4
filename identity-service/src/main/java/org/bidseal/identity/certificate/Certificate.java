package org.bidseal.identity.certificate;

import java.time.Instant;
import java.util.UUID;
import org.bidseal.identity.state.Step;
import org.jspecify.annotations.Nullable;

/// A certificate of a person, for himself or for an enterprise.
///
/// | state       | download | revoke  |
/// |-------------|----------|---------|
/// | TO_DOWNLOAD | IN_FORCE | REVOKED |
/// | IN_FORCE    | IN_FORCE | REVOKED |
/// | REVOKED     | -        | -       |
///
/// Expiry is no state: it is a matter of the clock.
public sealed interface Certificate {

  Content content();

  /// What was issued.
  ///
  /// @param serialNumber lower-case hex
  /// @param subject distinguished name (RFC 4514)
  /// @param der the certificate, DER in base64
  record Content(
      UUID certificateId,
      UUID applicationId,
      KeyUse usage,
      UUID keyId,
      UUID personId,
      @Nullable UUID enterpriseId,
      UUID deviceId,
      String serialNumber,
      String subject,
      Instant notBefore,
      Instant notAfter,
      String der) {}

  /// Which of a holder's two keys it certifies.
  enum KeyUse {
    SIGNING,
    ENCRYPTION
  }

  record ToDownload(Content content) implements Certificate {
    InForce download() {
      return new InForce(content);
    }

    Revoked revoke(Event.Revoke event) {
      return new Revoked(content, event.reason(), event.at());
    }
  }

  record InForce(Content content) implements Certificate {
    Revoked revoke(Event.Revoke event) {
      return new Revoked(content, event.reason(), event.at());
    }
  }

  /// Listed in the revocation list from its next issue on, for ever.
  record Revoked(Content content, RevocationReason reason, Instant revokedAt)
      implements Certificate {}

  /// What can happen to a certificate.
  sealed interface Event {
    record Download() implements Event {}

    record Revoke(RevocationReason reason, Instant at) implements Event {}

    default String label() {
      return switch (this) {
        case Download _ -> "download";
        case Revoke _ -> "revoke";
      };
    }
  }

  /// Name of the state as the API and the database show it.
  default String state() {
    return switch (this) {
      case ToDownload _ -> "TO_DOWNLOAD";
      case InForce _ -> "IN_FORCE";
      case Revoked _ -> "REVOKED";
    };
  }

  /// The transition table, as code.
  default Step<Certificate> on(Event event) {
    return switch (this) {
      case ToDownload issued ->
          switch (event) {
            case Event.Download _ -> Step.to(issued.download());
            case Event.Revoke revoke -> Step.to(issued.revoke(revoke));
          };
      case InForce inForce ->
          switch (event) {
            case Event.Download _ -> Step.to(inForce);
            case Event.Revoke revoke -> Step.to(inForce.revoke(revoke));
          };
      case Revoked _ -> Step.refused(state(), event.label());
    };
  }
}
