package org.bidseal.smcrypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PointTest {
  /// At the ends of the range, at bit patterns and at random.
  @Test
  void bothWaysToAMultipleOfTheGeneratorAgree() {
    BigInteger one = BigInteger.ONE;
    List<BigInteger> edges =
        List.of(one, BigInteger.TWO, Sm2Curve.N.subtract(one), Sm2Curve.N.subtract(BigInteger.TWO));
    Stream<BigInteger> powers = Stream.iterate(one, n -> n.shiftLeft(1)).limit(256);
    Stream<BigInteger> lowered = Stream.iterate(one, n -> n.shiftLeft(1).add(one)).limit(255);
    SecureRandom random = new SecureRandom();
    Stream<BigInteger> drawn =
        Stream.generate(() -> Scalar.random(random).exposeNumber()).limit(200);
    Stream.of(edges.stream(), powers, lowered, drawn)
        .flatMap(numbers -> numbers)
        .map(Scalar::of)
        .forEach(
            secret -> assertThat(Point.generatorTimes(secret)).isEqualTo(Point.G.times(secret)));
  }
}
