package org.bidseal.signing.request;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.util.UUID;
import org.bidseal.signing.request.SigningRequest.Preparation;
import org.bidseal.signing.request.SigningRequest.RequestFacts;

/// What the phone needs to sign.
///
/// @param sessionId the session to name when asking crypto-service to co-sign
/// @param e what the key signs, hexadecimal: SM3(Z‖signedAttributes)
/// @param signedAttributes DER of the SET OF signed attributes (RFC 5652 §5.4), base64
/// @param documentDigest SM3 over the document's byte range, hexadecimal: the attribute
///   messageDigest
/// @param expiresAt the signature must arrive before
record SigningRequestView(
    UUID signingRequestId,
    UUID sessionId,
    String e,
    String signedAttributes,
    String documentDigest,
    Instant expiresAt) {
  static SigningRequestView of(RequestFacts facts, Preparation preparation) {
    return new SigningRequestView(
        facts.requestId(),
        facts.sessionId(),
        preparation.e().hex(),
        preparation.attributes().der().base64(),
        preparation.documentDigest().hex(),
        facts.expiresAt());
  }

  /// Who signs with what.
  ///
  /// @param sessionId a session of this task, confirmed by the caller
  /// @param certificateId a signing certificate of the caller for the session's enterprise
  /// @param sealId a seal of the enterprise
  record NewSigningRequest(
      @NotNull UUID sessionId, @NotNull UUID certificateId, @NotNull UUID sealId) {}

  /// A finished SM2 signature, two numbers of 64 hexadecimal digits each.
  record SignatureValue(
      @NotNull @Pattern(regexp = "[0-9a-f]{64}") String r,
      @NotNull @Pattern(regexp = "[0-9a-f]{64}") String s) {}
}
