package org.bidseal.demo.platform;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bidseal.phone.http.ApiClient;
import org.bidseal.phone.http.Gateway;
import org.bidseal.phone.http.ResumableUploads;
import org.bidseal.smcrypto.Sm3Hash;
import tools.jackson.databind.JsonNode;

/// A trading platform: its server and, on the bidder's side, its page. Knows only what a platform
/// may know; shows codes, never scans them.
public final class Desk {
  /// Longer than a service that was killed takes to be back, with all that it had begun.
  private static final Duration LONGEST_SESSION = Duration.ofMinutes(3);

  private final ApiClient api;
  private final ResumableUploads uploads;
  private final Clock clock;

  private Desk(ApiClient api, Clock clock) {
    this.api = api;
    this.uploads = new ResumableUploads(api);
    this.clock = clock;
  }

  /// Connects with the credentials that the operator handed out.
  public static Desk connect(Gateway gateway, JsonNode registration) {
    return new Desk(
        gateway.as(
            gateway.clientTokens(
                registration.path("clientId").asString(),
                registration.path("clientSecret").asString())),
        gateway.clock());
  }

  public UUID showLogin() {
    return session(api.post("/api/qr/v1/sessions", Map.of("purpose", "LOGIN", "title", "Log in")));
  }

  public UUID showBinding(String uscc, String enterpriseName) {
    return session(
        api.post(
            "/api/qr/v1/sessions",
            Map.of(
                "purpose",
                "BIND",
                "title",
                "Bind your enterprise",
                "expected",
                Map.of("uscc", uscc, "name", enterpriseName))));
  }

  /// What the screen shows right now.
  public String code(UUID sessionId) {
    return api.get("/api/qr/v1/sessions/" + sessionId + "/code").path("code").asString();
  }

  /// Waits until the session has ended, as the page does, by long poll.
  ///
  /// @throws IllegalStateException if it ends otherwise than it should, or not in three minutes
  public JsonNode awaitEnd(UUID sessionId) {
    Instant deadline = clock.instant().plus(LONGEST_SESSION);
    long version = 0;
    while (true) {
      JsonNode session =
          api.get("/api/qr/v1/sessions/" + sessionId + "?since=" + version + "&wait=20");
      switch (session.path("state").asString()) {
        case "COMPLETED" -> {
          return session;
        }
        case "REJECTED", "EXPIRED", "FAILED" ->
            throw new IllegalStateException("the session ended as " + session);
        default -> version = session.path("version").asLong();
      }
      if (clock.instant().isAfter(deadline)) {
        throw new IllegalStateException(
            "the session has not ended in " + LONGEST_SESSION + " and stands at " + session);
      }
    }
  }

  public JsonNode uploadDocument(Path pdf) {
    return api.sendFile(
        "POST", "/api/signing/v1/documents?fileName=" + pdf.getFileName(), "application/pdf", pdf);
  }

  public UUID createSigningTask(UUID documentId, UUID enterpriseId) {
    JsonNode task =
        api.post(
            "/api/signing/v1/tasks",
            Map.of(
                "documentId",
                documentId,
                "title",
                "Letter of tender",
                "signatories",
                List.of(
                    Map.of(
                        "enterpriseId",
                        enterpriseId,
                        "placements",
                        List.of(
                            Map.of("page", 1, "xMm", 120, "yMm", 200, "sealType", "COMPANY"))))));
    return UUID.fromString(task.path("taskId").asString());
  }

  public UUID showSigning(UUID taskId) {
    return session(api.post("/api/signing/v1/tasks/" + taskId + "/qr-sessions", null));
  }

  public void saveSignedDocument(UUID taskId, Path target) {
    api.download("/api/signing/v1/tasks/" + taskId + "/signed-document", target);
  }

  public JsonNode verifySignatures(Path pdf) {
    return api.sendFile("POST", "/api/signing/v1/verifications", "application/pdf", pdf);
  }

  public UUID registerOpening(String lotId, Instant deadline, Instant opensAt) {
    JsonNode opening =
        api.post(
            "/api/crypto/v1/openings",
            Map.of(
                "tenderId",
                "T-2026-001",
                "lotId",
                lotId,
                "name",
                "Road works, lot " + lotId,
                "deadline",
                deadline.toString(),
                "opensAt",
                opensAt.toString(),
                "windowMinutes",
                60));
    return UUID.fromString(opening.path("openingId").asString());
  }

