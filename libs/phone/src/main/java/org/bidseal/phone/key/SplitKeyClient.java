package org.bidseal.phone.key;

import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.bidseal.phone.http.ApiClient;
import org.bidseal.phone.witness.SecretWitness;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.PointGate;
import org.bidseal.smcrypto.Scalar;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.proof.BlindProof;
import org.bidseal.smcrypto.proof.KeyUsage;
import org.bidseal.smcrypto.proof.ProofContext;
import org.bidseal.smcrypto.proof.ShareProof;
import org.bidseal.smcrypto.proof.Token;
import org.bidseal.smcrypto.share.BlindDecryption;
import org.bidseal.smcrypto.share.CoSignAnswer;
import org.bidseal.smcrypto.share.DeviceRefresh;
import org.bidseal.smcrypto.share.DeviceShare;
import org.bidseal.smcrypto.share.DeviceSignature;
import org.bidseal.smcrypto.share.SplitKeyException;
import org.bidseal.smcrypto.sm2.Sm2Ciphertext;
import org.bidseal.smcrypto.sm2.Sm2Signature;
import tools.jackson.databind.JsonNode;

/// The phone's side of the split-key protocol over HTTP (docs/split-key.md). Each operation takes
/// the key as this phone holds it and leaves it with the next token.
public final class SplitKeyClient {
  private static final String KEYS = "/api/crypto/v1/keys";

  private final ApiClient api;
  private final UUID deviceId;
  private final PinMask mask;
  private final SecureRandom random;
  private final SecretWitness witness;

  public SplitKeyClient(
      ApiClient api, UUID deviceId, PinMask mask, SecureRandom random, SecretWitness witness) {
    this.witness = witness;
    this.api = api;
    this.deviceId = deviceId;
    this.mask = mask;
    this.random = random;
  }

  /// Makes a key together with the server.
  public HeldKey create(KeyUsage usage, Pin pin) {
    try (DeviceShare share = DeviceShare.generate(random)) {
      ShareProof proof = share.prove(ProofContext.create(deviceId, usage), random);
      JsonNode key =
          api.post(
              KEYS,
              Map.of(
                  "usage",
                  usage,
                  "deviceId",
                  deviceId,
                  "p1",
                  share.p1().hex(),
                  "proof",
                  json(proof)));
      UUID keyId = UUID.fromString(key.path("keyId").asString());
      witness.learns("D1 of " + keyId, share.exposeD1().exposeBytes());
      return new HeldKey(
          keyId,
          usage,
          PointGate.decodeHex(key.path("publicKey").asString()),
          mask.mask(share.exposeD1(), pin, random),
          key.path("generation").asInt(),
          token(key));
    }
  }

  /// Signs `e` together with the server, which must expect it under `sessionId`.
  public Sm2Signature coSign(HeldKey key, Pin pin, UUID sessionId, Sm3Hash e) {
    try (DeviceShare share = key.share().unmask(pin)) {
      while (true) {
        try {
          return coSign(key, share, sessionId, e);
        } catch (SplitKeyException degenerate) {
          if (degenerate.reason() != SplitKeyException.Reason.RETRY) {
            throw degenerate;
          }
        }
      }
    }
  }

  private Sm2Signature coSign(HeldKey key, DeviceShare share, UUID sessionId, Sm3Hash e) {
    UUID requestId = requestId();
    try (DeviceSignature signature = DeviceSignature.start(random)) {
      ProofContext context =
          ProofContext.coSign(
              key.keyId(), deviceId, requestId, key.token(), sessionId, e, signature.q1());
      Map<String, Object> request = request(key, requestId, share.prove(context, random));
      request.put("sessionId", sessionId);
      request.put("e", e.hex());
      request.put("q1", signature.q1().hex());
      JsonNode answer = api.post(path(key, "co-signatures"), request);
      key.advance(token(answer));
      return signature.finish(
          share,
          key.publicKey(),
          e,
          CoSignAnswer.ofHex(
              answer.path("r").asString(),
              answer.path("s2").asString(),
              answer.path("s3").asString()));
    }
  }

  /// Decrypts the file key of an envelope together with the server.
  ///
  /// @param ciphertext this key's entry in the envelope's header
  public byte[] coDecrypt(
      HeldKey key, Pin pin, UUID sessionId, UUID envelopeId, Sm2Ciphertext ciphertext) {
    return coDecrypt(key, pin, sessionId, envelopeId, ciphertext, ciphertext.c1());
  }

  /// As [#coDecrypt(HeldKey, Pin, UUID, UUID, Sm2Ciphertext)], but asks with the point of some
  /// other ciphertext: what a modified phone would try, and the server must refuse.
  public byte[] coDecrypt(
      HeldKey key,
      Pin pin,
      UUID sessionId,
      UUID envelopeId,
      Sm2Ciphertext ciphertext,
      Point askedFor) {
    UUID requestId = requestId();
    ProofContext context =
        ProofContext.coDecrypt(
            key.keyId(), deviceId, requestId, key.token(), sessionId, envelopeId);
    Map<String, Object> request = decryption(key, pin, requestId, context, askedFor);
    request.put("sessionId", sessionId);
    request.put("envelopeId", envelopeId);
    byte[] opened = finish(key, ciphertext, api.post(path(key, "co-decryptions"), request));
    witness.learns("file key of " + envelopeId, opened.clone());
    return opened;
  }

