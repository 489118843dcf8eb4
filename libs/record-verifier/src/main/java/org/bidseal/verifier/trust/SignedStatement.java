package org.bidseal.verifier.trust;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.sm2.Sm2Signature;
import org.bidseal.smcrypto.sm2.Sm2Verifier;
import org.bidseal.smcrypto.x509.Sm2Certificates;
import org.bidseal.verifier.finding.Fault;
import org.bidseal.verifier.finding.Finding.Place;
import org.bidseal.verifier.finding.Findings;
import org.bidseal.verifier.json.JsonException;
import org.bidseal.verifier.json.JsonReader;
import org.bidseal.verifier.json.MalformedException;
import org.bidseal.verifier.json.Part;

/// What the service signed and had timestamped: members `payload`, `signature`, `certificate` and
/// `timestamp`.
///
/// @param statement what the payload says
/// @param at when it was made, as it says itself
/// @param timestamp when a timestamp authority saw the signature; empty if its token is wrong
public record SignedStatement(
    Part statement, String signer, Instant at, Optional<Instant> timestamp) {
  /// The extended key usage of the service's certificates.
  public static final String PURPOSE = "2.25.121289401307617825505616835740981049587";

  /// Checks signature, certificate and timestamp.
  ///
  /// @param time the statement's member that has the time
  /// @param wrong what is said of a wrong signature
  public static SignedStatement check(
      Part signed,
      String time,
      Place here,
      Fault wrong,
      Authorities authorities,
      Timestamps timestamps,
      Findings findings) {
    byte[] payload = signed.base64("payload");
    byte[] signature = signed.base64("signature");
    X509Certificate certificate = signed.certificate("certificate");
    Part statement = statement(signed.name() + ".payload", payload);
    if (!verifies(certificate, payload, signature)) {
      findings.fault(here, wrong);
    }
    if (!Authorities.isOnlyFor(certificate, PURPOSE)) {
      findings.fault(here, Fault.SIGNER_NOT_ENTITLED, certificate.getSubjectX500Principal());
    }
    Optional<Instant> stamped =
        timestamps.check(here, signed.base64("timestamp"), Sm3Hash.of(signature));
    Instant at = statement.time(time);
    authorities.check(here, certificate, List.of(), Authorities.notBefore(certificate, at));
    return new SignedStatement(
        statement, certificate.getSubjectX500Principal().toString(), at, stamped);
  }

  private static Part statement(String name, byte[] payload) {
    try {
      return Part.of(name, JsonReader.read(new String(payload, UTF_8)));
    } catch (JsonException e) {
      throw new MalformedException(name, "is no JSON: " + e.getMessage());
    }
  }

  private static boolean verifies(X509Certificate certificate, byte[] payload, byte[] signature) {
    try {
      return Sm2Verifier.verifyMessage(
          Sm2Certificates.publicKey(certificate), payload, Sm2Signature.ofDer(signature));
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }
}
