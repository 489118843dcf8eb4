package org.bidseal.phone;

import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.bidseal.phone.key.HeldKey;
import org.bidseal.phone.key.Pin;
import org.bidseal.phone.key.ShareBox;
import org.bidseal.smcrypto.Fields;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.PointGate;
import org.bidseal.smcrypto.Sm2Digest;
import org.bidseal.smcrypto.proof.KeyUsage;
import org.bidseal.smcrypto.proof.Token;
import org.bidseal.smcrypto.sm2.Sm2Signature;
import tools.jackson.databind.JsonNode;

/// The way back from a lost phone: the half of a key comes out of a backup.
public final class Recoveries {
  private static final String RECOVERIES = "/api/escrow/v1/recoveries";

  private final PhoneParts parts;
  private final UUID personId;
  private final Backups backups;

  Recoveries(PhoneParts parts, UUID personId) {
    this.parts = parts;
    this.personId = personId;
    this.backups = new Backups(parts);
  }

  /// Asks, from a new phone, for the half in a backup.
  public UUID requestRecovery(UUID backupId) {
    JsonNode recovery =
        parts
            .api()
            .post(
                RECOVERIES,
                Map.of(
                    "backupId", backupId,
                    "newDeviceId", parts.deviceId(),
                    "transportPublicKey", parts.transportKey().publicKey().hex()));
    return UUID.fromString(recovery.path("recoveryId").asString());
  }

  /// Passes a held half on to the owner's new phone.
  ///
  /// @return the digits to compare
  public String confirmRecovery(UUID recoveryId, Pin pin) {
    JsonNode recovery = parts.api().get(RECOVERIES + "/" + recoveryId);
    UUID keyId = UUID.fromString(recovery.path("keyId").asString());
    Point newPhone = PointGate.decodeHex(recovery.path("transportPublicKey").asString());
    HeldKey key = parts.keyRing().find(keyId).orElseThrow().key();
    try (ShareBox box = new ShareBox(key.share().unmask(pin), keyId, key.generation())) {
      parts
          .api()
          .post(
              RECOVERIES + "/" + recoveryId + "/confirmation",
              Map.of(
                  "ciphertext",
                  Base64.getEncoder().encodeToString(box.sealFor(newPhone, parts.random())),
                  "comparison",
                  "CONFIRMED"));
      return box.comparisonCode(parts.transportKey().publicKey(), newPhone);
    }
  }

  /// Takes the half over on the new phone and refreshes it, which kills every older copy, and backs
  /// the new half up to all who held the old one.
  public void importRecovered(UUID recoveryId, Point publicKey, Pin pin) {
    JsonNode recovery = parts.api().get(RECOVERIES + "/" + recoveryId);
    UUID backupId = UUID.fromString(recovery.path("backupId").asString());
    byte[] ciphertext = Base64.getDecoder().decode(recovery.path("ciphertext").asString());
    HeldKey key;
    try (ShareBox box = ShareBox.open(ciphertext, parts.transportKey())) {
      JsonNode imported =
          parts
              .api()
              .post(
                  RECOVERIES + "/" + recoveryId + "/import",
                  Map.of("proof", parts.splitKeys().backupProof(box, backupId)));
      Token token = Token.ofHex(imported.path("token").asString());
      key = parts.splitKeys().hold(box, publicKey, pin, token);
    }
    parts.splitKeys().refresh(key, pin);
    parts.keyRing().put(key);
    backups.renew(key.keyId(), pin);
  }

  /// Approves that a colleague's key comes back before the waiting time is over, to the phone that
  /// its holder compared digits with or that the colleague names.
  ///
  /// @param newPhone transport key of that phone
  /// @return how many people have approved
  /// @throws DeceivedException if something else is to be signed; nothing is signed then
  public int approve(UUID recoveryId, Point newPhone, Pin pin) {
    KeyRing.Certified signer = parts.keyRing().certified(KeyUsage.SIGNING);
    String path = RECOVERIES + "/" + recoveryId + "/approvals";
    JsonNode asked = parts.api().post(path, Map.of("certificateId", signer.certificateId()));
    byte[] statement = Base64.getDecoder().decode(asked.path("statement").asString());
    if (!Arrays.equals(statement, approval(recoveryId, newPhone))) {
      throw new DeceivedException("It is another recovery that would be approved.");
    }
    Sm2Signature signature =
        parts
            .splitKeys()
            .coSign(
                signer.key(),
                pin,
                UUID.fromString(asked.path("approvalId").asString()),
                Sm2Digest.of(signer.key().publicKey(), statement));
    return parts
        .api()
        .put(path + "/signature", SignatureJson.of(signature))
        .path("approvals")
        .asInt();
  }

  /// What approves: the fields `"bidseal-recovery-approval-v1"`, recoveryId, keyId, newDeviceId,
  /// the new phone's transport key and the approver. Built here anew, never taken from the server.
  private byte[] approval(UUID recoveryId, Point newPhone) {
    JsonNode recovery = shown(recoveryId);
    return new Fields()
        .add("bidseal-recovery-approval-v1")
        .add(recoveryId)
        .add(UUID.fromString(recovery.path("keyId").asString()))
        .add(UUID.fromString(recovery.path("newDeviceId").asString()))
        .add(newPhone)
        .add(personId)
        .bytes();
  }

  private JsonNode shown(UUID recoveryId) {
    for (JsonNode each : parts.api().get(RECOVERIES + "?view=TO_APPROVE")) {
      if (each.path("recoveryId").asString().equals(recoveryId.toString())) {
        return each;
      }
    }
    throw new IllegalStateException("no recovery " + recoveryId + " to approve");
  }
}
