package org.bidseal.smcrypto.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.bidseal.smcrypto.InvalidPointException;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.ReplayRandom;
import org.bidseal.smcrypto.Scalar;
import org.bidseal.smcrypto.Sm2Curve;
import org.bidseal.smcrypto.TestData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class SecretSharingTest {
  private static final SecureRandom RANDOM = new SecureRandom();

  static Stream<JsonNode> vectors() {
    return TestData.vectors("vectors/secret-sharing.json").stream();
  }

  private static List<String> texts(JsonNode node, String field) {
    return node.get(field).valueStream().map(JsonNode::asString).toList();
  }

  private static SecretSharing split(JsonNode vector) {
    ReplayRandom random = ReplayRandom.of(texts(vector, "coefficients").toArray(String[]::new));
    return SecretSharing.split(
        Scalar.ofHex(vector.get("secret").asString()),
        vector.get("threshold").asInt(),
        vector.get("count").asInt(),
        random);
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void piecesCommitmentsAndDigestAreThoseOfTheVectors(JsonNode vector) {
    SecretSharing sharing = split(vector);
    assertThat(sharing.pieces().stream().map(piece -> piece.value().exposeHex()))
        .containsExactlyElementsOf(texts(vector, "pieces"));
    assertThat(sharing.commitments().hex()).isEqualTo(texts(vector, "commitments"));
    assertThat(sharing.commitments().digest().hex()).isEqualTo(vector.get("digest").asString());
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void commitmentsFromTheWireLeadToTheImageOfEachPiece(JsonNode vector) {
    ShareCommitments commitments = ShareCommitments.ofHex(texts(vector, "commitments"));
    List<String> images = texts(vector, "images");
    for (int index = 1; index <= images.size(); index++) {
      assertThat(commitments.imageOf(index).hex()).isEqualTo(images.get(index - 1));
    }
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void theSecretComesBackFromEachSetOfPieces(JsonNode vector) {
    List<SecretPiece> pieces = split(vector).pieces();
    for (JsonNode set : vector.get("combine")) {
      List<SecretPiece> chosen =
          set.valueStream().map(index -> pieces.get(index.asInt() - 1)).toList();
      assertThat(SecretSharing.combine(chosen).exposeHex())
          .isEqualTo(vector.get("secret").asString());
    }
  }

  @Test
  void everySubsetOfTheThresholdRebuildsTheSecretAndNoSmallerOneDoes() {
    Scalar secret = Scalar.random(RANDOM);
    List<SecretPiece> pieces = SecretSharing.split(secret, 3, 6, RANDOM).pieces();
    for (int mask = 1; mask < 1 << pieces.size(); mask++) {
      List<SecretPiece> chosen = new ArrayList<>();
      for (SecretPiece piece : pieces) {
        if ((mask >> (piece.index() - 1) & 1) == 1) {
          chosen.add(piece);
        }
      }
      assertThat(SecretSharing.combine(chosen).equals(secret)).isEqualTo(chosen.size() >= 3);
    }
  }

  @Test
  void oneIndexTwiceIsRefused() {
    List<SecretPiece> pieces = sharing().pieces();
    assertThatThrownBy(() -> SecretSharing.combine(List.of(pieces.getFirst(), pieces.getFirst())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("twice");
    assertThatThrownBy(() -> SecretSharing.combine(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({"0", "-1", "256"})
  void anIndexOutsideItsRangeIsRefused(int index) {
    assertThatThrownBy(() -> new SecretPiece(index, Scalar.of(BigInteger.ONE)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SecretSharing.coefficient(1, Set.of(1, index)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> sharing().commitments().imageOf(index))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({"0,3", "4,3", "1,0", "2,256"})
  void anImpossibleThresholdIsRefused(int threshold, int count) {
    Scalar secret = Scalar.random(RANDOM);
    assertThatThrownBy(() -> SecretSharing.split(secret, threshold, count, RANDOM))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aPieceThatWouldBeZeroIsDrawnAnew() {
    Scalar secret = Scalar.of(Sm2Curve.N.subtract(BigInteger.ONE));
    String one = Scalar.of(BigInteger.ONE).exposeHex();
    String two = Scalar.of(BigInteger.TWO).exposeHex();
    ReplayRandom random = ReplayRandom.of(one, two);
    SecretSharing sharing = SecretSharing.split(secret, 2, 2, random);
    assertThat(random.isSpent()).isTrue();
    assertThat(sharing.pieces().getFirst().value().exposeHex()).isEqualTo(one);
  }

  @Test
  void aChangedPieceIsNotAcceptedAndIsNamed() {
    Scalar secret = Scalar.random(RANDOM);
    SecretSharing sharing = SecretSharing.split(secret, 2, 3, RANDOM);
    ShareCommitments commitments = sharing.commitments();
    SecretPiece good = sharing.pieces().get(0);
    SecretPiece elsewhere = new SecretPiece(3, sharing.pieces().get(1).value());
    assertThat(commitments.accepts(good)).isTrue();
    assertThat(commitments.accepts(elsewhere)).isFalse();
    assertThatThrownBy(() -> commitments.combine(List.of(good, elsewhere)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("piece 3");
    assertThatThrownBy(() -> commitments.combine(List.of(good)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 pieces are needed");
    assertThat(commitments.combine(sharing.pieces())).isEqualTo(secret);
  }

  @Test
  void commitmentsThatCancelOutAcceptNothing() {
    Point minusG = Point.generatorTimes(Scalar.of(Sm2Curve.N.subtract(BigInteger.ONE)));
    ShareCommitments cancelling = new ShareCommitments(List.of(minusG, Point.G));
    assertThatThrownBy(() -> cancelling.imageOf(1)).isInstanceOf(InvalidPointException.class);
    assertThat(cancelling.accepts(new SecretPiece(1, Scalar.of(BigInteger.ONE)))).isFalse();
    assertThatThrownBy(() -> ShareCommitments.ofHex(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void partsOfADecryptionCombineInTheExponent() {
    Scalar secret = Scalar.random(RANDOM);
    Point c1 = Point.generatorTimes(Scalar.random(RANDOM));
    List<SecretPiece> pieces = SecretSharing.split(secret, 2, 3, RANDOM).pieces();
    Point combined =
        Point.sumOfPublicMultiples(
            c1.times(pieces.get(0).value()),
            SecretSharing.coefficient(1, Set.of(1, 3)),
            c1.times(pieces.get(2).value()),
            SecretSharing.coefficient(3, Set.of(1, 3)));
    assertThat(combined).isEqualTo(c1.times(secret));
  }

  @Test
  void nothingSecretIsPrintedAndClosingDestroysThePiecesOnly() {
    Scalar secret = Scalar.random(RANDOM);
    SecretSharing sharing = SecretSharing.split(secret, 2, 3, RANDOM);
    assertThat(sharing).hasToString("SecretSharing[2 of 3]");
    assertThat(sharing.pieces().getFirst())
        .hasToString("SecretPiece[index=1, value=Scalar[REDACTED]]");
    sharing.close();
    assertThat(sharing.pieces()).allMatch(piece -> piece.value().isDestroyed());
    assertThat(secret.isDestroyed()).isFalse();
  }

  private static SecretSharing sharing() {
    return SecretSharing.split(Scalar.random(RANDOM), 2, 3, RANDOM);
  }
}
