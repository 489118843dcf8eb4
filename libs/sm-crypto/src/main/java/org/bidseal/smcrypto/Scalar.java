package org.bidseal.smcrypto;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.security.auth.Destroyable;
import org.bouncycastle.util.BigIntegers;

/// A secret whole number in `[1, n-1]`, n being the order of sm2p256v1: a key share, a nonce, a
/// mask.
///
/// It prints as `[REDACTED]`, compares in constant time, and is zeroed by [#close()], as far as the
/// JVM allows: `BigInteger` copies made by the arithmetic live until the collector takes them. Text
/// and bytes leave it only through the methods named `expose…`.
public final class Scalar implements AutoCloseable, Destroyable {
  /// Length of the big-endian encoding, in bytes.
  public static final int BYTES = 32;

  private final byte[] bytes;
  private boolean destroyed;

  private Scalar(byte[] bytes) {
    this.bytes = bytes;
  }

  /// Draws uniformly from `[1, n-1]`, by rejection, 32 bytes of the source at a time.
  public static Scalar random(SecureRandom random) {
    byte[] candidate = new byte[BYTES];
    do {
      random.nextBytes(candidate);
    } while (!inRange(BigIntegers.fromUnsignedByteArray(candidate)));
    return new Scalar(candidate);
  }

  /// From 32 big-endian bytes, which are copied.
  ///
  /// @throws IllegalArgumentException on another length or a value outside `[1, n-1]`
  public static Scalar of(byte[] bigEndian) {
    if (bigEndian.length != BYTES) {
      throw new IllegalArgumentException("a scalar has 32 bytes");
    }
    if (!inRange(BigIntegers.fromUnsignedByteArray(bigEndian))) {
      throw new IllegalArgumentException("a scalar lies in [1, n-1]");
    }
    return new Scalar(bigEndian.clone());
  }

  /// From a number.
  ///
  /// @throws IllegalArgumentException outside `[1, n-1]`
  public static Scalar of(BigInteger value) {
    if (!inRange(value)) {
      throw new IllegalArgumentException("a scalar lies in [1, n-1]");
    }
    return new Scalar(BigIntegers.asUnsignedByteArray(BYTES, value));
  }

  /// From 64 lower-case hexadecimal digits.
  ///
  /// @throws IllegalArgumentException on any other text, or a value outside `[1, n-1]`
  public static Scalar ofHex(String text) {
    byte[] decoded = Hex.decode(text, BYTES);
    try {
      return of(decoded);
    } finally {
      Arrays.fill(decoded, (byte) 0);
    }
  }

  static boolean inRange(BigInteger value) {
    return value.signum() > 0 && value.compareTo(Sm2Curve.N) < 0;
  }

  /// `this^-1 mod n`.
  public Scalar inverse() {
    return of(Sm2Curve.invert(exposeNumber()));
  }

  /// `this · other mod n`.
  public Scalar times(Scalar other) {
    return of(Sm2Curve.multiply(exposeNumber(), other.exposeNumber()));
  }

  /// The secret as a number. The caller keeps it out of logs, messages and fields.
  public BigInteger exposeNumber() {
    return BigIntegers.fromUnsignedByteArray(live());
  }

  /// A copy of the 32 big-endian bytes, which the caller zeroes.
  public byte[] exposeBytes() {
    return live().clone();
  }

  /// 64 hexadecimal digits, for the protocol's wire and for nothing else.
  public String exposeHex() {
    return Hex.encode(live());
  }

  private byte[] live() {
    if (destroyed) {
      throw new IllegalStateException("the scalar was destroyed");
    }
    return bytes;
  }

  @Override
  public void destroy() {
    Arrays.fill(bytes, (byte) 0);
    destroyed = true;
  }

  @Override
  public boolean isDestroyed() {
    return destroyed;
  }

  @Override
  public void close() {
    destroy();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Scalar that && MessageDigest.isEqual(live(), that.live());
  }

  /// The same for all scalars: a hash of a secret is a leak.
  @Override
  public int hashCode() {
    return Scalar.class.hashCode();
  }

  @Override
  public String toString() {
    return "Scalar[REDACTED]";
  }
}
