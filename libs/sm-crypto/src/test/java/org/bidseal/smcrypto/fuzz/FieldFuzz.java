package org.bidseal.smcrypto.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.math.BigInteger;
import java.util.Arrays;
import org.bidseal.smcrypto.Sm2Curve;
import org.bidseal.smcrypto.field.LimbCurve;
import org.bouncycastle.math.ec.ECFieldElement;

/// Arithmetic in the field is that of whole numbers modulo p, whatever the operands' bits.
class FieldFuzz {
  private static final LimbCurve CURVE = new LimbCurve();

  @FuzzTest(maxDuration = "5s")
  void isThatOfWholeNumbers(byte[] bytes) {
    BigInteger a = number(bytes, 0);
    BigInteger b = number(bytes, 32);
    ECFieldElement x = CURVE.fromBigInteger(a);
    ECFieldElement y = CURVE.fromBigInteger(b);
    same(x.add(y), a.add(b));
    same(x.subtract(y), a.subtract(b));
    same(x.negate(), a.negate());
    same(x.multiply(y), a.multiply(b));
    same(x.square(), a.multiply(a));
    same(x.subtract(y).multiply(x.add(y)), a.multiply(a).subtract(b.multiply(b)));
  }

  private static void same(ECFieldElement element, BigInteger number) {
    BigInteger expected = number.mod(Sm2Curve.P);
    assertThat(element.toBigInteger()).isEqualTo(expected);
    assertThat(element.isZero()).isEqualTo(expected.signum() == 0);
  }

  /// Up to 32 of the bytes, as a number below p.
  private static BigInteger number(byte[] bytes, int from) {
    int start = Math.min(from, bytes.length);
    int end = Math.min(from + 32, bytes.length);
    return new BigInteger(1, Arrays.copyOfRange(bytes, start, end)).mod(Sm2Curve.P);
  }
}
