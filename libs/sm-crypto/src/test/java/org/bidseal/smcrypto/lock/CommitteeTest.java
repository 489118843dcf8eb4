package org.bidseal.smcrypto.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.Scalar;
import org.bidseal.smcrypto.Sm2Curve;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.proof.BlindProof;
import org.bidseal.smcrypto.proof.ProofContext;
import org.bidseal.smcrypto.proof.Token;
import org.bidseal.smcrypto.share.BlindDecryption;
import org.bidseal.smcrypto.share.DeviceShare;
import org.bidseal.smcrypto.share.ServerShare;
import org.bidseal.smcrypto.sharing.SecretPiece;
import org.bidseal.smcrypto.sharing.ShareCommitments;
import org.bidseal.smcrypto.sm2.Sm2Ciphertext;
import org.bidseal.smcrypto.sm2.Sm2DecryptionException;
import org.bidseal.smcrypto.sm2.Sm2Encryption;
import org.bidseal.smcrypto.sm2.Sm2KeyPair;
import org.junit.jupiter.api.Test;

/// Members who cheat, and a server that reads along.
class CommitteeTest {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final List<Sm2KeyPair> keys =
      List.of(
          Sm2KeyPair.generate(RANDOM), Sm2KeyPair.generate(RANDOM), Sm2KeyPair.generate(RANDOM));
  private final LockTerms terms = terms(UUID.randomUUID());

  @Test
  void whoSubtractsTheOthersKeysCannotProveHisOwn() {
    LockContribution first = LockContribution.draw(terms, 1, RANDOM);
    LockContribution second = LockContribution.draw(terms, 2, RANDOM);
    try (Scalar known = Scalar.random(RANDOM)) {
      Point rogue =
          Point.generatorTimes(known)
              .minus(first.commitments().secretImage())
              .minus(second.commitments().secretImage());
      LockContribution honest = LockContribution.draw(terms, 3, RANDOM);
      LockContribution cheating =
          new LockContribution(
              new ShareCommitments(List.of(rogue, honest.commitments().points().getLast())),
              honest.proof(),
              honest.pieces());
      assertThat(cheating.holds(terms, 3)).isFalse();
      assertThatThrownBy(() -> LockTranscript.of(terms, List.of(first, second, cheating)))
          .hasMessageContaining("member 3");
    }
  }

  @Test
  void aContributionServesNoOtherMemberAndNoOtherLock() {
    LockContribution first = LockContribution.draw(terms, 1, RANDOM);
    assertThat(first.holds(terms, 1)).isTrue();
    assertThat(first.holds(terms, 2)).isFalse();
    assertThat(first.holds(terms(terms.lockId()), 1)).isFalse();
    assertThat(first.holds(terms(UUID.randomUUID()), 1)).isFalse();
  }

