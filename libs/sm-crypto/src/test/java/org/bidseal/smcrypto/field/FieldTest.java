package org.bidseal.smcrypto.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECCurve;
import org.bouncycastle.math.ec.ECFieldElement;
import org.junit.jupiter.api.Test;

/// The field against `BigInteger` and against Bouncy Castle's.
class FieldTest {
  private static final BigInteger P = Limbs.P;
  private static final BigInteger UNRADIX = BigInteger.ONE.shiftLeft(260).modInverse(P);
  private static final ECCurve PEER = CustomNamedCurves.getByName("sm2p256v1").getCurve();

  private final Random random = new Random(20261123);

  /// Around 0, p and its parts, limb borders, all ones and zeros in each 52-bit and 64-bit limb.
  static List<BigInteger> edges() {
    List<BigInteger> edges = new ArrayList<>();
    for (int power : new int[] {0, 31, 32, 51, 52, 63, 64, 96, 104, 128, 156, 208, 224, 255, 256}) {
      BigInteger border = BigInteger.ONE.shiftLeft(power);
      for (int distance = -2; distance <= 2; distance++) {
        edges.add(border.add(BigInteger.valueOf(distance)).mod(P));
        edges.add(P.subtract(border).add(BigInteger.valueOf(distance)).mod(P));
      }
    }
    for (int width : new int[] {52, 64}) {
      BigInteger ones = BigInteger.ONE.shiftLeft(width).subtract(BigInteger.ONE);
      for (int at = 0; at < 256; at += width) {
        edges.add(ones.shiftLeft(at).mod(P));
        edges.add(P.subtract(ones.shiftLeft(at)).mod(P));
      }
    }
    return edges.stream().distinct().toList();
  }

  @Test
  void twoOperandsAtTheEdges() {
    for (BigInteger a : edges()) {
      for (BigInteger b : edges()) {
        agree(a, b);
      }
    }
  }

  @Test
  void aMillionRandomProductsAndSums() {
    BigInteger a = new BigInteger(256, random).mod(P);
    ECFieldElement x = LimbElement.of(a);
    for (int i = 0; i < 1_000_000; i++) {
      BigInteger b = new BigInteger(256, random).mod(P);
      ECFieldElement y = LimbElement.of(b);
      BigInteger product = a.multiply(b).add(b).mod(P);
      ECFieldElement computed = x.multiply(y).add(y);
      if (!computed.toBigInteger().equals(product)) {
        assertThat(computed.toBigInteger()).as("%x·%x + %x", a, b, b).isEqualTo(product);
      }
      a = product;
      x = computed;
    }
  }

  /// The claim of [Limbs]: exact for uncarried limbs of either sign, below 2^56 in size.
  @Test
  void productsOfUncarriedLimbs() {
    long most = (1L << 56) - 1;
    long[] low = {0, 1, -1, (1L << 52) - 1, 1L << 52, -(1L << 52), most, -most, most - 1};
    long[] top = {0, 1, -1, (1L << 48) - 1, (1L << 50) - 1, -(1L << 50) + 1};
    for (int i = 0; i < 50_000; i++) {
      Limbs a = drawn(low, top);
      Limbs b = drawn(low, top);
      assertClass(a.times(b), number(a).multiply(number(b)).multiply(UNRADIX));
      assertClass(a.square(), number(a).pow(2).multiply(UNRADIX));
      assertClass(a.weak(), number(a));
      assertClass(a.minus(b).scaled(4), number(a).subtract(number(b)).shiftLeft(2));
    }
  }

  /// The largest limbs alone, where a column of products is fullest.
  @Test
  void theFullestColumns() {
    long most = (1L << 56) - 1;
    for (int signs = 0; signs < 32; signs++) {
      Limbs a =
          new Limbs(
              signed(most, signs),
              signed(most, signs >> 1),
              signed(most, signs >> 2),
              signed(most, signs >> 3),
              signed((1L << 50) - 1, signs >> 4));
      Limbs b = a.scaled(-1);
      assertClass(a.square(), number(a).pow(2).multiply(UNRADIX));
      assertClass(a.times(b), number(a).pow(2).negate().multiply(UNRADIX));
    }
  }

