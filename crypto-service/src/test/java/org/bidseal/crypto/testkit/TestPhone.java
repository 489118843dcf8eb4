package org.bidseal.crypto.testkit;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
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
import org.bidseal.smcrypto.sm2.Sm2Signature;
import org.bidseal.testsupport.Tokens;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One device's side of the protocol, without a PIN: what is tested is what the server makes of
/// right and wrong shares. Every request body can be had as a map, to be tampered with.
public final class TestPhone {
  /// For the tests' own draws.
  public static final SecureRandom RANDOM = new SecureRandom();

  private static final JsonMapper JSON = new JsonMapper();

  private final WebTestClient http;
  private final UUID personId;
  private final UUID deviceId;
  private final UUID keyId;
  private final KeyUsage usage;
  private final Point publicKey;
  private final Point resetPublicKey;
  private DeviceShare share;
  private Token token;
  private int generation;

  private TestPhone(
      WebTestClient http,
      UUID personId,
      UUID deviceId,
      KeyUsage usage,
      JsonNode created,
      DeviceShare share) {
    this.http = http;
    this.personId = personId;
    this.deviceId = deviceId;
    this.keyId = UUID.fromString(created.path("keyId").asString());
    this.usage = usage;
    this.publicKey = PointGate.decodeHex(created.path("publicKey").asString());
    this.resetPublicKey = PointGate.decodeHex(created.path("resetPublicKey").asString());
    this.share = share;
    this.token = Token.ofHex(created.path("token").asString());
    this.generation = created.path("generation").asInt();
  }

  private TestPhone(TestPhone other, UUID personId, UUID deviceId, DeviceShare share, Token token) {
    this.http = other.http;
    this.personId = personId;
    this.deviceId = deviceId;
    this.keyId = other.keyId;
    this.usage = other.usage;
    this.publicKey = other.publicKey;
    this.resetPublicKey = other.resetPublicKey;
    this.share = share;
    this.token = token;
    this.generation = other.generation;
  }

  /// A new person makes a key on a new device.
  public static TestPhone enrol(WebTestClient http, KeyUsage usage) {
    return enrol(http, UUID.randomUUID(), UUID.randomUUID(), usage);
  }

  /// A person makes a key on a device.
  public static TestPhone enrol(WebTestClient http, UUID personId, UUID deviceId, KeyUsage usage) {
    DeviceShare share = DeviceShare.generate(RANDOM);
    JsonNode created =
        json(
            post(
                http,
                Tokens.person(personId),
                "/api/crypto/v1/keys",
                createBody(share, deviceId, usage)),
            201);
    return new TestPhone(http, personId, deviceId, usage, created, share);
  }

