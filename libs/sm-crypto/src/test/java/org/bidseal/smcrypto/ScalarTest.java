package org.bidseal.smcrypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.SecureRandom;
import org.bouncycastle.util.BigIntegers;
import org.junit.jupiter.api.Test;

class ScalarTest {
  private static String hex(BigInteger value) {
    return Hex.encode(BigIntegers.asUnsignedByteArray(32, value));
  }

  @Test
  void zeroAndTheOrderAreOutOfRange() {
    assertThatThrownBy(() -> Scalar.of(BigInteger.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Scalar.ofHex(hex(Sm2Curve.N)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Scalar.of(new byte[31])).isInstanceOf(IllegalArgumentException.class);
    assertThat(Scalar.ofHex(hex(Sm2Curve.N.subtract(BigInteger.ONE))).exposeNumber())
        .isEqualTo(Sm2Curve.N.subtract(BigInteger.ONE));
  }

  @Test
  void drawingRejectsWhatIsOutOfRange() {
    String one = hex(BigInteger.ONE);
    ReplayRandom random = ReplayRandom.of(hex(Sm2Curve.N), hex(BigInteger.ZERO), one);
    assertThat(Scalar.random(random).exposeHex()).isEqualTo(one);
    assertThat(random.isSpent()).isTrue();
  }

  @Test
  void inverseTimesItselfIsOne() {
    Scalar a = Scalar.random(new SecureRandom());
    assertThat(a.times(a.inverse()).exposeNumber()).isEqualTo(BigInteger.ONE);
  }

  @Test
  void nothingOfItIsPrinted() {
    Scalar secret = Scalar.random(new SecureRandom());
    assertThat(secret).hasToString("Scalar[REDACTED]");
    assertThat(secret.hashCode()).isEqualTo(Scalar.of(BigInteger.ONE).hashCode());
  }

  @Test
  void aDestroyedScalarIsGone() {
    Scalar secret = Scalar.random(new SecureRandom());
    secret.close();
    assertThat(secret.isDestroyed()).isTrue();
    assertThatThrownBy(secret::exposeHex).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void hexIsLowerCaseAndOfItsLength() {
    assertThatThrownBy(() -> Hex.decode("AB")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Hex.decode("abc")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Hex.decode("abcd", 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Hex.decode("g0")).isInstanceOf(IllegalArgumentException.class);
    assertThat(Hex.decode("00ff")).containsExactly(0, 0xff);
  }
}