  @Test
  void laws() {
    for (int i = 0; i < 2_000; i++) {
      ECFieldElement a = element();
      ECFieldElement b = element();
      ECFieldElement c = element();
      assertThat(a.multiply(b)).isEqualTo(b.multiply(a)).hasSameHashCodeAs(b.multiply(a));
      assertThat(a.multiply(b).multiply(c)).isEqualTo(a.multiply(b.multiply(c)));
      assertThat(a.multiply(b.add(c))).isEqualTo(a.multiply(b).add(a.multiply(c)));
      assertThat(a.subtract(b).add(b)).isEqualTo(a);
      assertThat(a.add(a.negate()).isZero()).isTrue();
      assertThat(a.multiply(a.invert()).isOne()).isTrue();
      assertThat(a.divide(b).multiply(b)).isEqualTo(a);
      assertThat(a.square().sqrt()).isIn(a, a.negate());
      assertThat(a.addOne()).isNotEqualTo(a);
    }
  }

  /// −1 is no square modulo p, which is 3 modulo 4.
  @Test
  void rootsOfOthersDoNotExist() {
    assertThat(LimbElement.ONE.negate().sqrt()).isNull();
  }

  @Test
  void numbersOutsideTheFieldAreNoElements() {
    for (BigInteger outside : List.of(BigInteger.ONE.negate(), P, BigInteger.ONE.shiftLeft(256))) {
      assertThatIllegalArgumentException().isThrownBy(() -> LimbElement.of(outside));
    }
  }

  private static void agree(BigInteger a, BigInteger b) {
    ECFieldElement x = LimbElement.of(a);
    ECFieldElement y = LimbElement.of(b);
    ECFieldElement peerX = PEER.fromBigInteger(a);
    ECFieldElement peerY = PEER.fromBigInteger(b);
    same(x, peerX);
    same(x.add(y), peerX.add(peerY));
    same(x.subtract(y), peerX.subtract(peerY));
    same(x.multiply(y), peerX.multiply(peerY));
    same(x.square(), peerX.square());
    same(x.negate(), peerX.negate());
    same(x.addOne(), peerX.addOne());
    assertThat(x.multiply(y).toBigInteger()).isEqualTo(a.multiply(b).mod(P));
    assertThat(x.equals(y)).isEqualTo(a.equals(b));
  }

  private static void same(ECFieldElement ours, ECFieldElement theirs) {
    assertThat(ours.toBigInteger()).isEqualTo(theirs.toBigInteger());
    assertThat(ours.isZero()).isEqualTo(theirs.isZero());
    assertThat(ours.isOne()).isEqualTo(theirs.isOne());
    assertThat(ours.testBitZero()).isEqualTo(theirs.testBitZero());
    assertThat(ours.getEncoded()).isEqualTo(theirs.getEncoded());
  }

  private static void assertClass(Limbs limbs, BigInteger number) {
    assertThat(limbs.toInteger()).isEqualTo(number.mod(P));
  }

  private Limbs drawn(long[] low, long[] top) {
    return new Limbs(pick(low), pick(low), pick(low), pick(low), pick(top));
  }

  private long pick(long[] of) {
    return of[random.nextInt(of.length)];
  }

  private static long signed(long size, int bit) {
    return (bit & 1) == 0 ? size : -size;
  }

  private static BigInteger number(Limbs limbs) {
    BigInteger sum = BigInteger.ZERO;
    for (long limb : new long[] {limbs.l4, limbs.l3, limbs.l2, limbs.l1, limbs.l0}) {
      sum = sum.shiftLeft(52).add(BigInteger.valueOf(limb));
    }
    return sum;
  }

  /// Never zero, which has no inverse.
  private ECFieldElement element() {
    return LimbElement.of(new BigInteger(255, random).setBit(0));
  }
}
