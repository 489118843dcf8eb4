package org.bidseal.verifier;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.sm2.Sm2Signature;
import org.bidseal.smcrypto.sm2.Sm2Verifier;
import org.bidseal.smcrypto.x509.Sm2Certificates;
import org.bidseal.verifier.Chain.Entry;
import org.bidseal.verifier.finding.Fault;
import org.bidseal.verifier.finding.Finding.Place;
import org.bidseal.verifier.finding.Findings;
import org.bidseal.verifier.json.JsonException;
import org.bidseal.verifier.json.JsonReader;
import org.bidseal.verifier.json.MalformedException;
import org.bidseal.verifier.json.Part;
import org.bidseal.verifier.trust.Authorities;
import org.bidseal.verifier.trust.Timestamps;

/// The signed end of the chain (docs/opening-record.md, "The head").
final class Head {
  private static final Place HERE = new Place.Head();

  private Head() {}

  /// What the head says of itself.
  ///
  /// @param timestamp when a timestamp authority saw the signature; empty if its token is wrong
  record Facts(String signer, Instant recordedAt, Optional<Instant> timestamp) {}

  static Facts check(
      Part head,
      List<Entry> entries,
      Authorities authorities,
      Timestamps timestamps,
      Findings findings) {
    byte[] payload = head.base64("payload");
    byte[] signature = head.base64("signature");
    X509Certificate certificate = head.certificate("certificate");
    Part statement = statement(payload);
    if (!verifies(certificate, payload, signature)) {
      findings.fault(HERE, Fault.HEAD_SIGNATURE_WRONG);
    }
    if (!Authorities.isOnlyFor(certificate, Receipts.PURPOSE)) {
      findings.fault(HERE, Fault.SIGNER_NOT_ENTITLED, certificate.getSubjectX500Principal());
    }
    Optional<Instant> stamped =
        timestamps.check(HERE, head.base64("timestamp"), Sm3Hash.of(signature));
    Instant recordedAt = statement.time("recordedAt");
    authorities.check(HERE, certificate, List.of(), Authorities.notBefore(certificate, recordedAt));
    checkStatement(statement, entries, findings);
    return new Facts(certificate.getSubjectX500Principal().toString(), recordedAt, stamped);
  }

  private static Part statement(byte[] payload) {
    try {
      return Part.of("head.payload", JsonReader.read(new String(payload, UTF_8)));
    } catch (JsonException e) {
      throw new MalformedException("head.payload", "is no JSON: " + e.getMessage());
    }
  }

  private static void checkStatement(Part statement, List<Entry> entries, Findings findings) {
    if (!statement.text("type").equals(Verifier.FORMAT)) {
      findings.fault(HERE, Fault.OTHER_FORMAT, statement.text("type"));
    }
    long signed = statement.whole("entries");
    if (signed < entries.size()) {
      findings.fault(HERE, Fault.ENTRIES_ADDED, signed + " < " + entries.size());
    } else if (signed > entries.size()) {
      findings.fault(HERE, Fault.ENTRIES_CUT_OFF, signed + " > " + entries.size());
    }
    Sm3Hash hash = statement.hash("hash");
    if (signed == entries.size() && !entries.isEmpty() && !hash.equals(entries.getLast().hash())) {
      findings.fault(HERE, Fault.HEAD_OF_OTHER_CHAIN);
    }
    if (!entries.isEmpty() && !statement.id("openingId").equals(entries.getFirst().openingId())) {
      findings.fault(HERE, Fault.HEAD_OF_OTHER_OPENING, statement.id("openingId"));
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
