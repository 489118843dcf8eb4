package org.bidseal.smcrypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.Stream;
import org.bidseal.smcrypto.sm2.Sm2Ciphertext;
import org.bidseal.smcrypto.x509.Sm2Algorithms;
import org.bidseal.smcrypto.x509.Sm2PublicKeys;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.util.BigIntegers;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class PointGateTest {
  @TestFactory
  Stream<DynamicTest> refusesEveryInvalidPoint() {
    return InvalidPoints.encodings().entrySet().stream()
        .map(e -> DynamicTest.dynamicTest(e.getKey(), () -> refuses(e.getValue())));
  }

  private static void refuses(InvalidPoints.Case point) {
    var refused =
        catchThrowableOfType(InvalidPointException.class, () -> PointGate.decode(point.encoded()));
    assertThat(refused.reason()).isEqualTo(point.reason());
    assertThatThrownBy(() -> PointGate.decodeHex(Hex.encode(point.encoded())))
        .isInstanceOf(InvalidPointException.class);
  }

  @TestFactory
  Stream<DynamicTest> subjectPublicKeysPassTheSameGate() {
    return InvalidPoints.encodings().entrySet().stream()
        .map(e ->
            DynamicTest.dynamicTest(
                e.getKey(),
                () -> {
                  var info =
                      new SubjectPublicKeyInfo(
                          new AlgorithmIdentifier(
                              X9ObjectIdentifiers.id_ecPublicKey, Sm2Algorithms.CURVE),
                          e.getValue().encoded());
                  assertThatThrownBy(() -> Sm2PublicKeys.fromInfo(info))
                      .isInstanceOf(InvalidPointException.class);
                }));
  }

  @TestFactory
  Stream<DynamicTest> ciphertextsPassTheSameGate() {
    return InvalidPoints.encodings().entrySet().stream()
        .filter(e -> e.getValue().encoded().length == 65 && e.getValue().encoded()[0] == 4)
        .map(e ->
            DynamicTest.dynamicTest(
                e.getKey(),
                () -> {
                  byte[] point = e.getValue().encoded();
                  byte[] der =
                      cipher(
                          BigIntegers.fromUnsignedByteArray(point, 1, 32),
                          BigIntegers.fromUnsignedByteArray(point, 33, 32));
                  assertThatThrownBy(() -> Sm2Ciphertext.ofDer(der))
                      .isInstanceOf(InvalidPointException.class);
                }));
  }

  @Test
  void ciphertextsWithNegativeCoordinatesAreRefused() throws Exception {
    byte[] der = cipher(Point.G.x().subtract(Sm2Curve.P), Point.G.y());
    assertThatThrownBy(() -> Sm2Ciphertext.ofDer(der))
        .isInstanceOfSatisfying(
            InvalidPointException.class,
            e ->
                assertThat(e.reason())
                    .isEqualTo(InvalidPointException.Reason.COORDINATE_OUT_OF_RANGE));
  }

  private static byte[] cipher(BigInteger x, BigInteger y) throws java.io.IOException {
    return new DERSequence(
            new ASN1Encodable[] {
              new ASN1Integer(x),
              new ASN1Integer(y),
              new DEROctetString(new byte[32]),
              new DEROctetString(new byte[16])
            })
        .getEncoded("DER");
  }

  @Test
  void upperCaseIsRefused() {
    assertThatThrownBy(() -> PointGate.decodeHex(Point.G.hex().toUpperCase(java.util.Locale.ROOT)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void goodPointsPass() {
    for (int i = 0; i < 20; i++) {
      Point point = Point.generatorTimes(Scalar.random(new SecureRandom()));
      assertThat(PointGate.decode(point.encoded())).isEqualTo(point);
      assertThat(PointGate.decodeHex(point.hex())).isEqualTo(point);
    }
  }

  /// The constant-time multiplication agrees with the plain one, at the edges of the range too.
  @Test
  void multiplicationAgreesWithTheReference() {
    BigInteger n = Sm2Curve.N;
    for (BigInteger k :
        List.of(
            BigInteger.ONE,
            BigInteger.TWO,
            n.shiftRight(1),
            n.subtract(BigInteger.TWO),
            n.subtract(BigInteger.ONE),
            BigInteger.ONE.shiftLeft(255))) {
      Point base = Point.generatorTimes(Scalar.random(new SecureRandom()));
      assertThat(base.times(Scalar.of(k)).toBouncyCastle())
          .isEqualTo(ECAlgorithms.referenceMultiply(base.toBouncyCastle(), k).normalize());
    }
  }

  @Test
  void infinityAsAResultIsRefused() {
    assertThatThrownBy(() -> Point.G.minus(Point.G)).isInstanceOf(InvalidPointException.class);
  }
}
