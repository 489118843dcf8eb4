package org.bidseal.phone;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.bidseal.phone.key.HeldKey;
import org.bidseal.phone.key.Pin;
import org.bidseal.smcrypto.Scalar;
import org.bidseal.smcrypto.Sm2Digest;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.lock.BadPieceException;
import org.bidseal.smcrypto.lock.LockContribution;
import org.bidseal.smcrypto.lock.LockStatement;
import org.bidseal.smcrypto.lock.LockTranscript;
import org.bidseal.smcrypto.proof.KeyUsage;
import org.bidseal.smcrypto.sharing.SecretPiece;
import org.bidseal.smcrypto.sm2.Sm2Ciphertext;
import org.bidseal.smcrypto.sm2.Sm2Encryption;
import org.bidseal.smcrypto.sm2.Sm2Signature;
import tools.jackson.databind.JsonNode;

/// A committee's member: draws an event lock with the others and releases it at its time
/// (docs/event-lock.md). Each step is one scan; the phone checks what it signs and what it was
/// sent.
public final class Committee {
  private final PhoneParts parts;

  /// What this phone put into locks.
  private final Map<UUID, Sm3Hash> contributed = new HashMap<>();

  Committee(PhoneParts parts) {
    this.parts = parts;
  }

  /// The locks of an opening, the newest first.
  public JsonNode locks(UUID openingId) {
    return parts.api().get(path(openingId));
  }

  /// Contributes to a lock, in a confirmed session of step DRAW. What the contribution was made of
  /// is forgotten at once.
  ///
  /// @throws DeceivedException if another statement is to be signed, or somebody's certificate
  ///   leads to no trusted root; nothing is signed then
  public JsonNode contribute(UUID openingId, UUID lockId, UUID sessionId, Pin pin) {
    LockReading lock = read(openingId, lockId);
    LockContribution drawn = LockContribution.draw(lock.terms(), position(lock), parts.random());
    JsonNode answer =
        step(
            openingId,
            "contribution",
            LockStatement.contribution(lock.terms(), drawn.digest()),
            request(lockId, sessionId, "contribution", base64(drawn.bytes())),
            pin);
    contributed.put(lockId, drawn.digest());
    return answer;
  }

  /// Decrypts the pieces that it was sent, checks each, and confirms the transcript, in a confirmed
  /// session of step DRAW. The server helps to decrypt and learns nothing of it.
  ///
  /// @throws BadPieceException that names the member to [#complain] of
  /// @throws DeceivedException if this phone's contribution is missing from it, or somebody did not
  ///   sign his; nothing is signed then
  /// @return the six digits that members compare
  public String confirm(UUID openingId, UUID lockId, UUID sessionId, Pin pin) {
    LockReading lock = read(openingId, lockId);
    LockTranscript transcript = lock.transcript();
    int position = position(lock);
    Sm3Hash own = contributed.get(lockId);
    if (own == null || !own.equals(transcript.contribution(position).digest())) {
      throw new DeceivedException("What you contributed is not what is shown of you.");
    }
    byte[] encrypted = encryptedShare(transcript, position, sessionId, pin).der();
    step(
        openingId,
        "confirmation",
        LockStatement.confirmation(transcript, Sm3Hash.of(encrypted)),
        request(lockId, sessionId, "encryptedShare", base64(encrypted)),
        pin);
    return transcript.digest().shortCode();
  }

  private Sm2Ciphertext encryptedShare(
      LockTranscript transcript, int position, UUID sessionId, Pin pin) {
    List<Scalar> pieces = new ArrayList<>();
    try {
      for (int dealer = 1; dealer <= transcript.terms().members().size(); dealer++) {
        pieces.add(
            decrypt(
                transcript.terms().lockId(),
                sessionId,
                Integer.toString(dealer),
                transcript.contribution(dealer).pieces().get(position - 1),
                pin));
      }
      try (SecretPiece share = transcript.share(position, pieces)) {
        byte[] plain = share.value().exposeBytes();
        Sm2Ciphertext encrypted =
            Sm2Encryption.encrypt(encryptionKey().publicKey(), plain, parts.random());
        Arrays.fill(plain, (byte) 0);
        return encrypted;
      }
    } finally {
      pieces.forEach(Scalar::close);
    }
  }

