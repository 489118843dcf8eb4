package org.bidseal.crypto.bidlife;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.PointGate;
import org.bidseal.smcrypto.envelope.EnvelopeSealer;
import org.bidseal.smcrypto.envelope.EnvelopeTerms;
import org.bidseal.smcrypto.envelope.SealedEnvelope;
import org.bidseal.smcrypto.sm4.BouncyCastleSm4Gcm;
import org.bidseal.smcrypto.x509.Sm2Certificates;
import tools.jackson.databind.JsonNode;

/// The bidder's desk: seals a file for the recipients that the phone chose.
final class Desk {
  private static final SecureRandom RANDOM = new SecureRandom();

  private Desk() {}

  /// An envelope and what is said of it.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record SealedFile(
      SealedEnvelope sealed, byte[] content, Map<String, Object> description, String treeKey) {}

  /// @param envelope as the API shows it, ADDRESSED
  static SealedFile seal(JsonNode envelope, byte[] file) {
    List<Point> recipients = new ArrayList<>();
    for (JsonNode recipient : envelope.path("recipients")) {
      byte[] certificate = Base64.getDecoder().decode(recipient.path("certificate").asString());
      recipients.add(Sm2Certificates.publicKey(Sm2Certificates.parse(certificate)));
    }
    var out = new ByteArrayOutputStream();
    try (var sealing =
        new EnvelopeSealer(new BouncyCastleSm4Gcm(), RANDOM).start(terms(envelope, recipients))) {
      String treeKey = sealing.treeKey().exposeHex();
      SealedEnvelope sealed = sealing.seal(new ByteArrayInputStream(file), out);
      return new SealedFile(
          sealed,
          out.toByteArray(),
          Map.of(
              "header", Base64.getEncoder().encodeToString(sealed.header().encoded()),
              "treeRoot", sealed.treeRoot().hex(),
              "plaintextSize", file.length),
          treeKey);
    }
  }

  private static EnvelopeTerms terms(JsonNode envelope, List<Point> recipients) {
    EnvelopeTerms terms =
        EnvelopeTerms.anyOf(
                UUID.fromString(envelope.path("envelopeId").asString()),
                UUID.fromString(envelope.path("openingId").asString()),
                recipients)
            .withThreshold(envelope.path("policy").path("threshold").asInt(1));
    JsonNode lock = envelope.path("eventLock");
    return lock.isObject()
        ? terms.lockedBy(
            UUID.fromString(lock.path("lockId").asString()),
            PointGate.decodeHex(lock.path("lockKey").asString()))
        : terms;
  }

  static byte[] file(int size) {
    byte[] file = new byte[size];
    RANDOM.nextBytes(file);
    return file;
  }
}