  /// The screens at which committees draw and release event locks.
  public CommitteeDesk committees() {
    return new CommitteeDesk(api);
  }

  public UUID startEnvelope(
      UUID openingId, UUID enterpriseId, String fileName, long size, String sealing) {
    JsonNode envelope =
        api.post(
            "/api/crypto/v1/openings/" + openingId + "/envelopes",
            Map.of(
                "enterpriseId",
                enterpriseId,
                "fileName",
                fileName,
                "size",
                size,
                "sealing",
                sealing));
    return UUID.fromString(envelope.path("envelopeId").asString());
  }

  public UUID showEncryption(UUID envelopeId) {
    return showEnvelope(envelopeId, "ENCRYPT");
  }

  public UUID showDecryption(UUID envelopeId) {
    return showEnvelope(envelopeId, "DECRYPT");
  }

  public UUID showRehearsal(UUID envelopeId) {
    return showEnvelope(envelopeId, "REHEARSE");
  }

  public UUID showRetraction(UUID envelopeId) {
    return showEnvelope(envelopeId, "RETRACT");
  }

  public UUID showConfirmation(UUID envelopeId) {
    return showEnvelope(envelopeId, "CONFIRM");
  }

  private UUID showEnvelope(UUID envelopeId, String purpose) {
    return session(
        api.post(
            "/api/crypto/v1/envelopes/" + envelopeId + "/qr-sessions", Map.of("purpose", purpose)));
  }

  public JsonNode envelope(UUID envelopeId) {
    return api.get("/api/crypto/v1/envelopes/" + envelopeId);
  }

  public JsonNode describe(UUID envelopeId, Object description) {
    return api.put("/api/crypto/v1/envelopes/" + envelopeId + "/header", description);
  }

  /// Uploads a sealed file. A desk that was stopped in the middle of it goes on where it was.
  public void uploadCiphertext(UUID envelopeId, Path envelope) {
    uploads.upload(
        "/api/crypto/v1/envelopes/" + envelopeId + "/uploads",
        envelope,
        envelope.resolveSibling(envelope.getFileName() + ".upload"));
  }

  /// Server-side sealing: the answer holds the tree key, for the bidder only.
  public JsonNode uploadPlaintext(UUID envelopeId, Path bid) {
    return uploads.seal(uploads.upload("/api/crypto/v1/envelopes/" + envelopeId + "/uploads", bid));
  }

  public JsonNode receipt(UUID envelopeId) {
    return api.get("/api/crypto/v1/envelopes/" + envelopeId + "/receipt");
  }

  public void savePlaintext(UUID envelopeId, Path target) {
    api.download("/api/crypto/v1/envelopes/" + envelopeId + "/plaintext", target);
  }

  /// Opens a bid with the file itself.
  ///
  /// @param treeKey of the bidder's copy, hex
  public JsonNode openByFallback(UUID envelopeId, String treeKey, Path bid) {
    return api.sendFile(
        "PUT",
        "/api/crypto/v1/envelopes/" + envelopeId + "/fallback/plaintext",
        "application/octet-stream",
        Map.of("Bidseal-Tree-Key", treeKey),
        bid);
  }

  /// Tells every bidder that the tender has changed.
  ///
  /// @param document SM3 of the tender document in force since
  public void changeTender(UUID openingId, String title, Sm3Hash document) {
    api.post(
        "/api/crypto/v1/openings/" + openingId + "/tender-changes",
        Map.of("title", title, "documentSm3", document.hex()));
  }

  public JsonNode openingRecord(UUID openingId) {
    return api.get("/api/crypto/v1/openings/" + openingId + "/record");
  }

  /// The authorities' root certificates, DER in base64.
  public JsonNode roots() {
    return api.get("/api/identity/v1/trust-anchors").path("roots");
  }

  /// A session as it is now.
  public JsonNode session(UUID sessionId) {
    return api.get("/api/qr/v1/sessions/" + sessionId);
  }

  /// What happened to a signing task, oldest first.
  public JsonNode trail(UUID taskId) {
    return api.get("/api/signing/v1/tasks/" + taskId + "/trail");
  }

  static UUID session(JsonNode session) {
    return UUID.fromString(session.path("sessionId").asString());
  }
}
