package org.bidseal.smcrypto.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.List;
import java.util.UUID;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.Scalar;
import org.bidseal.smcrypto.Sm2Curve;
import org.bidseal.smcrypto.Sm3Hash;
import org.junit.jupiter.api.Test;

class ShareProofTest {
  private static final UUID KEY = UUID.fromString("6f9619ff-8b86-4d01-b42d-00cf4fc964f1");
  private static final UUID DEVICE = UUID.fromString("0b5f7c1e-6a53-4f8e-9d8c-5c3f2f4d7a10");
  private static final UUID REQUEST = UUID.fromString("d9428888-122b-41e1-b85c-61cd3cbee2a3");
  private static final UUID SESSION = UUID.fromString("3f2504e0-4f89-41d3-9a0c-0305e82c3301");
  private static final UUID OTHER = UUID.fromString("7c9e6679-7425-40de-944b-e07fc1f90ae7");
  private static final Token TOKEN = Token.ofHex("a2710a456fd3bb25868466935d909c94");
  private static final Token STALE = Token.ofHex("b2710a456fd3bb25868466935d909c94");
  private static final Sm3Hash E = Sm3Hash.of(new byte[] {1});
  private static final Sm3Hash OTHER_E = Sm3Hash.of(new byte[] {2});

  private final SecureRandom random = new SecureRandom();
  private final Scalar x1 = Scalar.random(random);
  private final Point p1 = Point.generatorTimes(x1);
  private final Point q1 = Point.generatorTimes(Scalar.random(random));
  private final Point otherQ1 = Point.generatorTimes(Scalar.random(random));

  private ShareProof prove(ProofContext context) {
    return ShareProver.prove(x1, context, ProofPair.ofShare(p1), random);
  }

  private boolean verify(ShareProof proof, ProofContext context) {
    return ShareVerifier.verify(proof, context, ProofPair.ofShare(p1));
  }

  @Test
  void aProofIsGoodForItsOwnContextAndNoOther() {
    List<ProofContext> contexts =
        List.of(
            ProofContext.create(DEVICE, KeyUsage.SIGNING),
            ProofContext.create(DEVICE, KeyUsage.ENCRYPTION),
            ProofContext.create(OTHER, KeyUsage.SIGNING),
            ProofContext.coSign(KEY, DEVICE, REQUEST, TOKEN, SESSION, E, q1),
            ProofContext.coSign(OTHER, DEVICE, REQUEST, TOKEN, SESSION, E, q1),
            ProofContext.coSign(KEY, OTHER, REQUEST, TOKEN, SESSION, E, q1),
            ProofContext.coSign(KEY, DEVICE, OTHER, TOKEN, SESSION, E, q1),
            ProofContext.coSign(KEY, DEVICE, REQUEST, STALE, SESSION, E, q1),
            ProofContext.coSign(KEY, DEVICE, REQUEST, TOKEN, OTHER, E, q1),
            ProofContext.coSign(KEY, DEVICE, REQUEST, TOKEN, SESSION, OTHER_E, q1),
            ProofContext.coSign(KEY, DEVICE, REQUEST, TOKEN, SESSION, E, otherQ1),
            ProofContext.coDecrypt(KEY, DEVICE, REQUEST, TOKEN, SESSION, OTHER),
            ProofContext.coDecrypt(KEY, DEVICE, REQUEST, TOKEN, SESSION, SESSION),
            ProofContext.refresh(KEY, DEVICE, REQUEST, TOKEN, q1),
            ProofContext.refresh(KEY, DEVICE, REQUEST, TOKEN, otherQ1),
            ProofContext.verifyBackup(KEY, DEVICE, REQUEST),
            ProofContext.verifyBackup(KEY, DEVICE, OTHER));
    for (ProofContext made : contexts) {
      ShareProof proof = prove(made);
      for (ProofContext asked : contexts) {
        assertThat(verify(proof, asked)).isEqualTo(made == asked);
      }
    }
  }

  @Test
  void anotherShareProvesNothing() {
    ProofContext context = ProofContext.verifyBackup(KEY, DEVICE, REQUEST);
    ShareProof proof =
        ShareProver.prove(Scalar.random(random), context, ProofPair.ofShare(p1), random);
    assertThat(verify(proof, context)).isFalse();
  }

  @Test
  void changedNumbersProveNothing() {
    ProofContext context = ProofContext.verifyBackup(KEY, DEVICE, REQUEST);
    ShareProof proof = prove(context);
    BigInteger one = BigInteger.ONE;
    assertThat(verify(new ShareProof(Sm2Curve.add(proof.c(), one), proof.z()), context)).isFalse();
    assertThat(verify(new ShareProof(proof.c(), Sm2Curve.add(proof.z(), one)), context)).isFalse();
    assertThat(verify(new ShareProof(one, one), context)).isFalse();
  }

  @Test
  void aSubstitutedPointIsNoticed() {
    ProofContext context = ProofContext.coDecrypt(KEY, DEVICE, REQUEST, TOKEN, SESSION, OTHER);
    Point c1 = q1;
    Point otherC1 = otherQ1;
    List<ProofPair> pairs = ProofPair.ofDecryption(p1, c1, c1.times(x1));
    ShareProof proof = ShareProver.prove(x1, context, pairs, random);
    assertThat(ShareVerifier.verify(proof, context, pairs)).isTrue();

    // The point of another envelope, honestly multiplied, passed off as this one's.
    Point t1 = otherC1.times(x1);
    assertThat(ShareVerifier.verify(proof, context, ProofPair.ofDecryption(p1, c1, t1))).isFalse();
    ShareProof forOther =
        ShareProver.prove(x1, context, ProofPair.ofDecryption(p1, otherC1, t1), random);
    assertThat(ShareVerifier.verify(forOther, context, ProofPair.ofDecryption(p1, c1, t1)))
        .isFalse();
    // A prover who claims the false pair cannot make a proof for it either.
    ShareProof lying = ShareProver.prove(x1, context, ProofPair.ofDecryption(p1, c1, t1), random);
    assertThat(ShareVerifier.verify(lying, context, ProofPair.ofDecryption(p1, c1, t1))).isFalse();
    // A proof of one pair is none of two.
    assertThat(ShareVerifier.verify(proof, context, ProofPair.ofShare(p1))).isFalse();
  }

  @Test
  void theFirstPairIsTheShare() {
    ProofContext context = ProofContext.verifyBackup(KEY, DEVICE, REQUEST);
    assertThatThrownBy(
            () -> ShareVerifier.verify(prove(context), context, List.of(new ProofPair(q1, p1))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void numbersOutOfRangeAreRefused() {
    BigInteger n = Sm2Curve.N;
    assertThatThrownBy(() -> new ShareProof(BigInteger.ZERO, BigInteger.ONE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ShareProof(BigInteger.ONE, n))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ShareProof.ofHex("00", "00"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void tokensAreNotPrinted() {
    assertThat(TOKEN).hasToString("Token[REDACTED]");
    assertThat(TOKEN.hex()).hasSize(32);
    assertThat(Token.random(random)).isNotEqualTo(Token.random(random));
  }
}
