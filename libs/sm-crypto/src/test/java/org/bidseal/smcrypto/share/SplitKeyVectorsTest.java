package org.bidseal.smcrypto.share;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.stream.Stream;
import org.bidseal.smcrypto.Hex;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.PointGate;
import org.bidseal.smcrypto.ReplayRandom;
import org.bidseal.smcrypto.Scalar;
import org.bidseal.smcrypto.Sm2Digest;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.TestData;
import org.bidseal.smcrypto.proof.KeyUsage;
import org.bidseal.smcrypto.proof.ProofContext;
import org.bidseal.smcrypto.proof.ProofPair;
import org.bidseal.smcrypto.proof.ShareProof;
import org.bidseal.smcrypto.proof.ShareVerifier;
import org.bidseal.smcrypto.proof.Token;
import org.bidseal.smcrypto.sm2.Sm2Ciphertext;
import org.bidseal.smcrypto.sm2.Sm2Encryption;
import org.bidseal.smcrypto.sm2.Sm2Signature;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// Every number of every step, byte for byte, both sides.
class SplitKeyVectorsTest {
  static Stream<JsonNode> vectors() {
    return TestData.vectors("vectors/split-key.json").stream();
  }

  private static String text(JsonNode node, String field) {
    return node.get(field).asString();
  }

  private static UUID id(JsonNode vector, String field) {
    return UUID.fromString(text(vector.get("ids"), field));
  }

  private static Token token(JsonNode vector) {
    return Token.ofHex(text(vector.get("ids"), "token"));
  }

  private static DeviceShare device(JsonNode vector) {
    return DeviceShare.of(Scalar.ofHex(text(vector.get("create"), "D1")));
  }

  private static ServerShare server(JsonNode vector) {
    JsonNode create = vector.get("create");
    return ServerShare.of(
        Scalar.ofHex(text(create, "D2")),
        PointGate.decodeHex(text(create, "P1")),
        PointGate.decodeHex(text(create, "P")));
  }

  private static void check(JsonNode expected, ShareProof proof) {
    assertThat(proof.cHex()).isEqualTo(text(expected, "c"));
    assertThat(proof.zHex()).isEqualTo(text(expected, "z"));
  }

