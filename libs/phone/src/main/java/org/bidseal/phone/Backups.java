package org.bidseal.phone;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.bidseal.phone.key.HeldKey;
import org.bidseal.phone.key.Pin;
import org.bidseal.phone.key.ShareBox;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.PointGate;
import org.bidseal.smcrypto.Sm2Digest;
import org.bidseal.smcrypto.proof.KeyUsage;
import org.bidseal.smcrypto.proof.Token;
import org.bidseal.smcrypto.sm2.Sm2Signature;
import org.bidseal.smcrypto.sm2.Sm2Verifier;
import org.bidseal.smcrypto.x509.Sm2Certificates;
import tools.jackson.databind.JsonNode;

/// Backups of encryption keys on colleagues' phones.
public final class Backups {
  private static final String BASE = "/api/escrow/v1";

  private final PhoneParts parts;

  Backups(PhoneParts parts) {
    this.parts = parts;
  }

  /// Registers this phone's transport key and endorses it with the signing certificate.
  public void endorseTransportKey(Pin pin) {
    KeyRing.Certified signer = parts.keyRing().certified(KeyUsage.SIGNING);
    String path = BASE + "/devices/" + parts.deviceId() + "/transport-key";
    JsonNode pending =
        parts
            .patience()
            .whileRefused(
                Set.of("not-found", "certificate-unusable"),
                () ->
                    parts
                        .api()
                        .put(
                            path,
                            Map.of(
                                "publicKey", parts.transportKey().publicKey().hex(),
                                "certificateId", signer.certificateId())));
    byte[] statement = Base64.getDecoder().decode(pending.path("statement").asString());
    Sm2Signature signature =
        parts
            .splitKeys()
            .coSign(
                signer.key(),
                pin,
                UUID.fromString(pending.path("endorsementId").asString()),
                Sm2Digest.of(signer.key().publicKey(), statement));
    parts.api().put(path + "/endorsement", SignatureJson.of(signature));
  }

  /// A phone that could hold a backup, its endorsement checked by this phone.
  public record Candidate(UUID personId, String personName, UUID deviceId, Point transportKey) {}

  /// The candidate on a colleague's phone.
  ///
  /// @throws IllegalStateException if the endorsement is not good
  public Candidate candidate(UUID keyId, UUID holderDeviceId) {
    JsonNode found =
        parts
            .patience()
            .until(
                list -> !find(list, holderDeviceId).isMissingNode(),
                () -> parts.api().get(BASE + "/candidates?keyId=" + keyId));
    return check(find(found, holderDeviceId));
  }

  /// Encrypts this phone's half of a refreshed key to all who held it before, in one call and
  /// without a question; each of them verifies anew.
  ///
  /// @return the ids of the new backups; none if nobody held it
  /// @throws IllegalStateException if an endorsement is not good: then none is made
  public List<UUID> renew(UUID keyId, Pin pin) {
    HeldKey key = parts.keyRing().find(keyId).orElseThrow().key();
    String path = BASE + "/keys/" + keyId + "/renewals";
    List<Candidate> holders = new ArrayList<>();
    for (JsonNode found : parts.api().get(path + "?generation=" + key.generation())) {
      holders.add(check(found));
    }
    if (holders.isEmpty()) {
      return List.of();
    }
    try (ShareBox box = new ShareBox(key.share().unmask(pin), keyId, key.generation())) {
      List<Map<String, Object>> backups =
          holders.stream()
              .map(holder ->
                  Map.<String, Object>of(
                      "holderDeviceId", holder.deviceId(),
                      "ciphertext", base64(box.sealFor(holder.transportKey(), parts.random()))))
              .toList();
      JsonNode renewed =
          parts.api().post(path, Map.of("generation", key.generation(), "backups", backups));
      return renewed
          .path("backupIds")
          .valueStream()
          .map(id -> UUID.fromString(id.asString()))
          .toList();
    }
  }

