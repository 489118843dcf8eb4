package org.bidseal.bidsealing;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.PointGate;
import org.bidseal.smcrypto.envelope.EnvelopeTerms;
import org.bidseal.smcrypto.x509.Sm2Certificates;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An envelope that the phone has addressed and that is to be sealed on this side.
///
/// @param size of the bid as it was announced, in bytes
/// @param recipients public keys of the encryption certificates that the phone chose
/// @param threshold how many of them must open the bid together, by the phone's choice; 1: any one
///   of them opens it
/// @param lock the committee's lock, if the opening has one
public record EnvelopeOrder(
    UUID envelopeId,
    UUID openingId,
    String fileName,
    long size,
    List<Point> recipients,
    int threshold,
    EnvelopeTerms.@Nullable Lock lock) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  public EnvelopeOrder {
    recipients = List.copyOf(recipients);
  }

  /// Who will open the envelope.
  EnvelopeTerms terms() {
    EnvelopeTerms terms =
        EnvelopeTerms.anyOf(envelopeId, openingId, recipients).withThreshold(threshold);
    return lock == null ? terms : terms.lockedBy(lock.lockId(), lock.key());
  }

  /// Reads what `GET /api/crypto/v1/envelopes/{envelopeId}` answers.
  ///
  /// @throws SealingException if it is something else, is not addressed yet, or is sealed by the
  ///   service
  public static EnvelopeOrder parse(String json) {
    try {
      return of(JSON.readTree(json));
    } catch (JacksonException e) {
      throw new SealingException("The envelope is not JSON: " + e.getOriginalMessage(), e);
    }
  }

  /// As [#parse(String)].
  public static EnvelopeOrder of(JsonNode envelope) {
    if (!envelope.hasNonNull("envelopeId") || !envelope.hasNonNull("openingId")) {
      throw new SealingException(
          "This is no envelope. Save what GET /api/crypto/v1/envelopes/{envelopeId} answers.");
    }
    if (!envelope.path("sealing").asString("").equals("BIDDER")) {
      throw new SealingException("This envelope is sealed by the service: upload the bid to it.");
    }
    if (envelope.path("recipients").isEmpty()) {
      throw new SealingException(
          "Nobody can open this envelope yet. Let the phone scan the code and choose recipients, then fetch the envelope again.");
    }
    try {
      return new EnvelopeOrder(
          UUID.fromString(envelope.path("envelopeId").asString()),
          UUID.fromString(envelope.path("openingId").asString()),
          envelope.path("fileName").asString(""),
          envelope.path("size").asLong(),
          recipients(envelope.path("recipients")),
          envelope.path("policy").path("threshold").asInt(1),
          lock(envelope.path("eventLock")));
    } catch (IllegalArgumentException e) {
      throw new SealingException("The envelope cannot be read: " + e.getMessage(), e);
    }
  }

  private static EnvelopeTerms.@Nullable Lock lock(JsonNode lock) {
    return lock.isObject()
        ? new EnvelopeTerms.Lock(
            UUID.fromString(lock.path("lockId").asString()),
            PointGate.decodeHex(lock.path("lockKey").asString()))
        : null;
  }

  private static List<Point> recipients(JsonNode recipients) {
    List<Point> keys = new ArrayList<>();
    for (JsonNode recipient : recipients) {
      byte[] der = Base64.getDecoder().decode(recipient.path("certificate").asString());
      keys.add(Sm2Certificates.publicKey(Sm2Certificates.parse(der)));
    }
    return keys;
  }
}
