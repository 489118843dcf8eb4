package org.bidseal.phone;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.bidseal.phone.key.HeldKey;
import org.bidseal.phone.key.Pin;
import org.bidseal.smcrypto.Hex;
import org.bidseal.smcrypto.Scalar;
import org.bidseal.smcrypto.Sm2Digest;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.envelope.EnvelopeHeader;
import org.bidseal.smcrypto.envelope.EnvelopeRecipient;
import org.bidseal.smcrypto.envelope.EnvelopeTerms;
import org.bidseal.smcrypto.evidence.BidStatement;
import org.bidseal.smcrypto.lock.LockTranscript;
import org.bidseal.smcrypto.policy.KeyShare;
import org.bidseal.smcrypto.proof.KeyUsage;
import org.bidseal.smcrypto.sm2.Sm2Ciphertext;
import org.bidseal.smcrypto.sm2.Sm2Signature;
import org.bidseal.smcrypto.sm2.SubjectKeyId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Bids: choosing who can open them, vouching for them, opening them.
public final class Bids {
  private static final String BASE = "/api/crypto/v1/envelopes/";

  private final PhoneParts parts;

  Bids(PhoneParts parts) {
    this.parts = parts;
  }

  /// The enterprise's encryption certificates, each checked by this phone.
  ///
  /// @return their ids, this phone's own first
  public List<UUID> possibleRecipients(UUID enterpriseId) {
    KeyRing.Certified mine = parts.keyRing().certified(KeyUsage.ENCRYPTION);
    UUID own = mine.certificateId();
    parts.recipients().accept(own, mine.certificate());
    List<UUID> ids = new ArrayList<>(List.of(own));
    for (JsonNode each :
        parts
            .api()
            .get(
                "/api/identity/v1/enterprises/"
                    + enterpriseId
                    + "/certificates?usage=ENCRYPTION")) {
      UUID id = UUID.fromString(each.path("certificateId").asString());
      parts.recipients().accept(id, parts.trust().accept(each.path("certificate").asString()));
      if (!id.equals(own)) {
        ids.add(id);
      }
    }
    return ids;
  }

  /// Names the recipients of an envelope in a confirmed session; any one of them opens it.
  ///
  /// @param certificateIds some of [#possibleRecipients(UUID)]
  public JsonNode address(UUID envelopeId, UUID sessionId, List<UUID> certificateIds) {
    return address(envelopeId, sessionId, certificateIds, 1);
  }

  /// The same, but `threshold` of the recipients must open the envelope together.
  public JsonNode address(
      UUID envelopeId, UUID sessionId, List<UUID> certificateIds, int threshold) {
    parts.recipients().choose(envelopeId, certificateIds, threshold);
    Map<String, Object> wish = new LinkedHashMap<>();
    wish.put("sessionId", sessionId);
    wish.put("certificateIds", certificateIds);
    if (threshold > 1) {
      wish.put("threshold", threshold);
    }
    return parts
        .patience()
        .whileRefused(
            Set.of("session-not-confirmed", "not-found", "recipient-unusable"),
            () -> parts.api().put(BASE + envelopeId + "/recipients", wish));
  }

  /// Checks the event lock that an opening's bids are to lie under, before one is sealed: that it
  /// is the announced committee's, that each member contributed to it and confirmed it by his
  /// signature, and which key follows from that. From then on this phone vouches for no bid of the
  /// opening under another key, or none.
  ///
  /// The platform must have announced a bid of the holder's enterprise: others are not shown the
  /// lock.
  ///
  /// @param announced the committee as the tender's documents name it
  /// @throws DeceivedException if what the server shows is anything else
  /// @return the six digits that the members compared
  public String checkLock(AnnouncedCommittee announced) {
    UUID openingId = announced.openingId();
    for (JsonNode shown :
        parts.api().get("/api/crypto/v1/openings/" + openingId + "/event-locks")) {
      if (shown.path("purpose").asString().equals("EVENT")
          && shown.path("state").asString().equals("READY")) {
        UUID lockId = UUID.fromString(shown.path("lockId").asString());
        LockReading lock = LockReading.of(parts.trust(), openingId, lockId, shown);
        lock.requireCommittee(announced);
        LockTranscript transcript = lock.confirmedTranscript();
        parts.recipients().lock(openingId, new EnvelopeTerms.Lock(lockId, transcript.lockKey()));
        return transcript.digest().shortCode();
      }
    }
    throw new DeceivedException("The opening has no event lock that is ready.");
  }

  /// Co-signs the bid statement, after checking that it is about this envelope, that only the
  /// chosen recipients can open that, and that it lies under the lock that was checked, if any.
  ///
  /// @throws DeceivedException if it is not; nothing is signed then
  /// @return the short code, to be compared with the one on the page
  public String vouch(UUID envelopeId, UUID sessionId, Pin pin) {
    KeyRing.Certified signer = parts.keyRing().certified(KeyUsage.SIGNING);
    JsonNode envelope = parts.api().get(BASE + envelopeId);
    byte[] bytes = decode(envelope.path("statement").path("bytes"));
    parts
        .recipients()
        .check(
            envelopeId,
            BidStatement.parse(bytes),
            EnvelopeHeader.parse(decode(envelope.path("header"))));
    Sm2Signature signature =
        parts
            .splitKeys()
            .coSign(signer.key(), pin, sessionId, Sm2Digest.of(signer.key().publicKey(), bytes));
    Map<String, Object> body =
        Map.of(
            "sessionId", sessionId,
            "certificateId", signer.certificateId(),
            "r", SignatureJson.of(signature).get("r"),
            "s", SignatureJson.of(signature).get("s"));
    parts.api().put(BASE + envelopeId + "/statement-signature", body);
    return Sm3Hash.of(bytes).shortCode();
  }