  /// Proves, once a month, that this phone can still use the half that it holds.
  public void prove(UUID backupId, UUID keyId, Pin pin) {
    HeldKey key = parts.keyRing().find(keyId).orElseThrow().key();
    String path = BASE + "/backups/" + backupId;
    JsonNode challenge = parts.api().post(path + "/proof-challenges", Map.of());
    String number = challenge.path("challenge").asString();
    parts
        .api()
        .post(
            path + "/proofs",
            Map.of(
                "deviceId", parts.deviceId(),
                "challenge", number,
                "proof", parts.splitKeys().healthProof(key, pin, backupId, Token.ofHex(number))));
  }

  private static JsonNode find(JsonNode candidates, UUID deviceId) {
    for (JsonNode each : candidates) {
      if (each.path("deviceId").asString().equals(deviceId.toString())) {
        return each;
      }
    }
    return candidates.path("missing");
  }

  private Candidate check(JsonNode found) {
    JsonNode endorsement = found.path("endorsement");
    X509Certificate certificate = parts.trust().accept(endorsement.path("certificate").asString());
    Point transportKey = PointGate.decodeHex(found.path("transportPublicKey").asString());
    UUID deviceId = UUID.fromString(found.path("deviceId").asString());
    UUID personId = UUID.fromString(found.path("personId").asString());
    byte[] statement = TransportKeyStatement.bytes(deviceId, personId, transportKey);
    Sm2Signature signature = SignatureJson.read(endorsement.path("signature"));
    if (!Sm2Verifier.verifyMessage(Sm2Certificates.publicKey(certificate), statement, signature)) {
      throw new IllegalStateException("the transport key of " + deviceId + " is not endorsed");
    }
    return new Candidate(personId, found.path("personName").asString(), deviceId, transportKey);
  }

  /// A backup that was asked for, and the digits that both people compare.
  public record Requested(UUID backupId, String comparisonCode) {}

  /// Encrypts this phone's half of a key to a candidate.
  public Requested backUp(UUID keyId, Candidate holder, Pin pin) {
    HeldKey key = parts.keyRing().find(keyId).orElseThrow().key();
    try (ShareBox box = new ShareBox(key.share().unmask(pin), keyId, key.generation())) {
      JsonNode backup =
          parts
              .api()
              .post(
                  BASE + "/backups",
                  Map.of(
                      "keyId", keyId,
                      "generation", key.generation(),
                      "holderDeviceId", holder.deviceId(),
                      "ciphertext", base64(box.sealFor(holder.transportKey(), parts.random())),
                      "comparison", "CONFIRMED"));
      return new Requested(
          UUID.fromString(backup.path("backupId").asString()),
          box.comparisonCode(parts.transportKey().publicKey(), holder.transportKey()));
    }
  }

  /// Verifies a backup that somebody made to this phone, and keeps the half under this phone's PIN.
  ///
  /// @param ownerTransportKey the other phone's, for the comparison
  /// @return the digits to compare
  public String verify(UUID backupId, Point ownerTransportKey, Point publicKey, Pin pin) {
    JsonNode backup = held(backupId);
    byte[] ciphertext = Base64.getDecoder().decode(backup.path("ciphertext").asString());
    try (ShareBox box = ShareBox.open(ciphertext, parts.transportKey())) {
      JsonNode verified =
          parts
              .api()
              .post(
                  BASE + "/backups/" + backupId + "/verification",
                  Map.of(
                      "deviceId", parts.deviceId(),
                      "proof", parts.splitKeys().backupProof(box, backupId)));
      Token token = Token.ofHex(verified.path("token").asString());
      parts.keyRing().put(parts.splitKeys().hold(box, publicKey, pin, token));
      return box.comparisonCode(ownerTransportKey, parts.transportKey().publicKey());
    }
  }

  private JsonNode held(UUID backupId) {
    for (JsonNode each : parts.api().get(BASE + "/backups?view=HELD")) {
      if (each.path("backupId").asString().equals(backupId.toString())) {
        return each;
      }
    }
    throw new IllegalStateException("no backup " + backupId + " for this phone");
  }

  /// This phone's transport key.
  public Point transportKey() {
    return parts.transportKey().publicKey();
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
