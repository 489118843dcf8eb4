package org.bidseal.phone;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bidseal.phone.key.HeldKey;
import org.bidseal.phone.key.PieceBox;
import org.bidseal.phone.key.Pin;
import org.bidseal.phone.key.ShareBox;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.PointGate;
import org.bidseal.smcrypto.proof.ProofContext;
import org.bidseal.smcrypto.proof.ShareProof;
import org.bidseal.smcrypto.proof.Token;
import org.bidseal.smcrypto.share.DeviceShare;
import org.bidseal.smcrypto.sharing.SecretPiece;
import org.bidseal.smcrypto.sharing.SecretSharing;
import tools.jackson.databind.JsonNode;

/// Backups of which several holders together bring a key back, and none alone.
public final class QuorumBackups {
  private static final String BACKUPS = "/api/escrow/v1/quorum-backups";
  private static final String RECOVERIES = "/api/escrow/v1/quorum-recoveries";

  private final PhoneParts parts;

  QuorumBackups(PhoneParts parts) {
    this.parts = parts;
  }

  /// Shares this phone's half of a key out among colleagues, a piece each, and proves that the
  /// pieces are of it.
  ///
  /// @param threshold how many of them bring it back
  /// @return the backup's id
  public UUID shareOut(UUID keyId, int threshold, List<Backups.Candidate> holders, Pin pin) {
    HeldKey key = parts.keyRing().find(keyId).orElseThrow().key();
    try (DeviceShare share = key.share().unmask(pin);
        SecretSharing sharing =
            SecretSharing.split(share.exposeD1(), threshold, holders.size(), parts.random())) {
      ProofContext context =
          ProofContext.shareOut(keyId, parts.deviceId(), sharing.commitments().digest());
      ShareProof proof =
          share.proveSharing(context, sharing.commitments().secretImage(), parts.random());
      List<Map<String, Object>> pieces = new ArrayList<>();
      for (SecretPiece piece : sharing.pieces()) {
        Backups.Candidate holder = holders.get(piece.index() - 1);
        PieceBox box = new PieceBox(piece, keyId, key.generation());
        pieces.add(
            Map.of(
                "index", piece.index(),
                "holderDeviceId", holder.deviceId(),
                "ciphertext", base64(box.sealFor(holder.transportKey(), parts.random()))));
      }
      JsonNode backup =
          parts
              .api()
              .post(
                  BACKUPS,
                  Map.of(
                      "keyId", keyId,
                      "generation", key.generation(),
                      "deviceId", parts.deviceId(),
                      "commitments", sharing.commitments().hex(),
                      "proof", json(proof),
                      "pieces", pieces));
      return UUID.fromString(backup.path("backupId").asString());
    }
  }

  /// Verifies the piece that this phone was given.
  ///
  /// @throws DeceivedException if it is not the piece that the commitments lead to
  public void verify(UUID backupId) {
    try (PieceBox box = open(backupId)) {
      ShareProof proof =
          box.piece()
              .prove(
                  ProofContext.verifyPiece(box.keyId(), parts.deviceId(), backupId),
                  parts.random());
      parts
          .api()
          .post(
              BACKUPS + "/" + backupId + "/verification",
              Map.of("deviceId", parts.deviceId(), "proof", json(proof)));
    }
  }

  private PieceBox open(UUID backupId) {
    for (JsonNode held : parts.api().get(BACKUPS + "/pieces")) {
      if (held.path("backupId").asString().equals(backupId.toString())) {
        return checked(held.path("ciphertext").asString(), held.path("image").asString());
      }
    }
    throw new IllegalStateException("no piece of " + backupId + " for this phone");
  }

  private PieceBox checked(String ciphertext, String image) {
    PieceBox box = PieceBox.open(Base64.getDecoder().decode(ciphertext), parts.transportKey());
    if (!box.piece().image().equals(PointGate.decodeHex(image))) {
      box.close();
      throw new DeceivedException("the piece is not the one that was committed to");
    }
    return box;
  }

  /// Asks, from a new phone, for the pieces of a backup.
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

  /// Passes this phone's piece on to the owner's new phone.
  ///
  /// @return the digits to compare
  public String confirmRecovery(UUID recoveryId) {
    JsonNode recovery = parts.api().get(RECOVERIES + "/" + recoveryId);
    Point newPhone = PointGate.decodeHex(recovery.path("transportPublicKey").asString());
    try (PieceBox box = open(UUID.fromString(recovery.path("backupId").asString()))) {
      parts
          .api()
          .post(
              RECOVERIES + "/" + recoveryId + "/pieces",
              Map.of(
                  "deviceId", parts.deviceId(),
                  "ciphertext", base64(box.sealFor(newPhone, parts.random())),
                  "comparison", "CONFIRMED"));
      return box.comparisonCode(parts.transportKey().publicKey(), newPhone);
    }
  }

  /// Rebuilds the half from the pieces on the new phone and refreshes it, which kills every older
  /// copy and all pieces.
  ///
  /// @throws PiecesMissingException before enough holders have passed theirs on; nothing happened
  public void importRecovered(UUID recoveryId, Point publicKey, Pin pin) {
    JsonNode recovery = parts.api().get(RECOVERIES + "/" + recoveryId);
    UUID keyId = UUID.fromString(recovery.path("keyId").asString());
    UUID backupId = UUID.fromString(recovery.path("backupId").asString());
    int generation = recovery.path("generation").asInt();
    HeldKey key;
    try (ShareBox box = new ShareBox(rebuilt(recovery), keyId, generation)) {
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
  }

  private DeviceShare rebuilt(JsonNode recovery) {
    int threshold = recovery.path("threshold").asInt();
    int given = recovery.path("pieces").size();
    if (given < threshold) {
      throw new PiecesMissingException(given, threshold);
    }
    List<SecretPiece> pieces =
        recovery
            .path("pieces")
            .valueStream()
            .limit(threshold)
            .map(piece ->
                checked(piece.path("ciphertext").asString(), piece.path("image").asString())
                    .piece())
            .toList();
    try {
      return DeviceShare.of(SecretSharing.combine(pieces));
    } finally {
      pieces.forEach(SecretPiece::close);
    }
  }

  private static Map<String, Object> json(ShareProof proof) {
    return Map.of("c", proof.cHex(), "z", proof.zHex());
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