  /// The body of a creation.
  public static Map<String, Object> createBody(DeviceShare share, UUID deviceId, KeyUsage usage) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("usage", usage.name());
    body.put("deviceId", deviceId.toString());
    body.put("p1", share.p1().hex());
    body.put("proof", proof(share.prove(ProofContext.create(deviceId, usage), RANDOM)));
    return body;
  }

  /// The same phone with a share that a wrong PIN unmasks.
  public TestPhone withWrongPin() {
    return new TestPhone(this, personId, deviceId, DeviceShare.generate(RANDOM), token);
  }

  /// An image of this phone, as it is now.
  public TestPhone cloned() {
    return new TestPhone(this, personId, deviceId, copyOfShare(), token);
  }

  /// The same phone presenting another token.
  public TestPhone withToken(Token other) {
    return new TestPhone(this, personId, deviceId, copyOfShare(), other);
  }

  /// Another device that got the share from a backup.
  public TestPhone onOtherDevice(UUID otherPerson, UUID otherDevice, Token first) {
    return new TestPhone(this, otherPerson, otherDevice, copyOfShare(), first);
  }

  /// The body of a co-signature under a fresh request id.
  public Map<String, Object> coSignBody(UUID sessionId, Sm3Hash e) {
    return coSignBody(UUID.randomUUID(), sessionId, e, DeviceSignature.start(RANDOM).q1());
  }

  /// The body of a co-signature.
  public Map<String, Object> coSignBody(UUID requestId, UUID sessionId, Sm3Hash e, Point q1) {
    ProofContext context = ProofContext.coSign(keyId, deviceId, requestId, token, sessionId, e, q1);
    Map<String, Object> body = common(requestId, share.prove(context, RANDOM));
    body.put("sessionId", sessionId.toString());
    body.put("e", e.hex());
    body.put("q1", q1.hex());
    return body;
  }

  /// Co-signs whole: a signature that verifies, and the next token.
  public Sm2Signature coSign(UUID sessionId, Sm3Hash e) {
    DeviceSignature signature = DeviceSignature.start(RANDOM);
    JsonNode answer =
        advance(
            json(
                post("co-signatures", coSignBody(UUID.randomUUID(), sessionId, e, signature.q1())),
                200));
    return signature.finish(
        share,
        publicKey,
        e,
        CoSignAnswer.ofHex(
            answer.path("r").asString(),
            answer.path("s2").asString(),
            answer.path("s3").asString()));
  }

  /// The body of a co-decryption of the point.
  public Map<String, Object> coDecryptBody(UUID sessionId, UUID envelopeId, Point c1) {
    return coDecryptBody(UUID.randomUUID(), sessionId, envelopeId, c1);
  }

  /// The body of a co-decryption of the point.
  public Map<String, Object> coDecryptBody(
      UUID requestId, UUID sessionId, UUID envelopeId, Point c1) {
    ProofContext context =
        ProofContext.coDecrypt(keyId, deviceId, requestId, token, sessionId, envelopeId);
    Map<String, Object> body = decryptionBody(requestId, sessionId, context, c1);
    body.put("envelopeId", envelopeId.toString());
    return body;
  }

  private Map<String, Object> decryptionBody(
      UUID requestId, UUID sessionId, ProofContext context, Point c1) {
    Point t1 = share.t1(c1);
    Map<String, Object> body = common(requestId, share.proveDecryption(context, c1, t1, RANDOM));
    body.put("sessionId", sessionId.toString());
    body.put("t1", t1.hex());
    return body;
  }

  /// The body of a rehearsal's co-decryption of the point.
  public Map<String, Object> rehearseBody(UUID sessionId, UUID rehearsalId, Point c1) {
    UUID requestId = UUID.randomUUID();
    ProofContext context =
        ProofContext.rehearse(keyId, deviceId, requestId, token, sessionId, rehearsalId);
    Map<String, Object> body = decryptionBody(requestId, sessionId, context, c1);
    body.put("rehearsalId", rehearsalId.toString());
    return body;
  }

  /// The body of a blinded co-decryption of a part of an event lock.
  public Map<String, Object> lockCoDecryptBody(
      UUID requestId, UUID sessionId, UUID lockId, String part, BlindDecryption blind) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("requestId", requestId.toString());
    body.put("deviceId", deviceId.toString());
    body.put("token", token.hex());
    body.put("sessionId", sessionId.toString());
    body.put("lockId", lockId.toString());
    body.put("part", part);
    body.put("t1", blind.t1().hex());
    body.put(
        "proof",
        Map.of(
            "c", BlindProof.hex(blind.proof().c()),
            "share", BlindProof.hex(blind.proof().share()),
            "factor", BlindProof.hex(blind.proof().factor())));
    return body;
  }

  /// Begins a blinded co-decryption of a part of an event lock.
  public BlindDecryption blind(UUID requestId, UUID sessionId, UUID lockId, String part, Point c1) {
    return share.decryptBlindly(
        c1,
        ProofContext.coDecryptLock(keyId, deviceId, requestId, token, sessionId, lockId, part),
        RANDOM);
  }

  /// The body of a refresh.
  public Map<String, Object> refreshBody(DeviceRefresh refresh) {
    UUID requestId = UUID.randomUUID();
    ProofContext context =
        ProofContext.refresh(keyId, deviceId, requestId, token, refresh.newShare().p1());
    Map<String, Object> body = common(requestId, share.prove(context, RANDOM));
    body.put("t", refresh.t().exposeHex());
    body.put("newP1", refresh.newShare().p1().hex());
    body.put("newProof", proof(refresh.newShare().prove(context, RANDOM)));
    return body;
  }

  /// Refreshes whole.
  public JsonNode refresh() {
    DeviceRefresh refresh = share.refresh(RANDOM);
    JsonNode answer = advance(json(post("refreshes", refreshBody(refresh)), 200));
    share = refresh.newShare();
    generation = answer.path("generation").asInt();
    return answer;
  }

  /// The body by which keyescrow-service asks for a holding of another device.
  public Map<String, Object> backupBody(UUID backupId, UUID otherPerson, UUID otherDevice) {
    ProofContext context = ProofContext.verifyBackup(keyId, otherDevice, backupId);
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("backupId", backupId.toString());
    body.put("deviceId", otherDevice.toString());
    body.put("personId", otherPerson.toString());
    body.put("generation", generation);
    body.put("proof", proof(share.prove(context, RANDOM)));
    return body;
  }

  /// Posts as this phone's person to one of the key's operations.
  public WebTestClient.ResponseSpec post(String operation, Map<String, Object> body) {
    return post(
        http, Tokens.person(personId), "/api/crypto/v1/keys/" + keyId + "/" + operation, body);
  }

  /// Posts with a token.
  public static WebTestClient.ResponseSpec post(
      WebTestClient http, String bearer, String path, Map<String, Object> body) {
    return http.post()
        .uri(path)
        .headers(headers -> headers.setBearerAuth(bearer))
        .header("Idempotency-Key", UUID.randomUUID().toString())
        .bodyValue(body)
        .exchange();
  }

  /// The answer's JSON, of that status.
  public static JsonNode json(WebTestClient.ResponseSpec answer, int status) {
    var result = answer.expectBody().returnResult();
    byte[] body = result.getResponseBody();
    String text = body == null ? "" : new String(body, StandardCharsets.UTF_8);
    if (result.getStatus().value() != status) {
      throw new AssertionError("expected " + status + ", got " + result.getStatus() + ": " + text);
    }
    return JSON.readTree(text);
  }

  /// Takes the next token out of an answer.
  public JsonNode advance(JsonNode answer) {
    token = Token.ofHex(answer.path("token").asString());
    return answer;
  }

  private Map<String, Object> common(UUID requestId, ShareProof shareProof) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("requestId", requestId.toString());
    body.put("deviceId", deviceId.toString());
    body.put("token", token.hex());
    body.put("proof", proof(shareProof));
    return body;
  }

  /// A proof in JSON.
  public static Map<String, Object> proof(ShareProof proof) {
    return Map.of("c", proof.cHex(), "z", proof.zHex());
  }

  private DeviceShare copyOfShare() {
    return DeviceShare.of(Scalar.of(share.exposeD1().exposeNumber()));
  }

  /// The service that this phone talks to.
  WebTestClient http() {
    return http;
  }

  public UUID personId() {
    return personId;
  }

  public UUID deviceId() {
    return deviceId;
  }

  public UUID keyId() {
    return keyId;
  }

  public Point publicKey() {
    return publicKey;
  }

  public Point resetPublicKey() {
    return resetPublicKey;
  }

  public DeviceShare share() {
    return share;
  }

  public Token token() {
    return token;
  }

  public int generation() {
    return generation;
  }
}
