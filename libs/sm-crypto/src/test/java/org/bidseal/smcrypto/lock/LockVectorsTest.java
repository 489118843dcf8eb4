package org.bidseal.smcrypto.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.bidseal.smcrypto.Fields;
import org.bidseal.smcrypto.Hex;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.PointGate;
import org.bidseal.smcrypto.ReplayRandom;
import org.bidseal.smcrypto.Scalar;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.TestData;
import org.bidseal.smcrypto.proof.BlindProof;
import org.bidseal.smcrypto.proof.ProofContext;
import org.bidseal.smcrypto.proof.Token;
import org.bidseal.smcrypto.share.BlindDecryption;
import org.bidseal.smcrypto.share.DeviceShare;
import org.bidseal.smcrypto.share.ServerShare;
import org.bidseal.smcrypto.sharing.SecretPiece;
import org.bidseal.smcrypto.sm2.Sm2Ciphertext;
import org.bidseal.smcrypto.sm2.Sm2KeyPair;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class LockVectorsTest {
  static Stream<JsonNode> vectors() {
    return TestData.vectors("vectors/event-lock.json").stream();
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void theContributionsAreThoseOfTheVectors(JsonNode vector) {
    LockTerms terms = terms(vector);
    assertThat(terms.digest().hex()).isEqualTo(text(vector, "termsDigest"));
    for (int i = 0; i < 3; i++) {
      JsonNode expected = vector.path("contributions").path(i);
      ReplayRandom random = ReplayRandom.of(texts(expected, "random").toArray(String[]::new));
      LockContribution drawn = LockContribution.draw(terms, i + 1, random);
      assertThat(random.isSpent()).isTrue();
      assertThat(drawn.commitments().hex()).isEqualTo(texts(expected, "commitments"));
      assertThat(drawn.proof().cHex()).isEqualTo(text(expected.path("proof"), "c"));
      assertThat(drawn.proof().zHex()).isEqualTo(text(expected.path("proof"), "z"));
      assertThat(drawn.pieces().stream().map(piece -> Hex.encode(piece.der())))
          .containsExactlyElementsOf(texts(expected, "pieces"));
      assertThat(drawn.digest().hex()).isEqualTo(text(expected, "digest"));
      assertThat(drawn.holds(terms, i + 1)).isTrue();
      assertThat(LockContribution.parse(drawn.bytes(), terms).digest()).isEqualTo(drawn.digest());
      assertThatThrownBy(
              () -> LockContribution.parse(new Fields().add("no contribution").bytes(), terms))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void membersGetTheirSharesAndAnyTwoTheSecret(JsonNode vector) {
    LockTranscript transcript = transcript(vector);
    assertThat(transcript.digest().hex()).isEqualTo(text(vector, "transcriptDigest"));
    assertThat(transcript.lockKey().hex()).isEqualTo(text(vector, "lockKey"));
    List<SecretPiece> shares = new ArrayList<>();
    for (int position = 1; position <= 3; position++) {
      SecretPiece share = transcript.share(position, piecesOf(vector, transcript, position));
      assertThat(share.value().exposeHex()).isEqualTo(texts(vector, "shares").get(position - 1));
      assertThat(transcript.accepts(share)).isTrue();
      shares.add(share);
    }
    for (List<SecretPiece> two :
        List.of(
            shares.subList(0, 2), shares.subList(1, 3), List.of(shares.get(2), shares.get(0)))) {
      Scalar secret = transcript.combine(two);
      assertThat(secret.exposeHex()).isEqualTo(text(vector, "secret"));
      assertThat(Point.generatorTimes(secret)).isEqualTo(transcript.lockKey());
    }
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void theStatementsAreThoseOfTheVectors(JsonNode vector) {
    LockTranscript transcript = transcript(vector);
    JsonNode said = vector.path("statements");
    Instant opensAt = Instant.parse(text(said, "opensAt"));
    UUID lockId = transcript.terms().lockId();
    UUID openingId = transcript.terms().openingId();
    String reason = text(said, "reason");
    Map<String, LockStatement> statements =
        Map.of(
            "contribution",
            LockStatement.contribution(transcript.terms(), transcript.contribution(1).digest()),
            "confirmation",
            LockStatement.confirmation(transcript, Sm3Hash.ofHex(text(said, "encryptedShareSm3"))),
            "complaint",
            LockStatement.complaint(transcript, 3),
            "release",
            LockStatement.release(LockPurpose.EVENT, lockId, openingId, opensAt),
            "drill",
            LockStatement.release(LockPurpose.DRILL, lockId, openingId, opensAt),
            "waiverOfMember",
            LockStatement.waiver(lockId, openingId, reason, null),
            "waiverOfBidder",
            LockStatement.waiver(
                lockId, openingId, reason, Sm3Hash.ofHex(text(said, "headerSm3"))));
    statements.forEach((name, statement) -> {
      byte[] bytes = statement.bytes(Instant.parse(text(said, "time")));
      assertThat(Hex.encode(bytes)).as(name).isEqualTo(text(said.path("bytes"), name));
      statements.forEach(
          (other, its) -> assertThat(its.matches(bytes)).isEqualTo(other.equals(name)));
    });
    byte[] text = "no fields".getBytes(StandardCharsets.UTF_8);
    assertThat(LockStatement.complaint(transcript, 3).matches(text)).isFalse();
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void aBlindedCoDecryptionIsThatOfTheVectors(JsonNode vector) {
    JsonNode blind = vector.path("blindDecryption");
    UUID keyId = UUID.fromString(text(blind, "keyId"));
    ProofContext context =
        ProofContext.coDecryptLock(
            keyId,
            UUID.fromString(text(blind, "deviceId")),
            UUID.fromString(text(blind, "requestId")),
            Token.ofHex(text(blind, "token")),
            UUID.fromString(text(blind, "sessionId")),
            UUID.fromString(text(vector, "lockId")),
            text(blind, "part"));
    Sm2Ciphertext piece = Sm2Ciphertext.ofDer(Hex.decode(text(blind, "ciphertext")));
    DeviceShare phone = DeviceShare.of(Scalar.ofHex(text(blind, "d1")));
    BlindDecryption decryption =
        phone.decryptBlindly(
            piece.c1(), context, ReplayRandom.of(texts(blind, "random").toArray(String[]::new)));
    assertThat(decryption.t1().hex()).isEqualTo(text(blind, "t1"));
    JsonNode proof = blind.path("proof");
    assertThat(decryption.proof())
        .isEqualTo(BlindProof.ofHex(text(proof, "c"), text(proof, "share"), text(proof, "factor")));
    ServerShare server =
        ServerShare.of(
            Scalar.ofHex(text(blind, "d2")),
            PointGate.decodeHex(text(blind, "p1")),
            PointGate.decodeHex(text(vector.path("members").path(1), "encryptionKey")));
    Point t2 = server.coDecrypt(decryption.t1());
    assertThat(t2.hex()).isEqualTo(text(blind, "t2"));
    assertThat(Hex.encode(decryption.finish(piece, t2))).isEqualTo(text(blind, "plaintext"));
  }

  private static List<Scalar> piecesOf(JsonNode vector, LockTranscript transcript, int position) {
    Sm2KeyPair key =
        Sm2KeyPair.of(Scalar.ofHex(text(vector.path("members").path(position - 1), "privateKey")));
    List<Scalar> pieces = new ArrayList<>();
    for (int dealer = 1; dealer <= 3; dealer++) {
      Sm2Ciphertext piece = transcript.contribution(dealer).pieces().get(position - 1);
      pieces.add(Scalar.of(key.decrypt(piece)));
    }
    return pieces;
  }

  private static LockTranscript transcript(JsonNode vector) {
    LockTerms terms = terms(vector);
    List<LockContribution> contributions = new ArrayList<>();
    for (JsonNode each : vector.path("contributions")) {
      contributions.add(
          LockContribution.draw(
              terms,
              contributions.size() + 1,
              ReplayRandom.of(texts(each, "random").toArray(String[]::new))));
    }
    return LockTranscript.of(terms, contributions);
  }

  private static LockTerms terms(JsonNode vector) {
    List<LockMember> members = new ArrayList<>();
    for (JsonNode member : vector.path("members")) {
      members.add(
          new LockMember(
              UUID.fromString(text(member, "personId")),
              text(member, "role"),
              PointGate.decodeHex(text(member, "encryptionKey")),
              Sm3Hash.ofHex(text(member, "certificateSm3"))));
    }
    return new LockTerms(
        UUID.fromString(text(vector, "lockId")),
        UUID.fromString(text(vector, "openingId")),
        LockPurpose.valueOf(text(vector, "purpose")),
        vector.path("threshold").asInt(),
        members);
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).asString();
  }

  private static List<String> texts(JsonNode node, String field) {
    return node.path(field).valueStream().map(JsonNode::asString).toList();
  }
}
