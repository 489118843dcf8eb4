package org.bidseal.smcrypto.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bidseal.smcrypto.Hex;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.PointGate;
import org.bidseal.smcrypto.ReplayRandom;
import org.bidseal.smcrypto.Scalar;
import org.bidseal.smcrypto.Sm2Curve;
import org.bidseal.smcrypto.Sm2Digest;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.share.SplitKeyException.Reason;
import org.bidseal.smcrypto.sm2.Sm2Ciphertext;
import org.bidseal.smcrypto.sm2.Sm2DecryptionException;
import org.bidseal.smcrypto.sm2.Sm2Encryption;
import org.bidseal.smcrypto.sm2.Sm2Signature;
import org.bouncycastle.crypto.engines.SM2Engine;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithID;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.bouncycastle.util.BigIntegers;
import org.junit.jupiter.api.Test;

/// What holds for every key, judged by Bouncy Castle's own SM2, and what must not happen.
class SplitKeyTest {
  private static final byte[] MESSAGE = "a bid".getBytes(StandardCharsets.UTF_8);

  private final SecureRandom random = new SecureRandom();
  private final DeviceShare device = DeviceShare.generate(random);
  private final ServerShare server = ServerShare.create(device.p1(), random);
  private final Point p = server.publicKey();
  private final Sm3Hash e = Sm2Digest.of(p, MESSAGE);

  private static String hex(BigInteger value) {
    return Hex.encode(BigIntegers.asUnsignedByteArray(32, value));
  }

  private ECPublicKeyParameters bouncyCastleKey() {
    return new ECPublicKeyParameters(p.toBouncyCastle(), Sm2Curve.DOMAIN);
  }

  @Test
  void bouncyCastleVerifiesWhatBothSign() {
    for (int i = 0; i < 10; i++) {
      DeviceSignature signature = DeviceSignature.start(random);
      Sm2Signature signed =
          signature.finish(device, p, e, server.coSign(e, signature.q1(), random));
      SM2Signer judge = new SM2Signer();
      judge.init(
          false,
          new ParametersWithID(
              bouncyCastleKey(), "1234567812345678".getBytes(StandardCharsets.US_ASCII)));
      judge.update(MESSAGE, 0, MESSAGE.length);
      assertThat(judge.verifySignature(signed.der())).isTrue();
    }
  }

  @Test
  void bothDecryptWhatBouncyCastleEncrypts() throws Exception {
    SM2Engine engine = new SM2Engine(SM2Engine.Mode.C1C3C2);
    engine.init(true, new ParametersWithRandom(bouncyCastleKey(), random));
    byte[] raw = engine.processBlock(MESSAGE, 0, MESSAGE.length);
    Sm2Ciphertext ciphertext =
        Sm2Ciphertext.of(
            PointGate.decode(Arrays.copyOf(raw, 65)),
            Sm3Hash.ofBytes(Arrays.copyOfRange(raw, 65, 97)),
            Arrays.copyOfRange(raw, 97, raw.length));
    Point t2 = server.coDecrypt(device.t1(ciphertext.c1()));
    assertThat(DeviceShare.finishDecryption(ciphertext, t2)).isEqualTo(MESSAGE);
  }

  @Test
  void theKeySurvivesARefreshAndTheOldShareDoesNot() {
    DeviceRefresh refresh = device.refresh(random);
    ServerShare refreshed = server.refresh(refresh.t(), refresh.newShare().p1());
    Sm2Ciphertext ciphertext = Sm2Encryption.encrypt(p, MESSAGE, random);
    DeviceSignature signature = DeviceSignature.start(random);
    CoSignAnswer answer = refreshed.coSign(e, signature.q1(), random);
    assertThat(signature.finish(refresh.newShare(), p, e, answer)).isNotNull();
    assertThat(
            DeviceShare.finishDecryption(
                ciphertext, refreshed.coDecrypt(refresh.newShare().t1(ciphertext.c1()))))
        .isEqualTo(MESSAGE);

    Point stale = refreshed.coDecrypt(device.t1(ciphertext.c1()));
    assertThatThrownBy(() -> DeviceShare.finishDecryption(ciphertext, stale))
        .isInstanceOf(Sm2DecryptionException.class);
  }

  @Test
  void aRefreshThatChangesThePublicKeyIsRefused() {
    DeviceRefresh refresh = device.refresh(random);
    Point foreign = DeviceShare.generate(random).p1();
    assertRefused(Reason.PUBLIC_KEY_CHANGED, () -> server.refresh(refresh.t(), foreign));
    Scalar otherT = Scalar.random(random);
    assertRefused(Reason.PUBLIC_KEY_CHANGED, () -> server.refresh(otherT, refresh.newShare().p1()));
  }