  @Test
  void contributionsThatCancelEachOtherOutMakeNoLock() {
    LockContribution first = LockContribution.draw(terms, 1, RANDOM);
    LockContribution second = LockContribution.draw(terms, 2, RANDOM);
    LockContribution third = LockContribution.draw(terms, 3, RANDOM);
    Point others =
        first.commitments().points().getLast().plus(second.commitments().points().getLast());
    Point opposite = others.times(Scalar.of(Sm2Curve.N.subtract(BigInteger.ONE)));
    LockContribution cancelling =
        new LockContribution(
            new ShareCommitments(List.of(third.commitments().secretImage(), opposite)),
            third.proof(),
            third.pieces());
    assertThatThrownBy(() -> LockTranscript.of(terms, List.of(first, second, cancelling)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whoSendsAFalsePieceIsNamed() {
    LockContribution honest = LockContribution.draw(terms, 2, RANDOM);
    List<Sm2Ciphertext> pieces = new ArrayList<>(honest.pieces());
    pieces.set(
        0,
        Sm2Encryption.encrypt(
            terms.member(1).encryptionKey(), Scalar.random(RANDOM).exposeBytes(), RANDOM));
    LockContribution cheating = new LockContribution(honest.commitments(), honest.proof(), pieces);
    LockTranscript transcript =
        LockTranscript.of(
            terms,
            List.of(
                LockContribution.draw(terms, 1, RANDOM),
                cheating,
                LockContribution.draw(terms, 3, RANDOM)));
    assertThatThrownBy(() -> transcript.share(1, pieces(transcript, 1)))
        .isInstanceOfSatisfying(
            BadPieceException.class, bad -> assertThat(bad.dealer()).isEqualTo(2));
    assertThat(transcript.accepts(transcript.share(3, pieces(transcript, 3)))).isTrue();
  }

  @Test
  void oneShareOfTwoAndAWrongShareReleaseNothing() {
    LockTranscript transcript = transcript();
    SecretPiece one = transcript.share(1, pieces(transcript, 1));
    SecretPiece two = transcript.share(2, pieces(transcript, 2));
    assertThatThrownBy(() -> transcript.combine(List.of(one)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> transcript.combine(List.of(one, one)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> transcript.combine(List.of(one, new SecretPiece(3, two.value()))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aCommitteeHasTwoToNineMembersAndNobodyTwice() {
    for (int threshold : new int[] {-1, 0, 1, 4}) {
      assertThatThrownBy(() ->
              new LockTerms(
                  terms.lockId(), terms.openingId(), LockPurpose.EVENT, threshold, terms.members()))
          .isInstanceOf(IllegalArgumentException.class);
    }
    List<LockMember> twice = List.of(terms.member(1), terms.member(2), terms.member(1));
    assertThatThrownBy(
            () -> new LockTerms(terms.lockId(), terms.openingId(), LockPurpose.EVENT, 2, twice))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /// In an ordinary co-decryption the server knows the shared point; here what it sees opens
  /// nothing.
  @Test
  void ofABlindedDecryptionTheServerLearnsNothing() {
    DeviceShare phone = DeviceShare.generate(RANDOM);
    ServerShare server = ServerShare.create(phone.p1(), RANDOM);
    Sm2Ciphertext piece =
        Sm2Encryption.encrypt(server.publicKey(), Scalar.random(RANDOM).exposeBytes(), RANDOM);

    Point seen = server.coDecrypt(phone.t1(piece.c1()));
    assertThat(Sm2Encryption.open(piece, seen.minus(piece.c1()))).hasSize(32);

    try (BlindDecryption blind = phone.decryptBlindly(piece.c1(), context("1"), RANDOM)) {
      Point t2 = server.coDecrypt(blind.t1());
      assertThat(blind.finish(piece, t2)).hasSize(32);
      assertThatThrownBy(() -> Sm2Encryption.open(piece, t2.minus(piece.c1())))
          .isInstanceOf(Sm2DecryptionException.class);
      assertThatThrownBy(() -> Sm2Encryption.open(piece, t2))
          .isInstanceOf(Sm2DecryptionException.class);
    }
  }

  @Test
  void aBlindProofHoldsForItsRequestAndItsCiphertextOnly() {
    DeviceShare phone = DeviceShare.generate(RANDOM);
    DeviceShare wrongPin = DeviceShare.generate(RANDOM);
    Point c1 = Point.generatorTimes(Scalar.random(RANDOM));
    Point other = Point.generatorTimes(Scalar.random(RANDOM));
    ProofContext context = context("1");
    BlindDecryption blind = phone.decryptBlindly(c1, context, RANDOM);
    BlindProof proof = blind.proof();
    Point t1 = blind.t1();
    assertThat(proof.holds(context, new BlindProof.Images(phone.p1(), c1, t1))).isTrue();
    assertThat(proof.holds(context("2"), new BlindProof.Images(phone.p1(), c1, t1))).isFalse();
    assertThat(proof.holds(context, new BlindProof.Images(phone.p1(), other, t1))).isFalse();
    assertThat(proof.holds(context, new BlindProof.Images(phone.p1(), c1, other))).isFalse();
    assertThat(proof.holds(context, new BlindProof.Images(wrongPin.p1(), c1, t1))).isFalse();
    assertThat(
            wrongPin
                .decryptBlindly(c1, context, RANDOM)
                .proof()
                .holds(context, new BlindProof.Images(phone.p1(), c1, t1)))
        .isFalse();
    BlindProof swapped =
        new BlindProof(proof.c(), /* share= */ proof.factor(), /* factor= */ proof.share());
    assertThat(swapped.holds(context, new BlindProof.Images(phone.p1(), c1, t1))).isFalse();
  }

  private static ProofContext context(String part) {
    UUID id = new UUID(7, 7);
    return ProofContext.coDecryptLock(
        id, id, id, Token.ofHex("00112233445566778899aabbccddeeff"), id, id, part);
  }

  private LockTranscript transcript() {
    return LockTranscript.of(
        terms,
        List.of(
            LockContribution.draw(terms, 1, RANDOM),
            LockContribution.draw(terms, 2, RANDOM),
            LockContribution.draw(terms, 3, RANDOM)));
  }

  private List<Scalar> pieces(LockTranscript transcript, int position) {
    return List.of(1, 2, 3).stream()
        .map(dealer -> transcript.contribution(dealer).pieces().get(position - 1))
        .map(piece -> Scalar.of(keys.get(position - 1).decrypt(piece)))
        .toList();
  }

  private LockTerms terms(UUID lockId) {
    List<LockMember> members =
        keys.stream()
            .map(key ->
                new LockMember(
                    UUID.randomUUID(),
                    "CENTRE",
                    key.publicKey(),
                    Sm3Hash.of(key.publicKey().encoded())))
            .toList();
    return new LockTerms(lockId, UUID.randomUUID(), LockPurpose.EVENT, 2, members);
  }
}
