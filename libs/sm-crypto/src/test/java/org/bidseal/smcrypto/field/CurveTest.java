package org.bidseal.smcrypto.field;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECCurve;
import org.bouncycastle.math.ec.ECLookupTable;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.junit.jupiter.api.Test;

/// The curve against Bouncy Castle's own.
class CurveTest {
  private static final ECPoint PEER = CustomNamedCurves.getByName("sm2p256v1").getG();
  private static final ECCurve CURVE = new LimbCurve();
  private static final ECPoint G = CURVE.importPoint(PEER);
  private static final BigInteger N = CURVE.getOrder();

  private final Random random = new Random(7);

  private static byte[] encoded(ECPoint point) {
    return point.getEncoded(false);
  }

  @Test
  void isTheSameCurve() {
    assertThat(CURVE.equals(PEER.getCurve())).isTrue();
    assertThat(CURVE.configure().create()).isEqualTo(CURVE);
    assertThat(G.isValid()).isTrue();
    assertThat(encoded(G)).isEqualTo(encoded(PEER));
    assertThat(CURVE.decodePoint(PEER.getEncoded(true))).isEqualTo(G);
    assertThat(CURVE.supportsCoordinateSystem(ECCurve.COORD_AFFINE)).isFalse();
  }

  @Test
  void multiplesByEveryMultiplier() {
    Stream<BigInteger> edges = FieldTest.edges().stream().map(k -> k.mod(N));
    Stream<BigInteger> drawn = Stream.generate(() -> new BigInteger(256, random).mod(N)).limit(100);
    ECPoint base = G.multiply(BigInteger.valueOf(0xbeef)).normalize();
    ECPoint peerBase = PEER.multiply(BigInteger.valueOf(0xbeef)).normalize();
    Stream.concat(edges, drawn)
        .forEach(k -> {
          byte[] expected = encoded(peerBase.multiply(k));
          assertThat(encoded(base.multiply(k))).isEqualTo(expected);
          assertThat(encoded(ECAlgorithms.multiplySecret(base, k))).isEqualTo(expected);
          assertThat(encoded(new FixedPointCombMultiplier().multiply(base, k))).isEqualTo(expected);
          assertThat(encoded(ECAlgorithms.sumOfTwoMultiplies(G, k, base, BigInteger.TWO)))
              .isEqualTo(encoded(PEER.multiply(k).add(peerBase.twice())));
        });
  }

  @Test
  void theOrderLeadsToInfinity() {
    ECPoint last = ECAlgorithms.multiplySecret(G, N.subtract(BigInteger.ONE));
    assertThat(last.normalize()).isEqualTo(G.negate());
    assertThat(last.add(G).isInfinity()).isTrue();
    assertThat(ECAlgorithms.referenceMultiply(G, N).isInfinity()).isTrue();
  }

  /// The addition law's exceptions, with points that are equal or opposite under another z.
  @Test
  void exceptions() {
    ECPoint infinity = CURVE.getInfinity();
    ECPoint scaled = G.twice().add(G).subtract(G.twice());
    assertThat(scaled.isNormalized()).isFalse();
    assertThat(scaled).isEqualTo(G);
    assertThat(scaled.add(G)).isEqualTo(G.twice());
    assertThat(G.add(scaled)).isEqualTo(G.twice());
    assertThat(scaled.subtract(G).isInfinity()).isTrue();
    assertThat(G.subtract(scaled).isInfinity()).isTrue();
    assertThat(scaled.twice()).isEqualTo(G.twice());
    assertThat(scaled.threeTimes()).isEqualTo(G.multiply(BigInteger.valueOf(3)));
    assertThat(scaled.negate().add(infinity)).isEqualTo(G.negate());
    assertThat(infinity.add(G)).isSameAs(G);
    assertThat(G.subtract(infinity)).isSameAs(G);
    assertThat(infinity.twice().isInfinity()).isTrue();
    assertThat(infinity.negate().isInfinity()).isTrue();
    assertThat(infinity.normalize().isInfinity()).isTrue();
    assertThat(scaled.getDetachedPoint()).isEqualTo(G.getDetachedPoint());
  }

  @Test
  void sumsOfPointsUnderAnyZ() {
    ECPoint ours = G;
    ECPoint theirs = PEER;
    for (int i = 0; i < 300; i++) {
      ours = ours.twicePlus(G).add(ours.twice());
      theirs = theirs.twicePlus(PEER).add(theirs.twice());
      assertThat(ours.isValid()).isTrue();
      assertThat(encoded(ours)).isEqualTo(encoded(theirs));
    }
  }

  @Test
  void aPointOffTheCurveIsNotValid() {
    ECPoint off = CURVE.createPoint(G.getAffineXCoord().toBigInteger(), BigInteger.TWO);
    assertThat(off.isValid()).isFalse();
  }

  @Test
  void masksPickTheirPoint() {
    List<ECPoint> points =
        IntStream.rangeClosed(1, 9)
            .mapToObj(i -> G.multiply(BigInteger.valueOf(i)).normalize())
            .toList();
    ECLookupTable table =
        CURVE.createCacheSafeLookupTable(points.toArray(ECPoint[]::new), 1, points.size() - 1);
    assertThat(table.getSize()).isEqualTo(8);
    for (int i = 0; i < table.getSize(); i++) {
      assertThat(encoded(table.lookup(i))).isEqualTo(encoded(points.get(i + 1)));
      assertThat(encoded(table.lookupVar(i))).isEqualTo(encoded(points.get(i + 1)));
    }
  }
}