  /// Opens a bid with a key on this phone, own or backed up: co-decrypts the file key and hands it
  /// over. The plaintext follows at the platform.
  ///
  /// @return the decryption job's id
  public UUID open(UUID envelopeId, UUID sessionId, UUID keyId, Pin pin) {
    byte[] fileKey = coDecrypt(envelopeId, sessionId, keyId, pin);
    try {
      JsonNode job =
          parts
              .api()
              .post(
                  BASE + envelopeId + "/content-key",
                  Map.of("sessionId", sessionId, "keyId", keyId, "fileKey", Hex.encode(fileKey)));
      return UUID.fromString(job.path("jobId").asString());
    } finally {
      Arrays.fill(fileKey, (byte) 0);
    }
  }

  /// How far a bid is that several recipients open together.
  ///
  /// @param given how many shares of its key are there
  /// @param threshold how many are needed
  /// @param waitingFor keys of the recipients who have not given theirs
  /// @param jobId what decrypts, once there are enough
  public record Given(int given, int threshold, List<UUID> waitingFor, @Nullable UUID jobId) {}

  /// Opens a bid together with others: co-decrypts this key's share of the bid's key, holds it
  /// against the header's commitment, and hands it over.
  ///
  /// @throws DeceivedException if it is not the share that the header commits to: it was sealed
  ///   wrongly, and is not handed over
  public Given giveShare(UUID envelopeId, UUID sessionId, UUID keyId, Pin pin) {
    EnvelopeHeader header = header(envelopeId);
    SubjectKeyId recipient = SubjectKeyId.of(key(keyId).publicKey());
    byte[] bytes = coDecrypt(envelopeId, sessionId, keyId, pin);
    try (KeyShare share = KeyShare.of(bytes)) {
      if (!header.policy().orElseThrow().accepts(recipient, share, envelopeId)) {
        throw new DeceivedException("The share of the bid's key was sealed wrongly.");
      }
      return given(
          parts
              .api()
              .post(
                  BASE + envelopeId + "/key-share",
                  Map.of("sessionId", sessionId, "keyId", keyId, "share", Hex.encode(bytes))));
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  private static Given given(JsonNode answer) {
    JsonNode job = answer.path("job").path("jobId");
    return new Given(
        answer.path("given").asInt(),
        answer.path("threshold").asInt(),
        answer.path("waitingFor").valueStream().map(id -> UUID.fromString(id.asString())).toList(),
        job.isString() ? UUID.fromString(job.asString()) : null);
  }

  /// Tries out whether a sealed bid could be opened with a key on this phone, own or backed up, in
  /// a confirmed session of purpose REHEARSE. A wrong PIN costs an attempt, as at the opening.
  ///
  /// @return whether phone and server together opened the canary
  /// @throws DeceivedException if the canary is none: the share is not used on it
  public boolean rehearse(UUID envelopeId, UUID sessionId, UUID keyId, Pin pin) {
    String path = BASE + envelopeId + "/rehearsals";
    JsonNode begun =
        parts
            .patience()
            .whileRefused(
                Set.of("session-not-confirmed"),
                () -> parts.api().post(path, Map.of("sessionId", sessionId, "keyId", keyId)));
    UUID rehearsalId = UUID.fromString(begun.path("rehearsalId").asString());
    Sm2Ciphertext canary = Sm2Ciphertext.ofDer(decode(begun.path("canary")));
    Scalar nonce = Scalar.ofHex(begun.path("nonce").asString());
    byte[] opened;
    try {
      opened = parts.splitKeys().rehearse(key(keyId), pin, sessionId, rehearsalId, canary, nonce);
    } catch (IllegalArgumentException e) {
      throw new DeceivedException("This is no canary: " + e.getMessage());
    }
    return parts
        .api()
        .post(path + "/answers", Map.of("rehearsalId", rehearsalId, "canary", Hex.encode(opened)))
        .path("passed")
        .asBoolean();
  }

  private byte[] coDecrypt(UUID envelopeId, UUID sessionId, UUID keyId, Pin pin) {
    HeldKey key = key(keyId);
    EnvelopeRecipient entry = entry(envelopeId, key);
    return parts
        .patience()
        .whileRefused(
            Set.of("session-not-confirmed"),
            () ->
                parts.splitKeys().coDecrypt(key, pin, sessionId, envelopeId, entry.encryptedKey()));
  }

  private HeldKey key(UUID keyId) {
    return parts.keyRing().find(keyId).orElseThrow().key();
  }

  /// A key's entry in an envelope's header.
  public EnvelopeRecipient entry(UUID envelopeId, HeldKey key) {
    return header(envelopeId)
        .findRecipient(SubjectKeyId.of(key.publicKey()))
        .orElseThrow(() -> new IllegalStateException("this key is no recipient of the envelope"));
  }

  private EnvelopeHeader header(UUID envelopeId) {
    return EnvelopeHeader.parse(decode(parts.api().get(BASE + envelopeId).path("header")));
  }

  private static byte[] decode(JsonNode base64) {
    return Base64.getDecoder().decode(base64.asString());
  }
}