  private Scalar decrypt(
      UUID lockId, UUID sessionId, String part, Sm2Ciphertext ciphertext, Pin pin) {
    byte[] plain =
        parts
            .patience()
            .whileRefused(
                Set.of("lock-session-not-confirmed"),
                () ->
                    parts
                        .splitKeys()
                        .coDecryptOfLock(
                            encryptionKey(), pin, sessionId, lockId, part, ciphertext));
    try {
      return Scalar.of(plain);
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  /// Complains of a member's piece, in a confirmed session of step DRAW: the lock is void.
  public JsonNode complain(UUID openingId, UUID lockId, UUID sessionId, int dealer, Pin pin) {
    LockTranscript transcript = read(openingId, lockId).transcript();
    return step(
        openingId,
        "complaint",
        LockStatement.complaint(transcript, dealer),
        request(lockId, sessionId, "dealer", dealer),
        pin);
  }

  /// Releases a lock, or rehearses it, in a confirmed session of step RELEASE: signs that, decrypts
  /// the share, checks it, and gives it.
  ///
  /// @param opensAt the opening's time, as its holder knows it
  /// @throws DeceivedException if the release is for another time; nothing is signed then
  public JsonNode release(UUID openingId, UUID lockId, UUID sessionId, Instant opensAt, Pin pin) {
    LockReading lock = read(openingId, lockId);
    LockTranscript transcript = lock.transcript();
    int position = position(lock);
    step(
        openingId,
        "release",
        LockStatement.release(lock.terms().purpose(), lockId, openingId, opensAt),
        request(lockId, sessionId),
        pin);
    try (Scalar share = decrypt(lockId, sessionId, "share", lock.encryptedShare(position), pin)) {
      if (!transcript.accepts(new SecretPiece(position, share))) {
        throw new DeceivedException("This is not the share that you confirmed.");
      }
      return parts
          .api()
          .put(
              path(openingId) + "/release/share",
              request(lockId, sessionId, "share", share.exposeHex()));
    }
  }

  /// Agrees to give a lock up, in a confirmed session of step WAIVE.
  ///
  /// @param reason that its holder has read
  /// @throws DeceivedException if another reason is to be signed; nothing is signed then
  public JsonNode waive(UUID openingId, UUID lockId, UUID sessionId, String reason, Pin pin) {
    return step(
        openingId,
        "waiver/statement",
        LockStatement.waiver(lockId, openingId, reason, null),
        request(lockId, sessionId),
        pin);
  }

  private JsonNode step(
      UUID openingId, String step, LockStatement expected, Map<String, Object> request, Pin pin) {
    String path = path(openingId) + "/" + step;
    JsonNode begun =
        parts
            .patience()
            .whileRefused(
                Set.of("lock-session-not-confirmed"), () -> parts.api().put(path, request));
    byte[] statement = Base64.getDecoder().decode(begun.path("statement").asString());
    if (!expected.matches(statement)) {
      throw new DeceivedException("Something else is to be signed than you agreed to.");
    }
    KeyRing.Certified signer = parts.keyRing().certified(KeyUsage.SIGNING);
    UUID sessionId = UUID.fromString(begun.path("sessionId").asString());
    Sm2Signature signature =
        parts
            .splitKeys()
            .coSign(
                signer.key(), pin, sessionId, Sm2Digest.of(signer.key().publicKey(), statement));
    Map<String, Object> body = new LinkedHashMap<>(SignatureJson.of(signature));
    body.put("lockId", begun.path("lockId").asString());
    body.put("sessionId", sessionId);
    body.put("certificateId", signer.certificateId());
    return parts.api().put(path + "/signature", body);
  }

  private LockReading read(UUID openingId, UUID lockId) {
    for (JsonNode lock : locks(openingId)) {
      if (lock.path("lockId").asString().equals(lockId.toString())) {
        return LockReading.of(parts.trust(), openingId, lockId, lock);
      }
    }
    throw new DeceivedException("The opening has no such event lock.");
  }

  private int position(LockReading lock) {
    return lock.positionOf(encryptionKey().publicKey());
  }

  private HeldKey encryptionKey() {
    return parts.keyRing().certified(KeyUsage.ENCRYPTION).key();
  }

  private static Map<String, Object> request(UUID lockId, UUID sessionId) {
    return Map.of("lockId", lockId, "sessionId", sessionId);
  }

  private static Map<String, Object> request(
      UUID lockId, UUID sessionId, String name, Object value) {
    return Map.of("lockId", lockId, "sessionId", sessionId, name, value);
  }

  private static String path(UUID openingId) {
    return "/api/crypto/v1/openings/" + openingId + "/event-locks";
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
