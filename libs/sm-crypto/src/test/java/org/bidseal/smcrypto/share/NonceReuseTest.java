package org.bidseal.smcrypto.share;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.Scalar;
import org.bidseal.smcrypto.Sm2Curve;
import org.bidseal.smcrypto.Sm3Hash;
import org.junit.jupiter.api.Test;

/// Two answers under one `k2` give `D2` away: `s3 − s3' = D2·(r − r')`. So no nonce may come twice.
///
/// The commitment `k2·G` is the same exactly if `k2` is, and who knows `D2` gets `k2` out of an
/// answer, as `D2^-1·s3 − r`, at the cost of one multiplication modulo n. Whole answers are
/// computed for some ten thousand signatures, to see that what is drawn is what is used. A million
/// signatures are begun, each cut off after its draws and before the arithmetic on the curve, which
/// costs hundreds of times as much as all the rest.
class NonceReuseTest {
  private static final int WHOLE = 10_000;
  private static final int BEGUN = 1_000_000;

  private final SecureRandom random = new SecureRandom();
  private final DeviceShare device = DeviceShare.generate(random);
  private final ServerShare server = ServerShare.create(device.p1(), random);
  private final Point q1 = DeviceSignature.start(random).q1();
  private final Sm3Hash e = Sm3Hash.of(new byte[] {1});
  private final BigInteger inverse = server.exposeD2().inverse().exposeNumber();

  @Test
  void tenThousandAnswersUseWhatWasDrawnForThem() {
    Recorder recorder = new Recorder(random, Integer.MAX_VALUE);
    Set<BigInteger> seen = new HashSet<>();
    for (int i = 0; i < WHOLE; i++) {
      recorder.begin();
      BigInteger k2 = nonceOf(server.coSign(e, q1, recorder));
      assertThat(k2).isEqualTo(recorder.first());
      assertThat(seen.add(k2)).isTrue();
    }
  }

  @Test
  void aMillionSignaturesDrawAMillionNonces() {
    assertThat(repeated(BEGUN, this::begun)).isZero();
  }

  /// The same check, on builds that are broken.
  @Test
  void aBuildThatRepeatsANonceIsCaught() {
    Scalar always = Scalar.random(random);
    assertThat(repeated(100, () -> nonceOf(reusing(always)))).isEqualTo(99);

    SecureRandom forgetful = new Forgetful(5_000);
    Recorder recorder = new Recorder(forgetful, 2);
    assertThat(repeated(10_000, () -> begun(recorder))).isPositive();
  }

  /// How often a nonce comes that came before, by its last 64 bits.
  private static long repeated(int signatures, Supplier<BigInteger> nonces) {
    long[] seen = new long[signatures];
    for (int i = 0; i < signatures; i++) {
      seen[i] = nonces.get().longValue();
    }
    return signatures - Arrays.stream(seen).distinct().count();
  }

  private BigInteger nonceOf(CoSignAnswer answer) {
    return Sm2Curve.subtract(
        Sm2Curve.multiply(inverse, answer.s3().exposeNumber()), answer.r().exposeNumber());
  }

  private final Recorder cut = new Recorder(random, 2);

  private BigInteger begun() {
    return begun(cut);
  }

  /// The nonce of a signature that is cut off when it draws the next one.
  private BigInteger begun(Recorder recorder) {
    recorder.begin();
    try {
      server.coSign(e, q1, recorder);
      throw new AssertionError("drew a single nonce");
    } catch (CutOff expected) {
      return recorder.first();
    }
  }

  /// The answer of a server that has one `k2` for all.
  private CoSignAnswer reusing(Scalar k2) {
    Scalar k3 = Scalar.random(random);
    BigInteger x = q1.times(k3).plus(Point.generatorTimes(k2)).x();
    BigInteger r = e.moduloOrder().add(x).mod(Sm2Curve.N);
    Scalar sum = Scalar.of(Sm2Curve.add(r, k2.exposeNumber()));
    return new CoSignAnswer(
        Scalar.of(r), server.exposeD2().times(k3), server.exposeD2().times(sum));
  }

  private static final class CutOff extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CutOff() {
      super("cut off", null, false, false);
    }
  }

  /// Remembers the first scalar that was drawn in each signature.
  private static final class Recorder extends SecureRandom {
    private static final long serialVersionUID = 1L;

    private final SecureRandom source;
    private final int most;
    private int drawn;
    private BigInteger first = BigInteger.ZERO;

    Recorder(SecureRandom source, int most) {
      this.source = source;
      this.most = most;
    }

    void begin() {
      drawn = 0;
    }

    BigInteger first() {
      return first;
    }

    @Override
    public void nextBytes(byte[] bytes) {
      if (drawn == most - 1) {
        throw new CutOff();
      }
      source.nextBytes(bytes);
      BigInteger number = new BigInteger(1, bytes);
      boolean taken = number.signum() > 0 && number.compareTo(Sm2Curve.N) < 0;
      if (taken && drawn++ == 0) {
        first = number;
      }
    }
  }

  /// Begins anew after some draws, as a generator that was copied with its machine.
  private static final class Forgetful extends SecureRandom {
    private static final long serialVersionUID = 1L;

    private final int period;
    private int drawn;

    Forgetful(int period) {
      this.period = period;
    }

    @Override
    public void nextBytes(byte[] bytes) {
      Arrays.fill(bytes, (byte) 0);
      int number = 1 + drawn++ % period;
      bytes[31] = (byte) number;
      bytes[30] = (byte) (number >> 8);
    }
  }
}