  /// Decrypts a rehearsal's canary together with the server, the way a bid will be.
  ///
  /// @param nonce the `k` of the canary's `C1 = k·G`, as the server told it
  /// @throws IllegalArgumentException if it is not: the share is not used on such a point, since
  ///   the server could learn from the answer what an envelope holds
  public byte[] rehearse(
      HeldKey key, Pin pin, UUID sessionId, UUID rehearsalId, Sm2Ciphertext canary, Scalar nonce) {
    if (!Point.generatorTimes(nonce).equals(canary.c1())) {
      throw new IllegalArgumentException("the canary's point is not that of its nonce");
    }
    UUID requestId = requestId();
    ProofContext context =
        ProofContext.rehearse(
            key.keyId(), deviceId, requestId, key.token(), sessionId, rehearsalId);
    Map<String, Object> request = decryption(key, pin, requestId, context, canary.c1());
    request.put("sessionId", sessionId);
    request.put("rehearsalId", rehearsalId);
    return finish(key, canary, api.post(path(key, "rehearsals"), request));
  }

  private Map<String, Object> decryption(
      HeldKey key, Pin pin, UUID requestId, ProofContext context, Point c1) {
    try (DeviceShare share = key.share().unmask(pin)) {
      Point t1 = share.t1(c1);
      Map<String, Object> request =
          request(key, requestId, share.proveDecryption(context, c1, t1, random));
      request.put("t1", t1.hex());
      return request;
    }
  }

  private static byte[] finish(HeldKey key, Sm2Ciphertext ciphertext, JsonNode answer) {
    key.advance(token(answer));
    return DeviceShare.finishDecryption(
        ciphertext, PointGate.decodeHex(answer.path("t2").asString()));
  }

  /// Decrypts what was encrypted to a member of an event lock's committee, together with the
  /// server, which does not learn it.
  ///
  /// @param part position of the member who sent it, or `share`
  public byte[] coDecryptOfLock(
      HeldKey key, Pin pin, UUID sessionId, UUID lockId, String part, Sm2Ciphertext ciphertext) {
    UUID requestId = requestId();
    ProofContext context =
        ProofContext.coDecryptLock(
            key.keyId(), deviceId, requestId, key.token(), sessionId, lockId, part);
    try (DeviceShare share = key.share().unmask(pin);
        BlindDecryption blind = share.decryptBlindly(ciphertext.c1(), context, random)) {
      Map<String, Object> request = new LinkedHashMap<>();
      request.put("requestId", requestId);
      request.put("deviceId", deviceId);
      request.put("token", key.token().hex());
      request.put("sessionId", sessionId);
      request.put("lockId", lockId);
      request.put("part", part);
      request.put("t1", blind.t1().hex());
      request.put("proof", json(blind.proof()));
      JsonNode answer = api.post(path(key, "lock-co-decryptions"), request);
      key.advance(token(answer));
      return blind.finish(ciphertext, PointGate.decodeHex(answer.path("t2").asString()));
    }
  }

  private static Map<String, Object> json(BlindProof proof) {
    return Map.of(
        "c", BlindProof.hex(proof.c()),
        "share", BlindProof.hex(proof.share()),
        "factor", BlindProof.hex(proof.factor()));
  }

  /// Replaces both halves; every older copy of this phone's half is dead afterwards.
  public void refresh(HeldKey key, Pin pin) {
    UUID requestId = requestId();
    try (DeviceShare share = key.share().unmask(pin);
        DeviceRefresh refresh = share.refresh(random)) {
      DeviceShare fresh = refresh.newShare();
      ProofContext context =
          ProofContext.refresh(key.keyId(), deviceId, requestId, key.token(), fresh.p1());
      Map<String, Object> request = request(key, requestId, share.prove(context, random));
      request.put("t", refresh.t().exposeHex());
      request.put("newP1", fresh.p1().hex());
      request.put("newProof", json(fresh.prove(context, random)));
      witness.learns("t of " + key.keyId(), refresh.t().exposeBytes());
      witness.learns("D1 of " + key.keyId(), fresh.exposeD1().exposeBytes());
      JsonNode answer = api.post(path(key, "refreshes"), request);
      key.replaceShare(
          mask.mask(fresh.exposeD1(), pin, random),
          answer.path("generation").asInt(),
          token(answer));
    }
  }

  /// Takes over a half that came in a box, under this phone's own PIN.
  ///
  /// @param token the holding's first token
  public HeldKey hold(ShareBox box, Point publicKey, Pin pin, Token token) {
    return new HeldKey(
        box.keyId(),
        KeyUsage.ENCRYPTION,
        publicKey,
        mask.mask(box.share().exposeD1(), pin, random),
        box.generation(),
        token);
  }

  /// The proof that this phone can use a backup.
  public Map<String, Object> backupProof(ShareBox box, UUID backupId) {
    ProofContext context = ProofContext.verifyBackup(box.keyId(), deviceId, backupId);
    return json(box.share().prove(context, random));
  }

  /// The monthly proof that this phone can still use a backup.
  public Map<String, Object> healthProof(HeldKey key, Pin pin, UUID backupId, Token challenge) {
    ProofContext context = ProofContext.proveBackup(key.keyId(), deviceId, backupId, challenge);
    try (DeviceShare share = key.share().unmask(pin)) {
      return json(share.prove(context, random));
    }
  }

  private Map<String, Object> request(HeldKey key, UUID requestId, ShareProof proof) {
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("requestId", requestId);
    request.put("deviceId", deviceId);
    request.put("token", key.token().hex());
    request.put("proof", json(proof));
    return request;
  }

  private static Map<String, Object> json(ShareProof proof) {
    return Map.of("c", proof.cHex(), "z", proof.zHex());
  }

  private static Token token(JsonNode answer) {
    return Token.ofHex(answer.path("token").asString());
  }

  private static String path(HeldKey key, String operation) {
    return KEYS + "/" + key.keyId() + "/" + operation;
  }

  private UUID requestId() {
    return RandomIds.next(random);
  }
}