  /// `D2 = 1` and `P1 = G` lead to `P = O`.
  @Test
  void aPublicKeyAtInfinityIsThrownAway() {
    String one = hex(BigInteger.ONE);
    String two = hex(BigInteger.TWO);
    ReplayRandom replay = ReplayRandom.of(one, two);
    ServerShare created = ServerShare.create(Point.G, replay);
    assertThat(created.exposeD2().exposeHex()).isEqualTo(two);
    assertThat(replay.isSpent()).isTrue();
  }

  @Test
  void theServerDrawsAgainIfRIsZero() {
    Point q1 = DeviceSignature.start(random).q1();
    Scalar k2 = Scalar.random(random);
    Scalar k3 = Scalar.random(random);
    BigInteger x = q1.times(k3).plus(Point.generatorTimes(k2)).x().mod(Sm2Curve.N);
    Sm3Hash unlucky = Sm3Hash.ofBytes(BigIntegers.asUnsignedByteArray(32, Sm2Curve.N.subtract(x)));
    String other = hex(BigInteger.valueOf(3));
    ReplayRandom replay = ReplayRandom.of(k2.exposeHex(), k3.exposeHex(), other, other);
    CoSignAnswer answer = server.coSign(unlucky, q1, replay);
    assertThat(replay.isSpent()).isTrue();
    assertThat(answer.s2()).isEqualTo(server.exposeD2().times(Scalar.ofHex(other)));
  }

  @Test
  void theServerDrawsAgainIfItsSumIsInfinity() {
    Point q1 = Point.G;
    String k2 = hex(Sm2Curve.N.subtract(BigInteger.TWO));
    String two = hex(BigInteger.TWO);
    ReplayRandom replay = ReplayRandom.of(k2, two, two, two);
    assertThat(server.coSign(e, q1, replay)).isNotNull();
    assertThat(replay.isSpent()).isTrue();
  }

  /// Answers made so that `s = 0`, or `r + s = n`: never valid, and the phone asks again.
  @Test
  void thePhoneAsksAgainForADegenerateSignature() {
    BigInteger d1 = device.exposeD1().exposeNumber();
    BigInteger k1 = BigInteger.valueOf(5);
    BigInteger r = BigInteger.valueOf(7);
    BigInteger s2 = BigInteger.valueOf(11);
    BigInteger product = Sm2Curve.multiply(k1, s2);
    BigInteger s3ForZero = Sm2Curve.subtract(Sm2Curve.multiply(r, Sm2Curve.invert(d1)), product);
    BigInteger s3ForOpposite = Sm2Curve.N.subtract(product);
    for (BigInteger s3 : List.of(s3ForZero, s3ForOpposite)) {
      DeviceSignature signature = DeviceSignature.start(ReplayRandom.of(hex(k1)));
      CoSignAnswer answer = CoSignAnswer.ofHex(hex(r), hex(s2), hex(s3));
      assertRefused(Reason.RETRY, () -> signature.finish(device, p, e, answer));
    }
  }

  @Test
  void aNonceServesOnce() {
    DeviceSignature signature = DeviceSignature.start(random);
    CoSignAnswer answer = server.coSign(e, signature.q1(), random);
    assertThat(signature.finish(device, p, e, answer)).isNotNull();
    assertRefused(Reason.NONCE_SPENT, () -> signature.finish(device, p, e, answer));
  }

  @Test
  void anAnswerForAnotherDigestIsNoSignature() {
    DeviceSignature signature = DeviceSignature.start(random);
    CoSignAnswer answer = server.coSign(Sm3Hash.of(MESSAGE), signature.q1(), random);
    assertRefused(Reason.ANSWER_INVALID, () -> signature.finish(device, p, e, answer));
  }

  @Test
  void anAnswerEqualToTheCiphertextsPointIsRefused() {
    Sm2Ciphertext ciphertext = Sm2Encryption.encrypt(p, MESSAGE, random);
    assertRefused(
        Reason.ANSWER_INVALID, () -> DeviceShare.finishDecryption(ciphertext, ciphertext.c1()));
  }

  @Test
  void nothingSecretIsPrinted() {
    DeviceSignature signature = DeviceSignature.start(random);
    assertThat(device.toString()).contains("REDACTED");
    assertThat(signature.toString()).contains("REDACTED");
    assertThat(server.toString()).doesNotContain(server.exposeD2().exposeHex());
    assertThat(device.refresh(random).toString()).contains("REDACTED");
    assertThat(server.coSign(e, signature.q1(), random).toString()).contains("REDACTED");
  }

  private static void assertRefused(Reason reason, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            SplitKeyException.class, ex -> assertThat(ex.reason()).isEqualTo(reason));
  }
}