  private static ReplayRandom replay(JsonNode step, String... fields) {
    return ReplayRandom.of(Stream.of(fields).map(f -> text(step, f)).toArray(String[]::new));
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void create(JsonNode vector) {
    JsonNode step = vector.get("create");
    DeviceShare device = DeviceShare.generate(replay(step, "D1"));
    assertThat(device.p1().hex()).isEqualTo(text(step, "P1"));

    ProofContext context =
        ProofContext.create(
            id(vector, "deviceId"), KeyUsage.valueOf(text(vector.get("ids"), "usage")));
    assertThat(Hex.encode(context.bytes())).isEqualTo(text(step, "context"));
    ShareProof proof = device.prove(context, replay(step, "w"));
    check(step.get("proof"), proof);
    assertThat(ServerShare.verifyCreation(device.p1(), proof, context)).isTrue();

    ServerShare server = ServerShare.create(device.p1(), replay(step, "D2"));
    assertThat(server.publicKey().hex()).isEqualTo(text(step, "P"));
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void coSign(JsonNode vector) {
    JsonNode step = vector.get("coSign");
    DeviceShare device = device(vector);
    ServerShare server = server(vector);
    Point p = server.publicKey();
    assertThat(Sm2Digest.z(p).hex()).isEqualTo(text(step, "z"));
    Sm3Hash e = Sm2Digest.of(p, text(step, "message").getBytes(StandardCharsets.UTF_8));
    assertThat(e.hex()).isEqualTo(text(step, "e"));

    DeviceSignature signature = DeviceSignature.start(replay(step, "k1"));
    assertThat(signature.q1().hex()).isEqualTo(text(step, "Q1"));
    ProofContext context =
        ProofContext.coSign(
            id(vector, "keyId"),
            id(vector, "deviceId"),
            id(vector, "requestId"),
            token(vector),
            id(vector, "sessionId"),
            e,
            signature.q1());
    assertThat(Hex.encode(context.bytes())).isEqualTo(text(step, "context"));
    ShareProof proof = device.prove(context, replay(step, "w"));
    check(step.get("proof"), proof);
    assertThat(server.verify(proof, context)).isTrue();

    CoSignAnswer answer = server.coSign(e, signature.q1(), replay(step, "k2", "k3"));
    assertThat(answer.r().exposeHex()).isEqualTo(text(step, "r"));
    assertThat(answer.s2().exposeHex()).isEqualTo(text(step, "s2"));
    assertThat(answer.s3().exposeHex()).isEqualTo(text(step, "s3"));
    Sm2Signature finished = signature.finish(device, p, e, answer);
    assertThat(Hex.encode(finished.raw())).isEqualTo(text(step, "r") + text(step, "s"));
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void coDecrypt(JsonNode vector) {
    JsonNode step = vector.get("coDecrypt");
    DeviceShare device = device(vector);
    ServerShare server = server(vector);
    Sm2Ciphertext ciphertext =
        Sm2Encryption.encrypt(
            server.publicKey(), Hex.decode(text(step, "plaintext")), replay(step, "k"));
    Point c1 = ciphertext.c1();
    assertThat(c1.hex()).isEqualTo(text(step, "C1"));
    assertThat(ciphertext.c3().hex()).isEqualTo(text(step, "C3"));
    assertThat(Hex.encode(ciphertext.c2())).isEqualTo(text(step, "C2"));

    Point t1 = device.t1(c1);
    assertThat(t1.hex()).isEqualTo(text(step, "T1"));
    ProofContext context =
        ProofContext.coDecrypt(
            id(vector, "keyId"),
            id(vector, "deviceId"),
            id(vector, "requestId"),
            token(vector),
            id(vector, "sessionId"),
            id(vector, "envelopeId"));
    assertThat(Hex.encode(context.bytes())).isEqualTo(text(step, "context"));
    ShareProof proof = device.proveDecryption(context, c1, t1, replay(step, "w"));
    check(step.get("proof"), proof);
    assertThat(server.verifyDecryption(proof, context, c1, t1)).isTrue();

    Point substituted = PointGate.decodeHex(text(step, "substitutedT1"));
    assertThat(server.verifyDecryption(proof, context, c1, substituted)).isFalse();

    Point t2 = server.coDecrypt(t1);
    assertThat(t2.hex()).isEqualTo(text(step, "T2"));
    assertThat(t2.minus(c1).hex()).isEqualTo(text(step, "S"));
    assertThat(DeviceShare.finishDecryption(ciphertext, t2))
        .isEqualTo(Hex.decode(text(step, "plaintext")));
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void refresh(JsonNode vector) {
    JsonNode step = vector.get("refresh");
    DeviceShare device = device(vector);
    ServerShare server = server(vector);
    DeviceRefresh refresh = device.refresh(replay(step, "t"));
    Point newP1 = refresh.newShare().p1();
    assertThat(refresh.newShare().exposeD1().exposeHex()).isEqualTo(text(step, "D1"));
    assertThat(newP1.hex()).isEqualTo(text(step, "P1"));

    ProofContext context =
        ProofContext.refresh(
            id(vector, "keyId"),
            id(vector, "deviceId"),
            id(vector, "requestId"),
            token(vector),
            newP1);
    assertThat(Hex.encode(context.bytes())).isEqualTo(text(step, "context"));
    ShareProof old = device.prove(context, replay(step, "w"));
    check(step.get("proof"), old);
    ShareProof fresh = refresh.newShare().prove(context, replay(step, "wNew"));
    check(step.get("proofNew"), fresh);

    ServerShare refreshed = server.refresh(refresh.t(), newP1);
    assertThat(refreshed.exposeD2().exposeHex()).isEqualTo(text(step, "D2"));
    assertThat(refreshed.publicKey()).isEqualTo(server.publicKey());
    assertThat(server.verify(old, context)).isTrue();
    assertThat(refreshed.verify(fresh, context)).isTrue();
    assertThat(refreshed.verify(old, context)).isFalse();
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void verifyBackup(JsonNode vector) {
    JsonNode step = vector.get("verifyBackup");
    ProofContext context =
        ProofContext.verifyBackup(
            id(vector, "keyId"), id(vector, "deviceId"), UUID.fromString(text(step, "backupId")));
    assertThat(Hex.encode(context.bytes())).isEqualTo(text(step, "context"));
    DeviceShare device = device(vector);
    ShareProof proof = device.prove(context, replay(step, "w"));
    check(step.get("proof"), proof);
    assertThat(ShareVerifier.verify(proof, context, ProofPair.ofShare(device.p1()))).isTrue();
  }
}
