package org.bidseal.smcrypto.field;

import java.math.BigInteger;

/// A whole number `l0 + l1·2^52 + l2·2^104 + l3·2^156 + l4·2^208`, standing for its class modulo `p
/// = 2^256 − 2^224 − 2^96 + 2^64 − 1`. Limbs are signed, and sums do not carry.
///
/// Whoever adds keeps count: a factor's limbs stay below 2^56 in size, and the product of two
/// factors' sizes below `16·p²`. Then [#times] and [#square] are exact, and their result lies in
/// `(−p, 2p)`; for factors below `A·p` and `B·p` in size, in `(−AB/16·p, (1 + AB/16)·p)`.
///
/// @implNote a product is Montgomery's, `a·b·2^-260`. Since `p ≡ −1 mod 2^52`, the multiple of p
///   that clears a limb is the limb itself, and `p + 1` fills two pairs of limbs only, [#NEAR] and
///   [#FAR].
final class Limbs {
  static final BigInteger P =
      new BigInteger("fffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffff", 16);

  private static final int BITS = 52;
  private static final int TOP_BITS = 48;
  private static final long MASK = (1L << BITS) - 1;
  private static final long TOP_MASK = (1L << TOP_BITS) - 1;
  private static final long NEAR = (1L << (64 - BITS)) - (1L << (96 - BITS));
  private static final long FAR = (1L << (256 - 4 * BITS)) - (1L << (224 - 4 * BITS));

  static final Limbs MODULUS = ofInteger(P);

  final long l0;
  final long l1;
  final long l2;
  final long l3;
  final long l4;

  Limbs(long l0, long l1, long l2, long l3, long l4) {
    this.l0 = l0;
    this.l1 = l1;
    this.l2 = l2;
    this.l3 = l3;
    this.l4 = l4;
  }

  /// The number itself, of at most 256 bits.
  static Limbs ofInteger(BigInteger number) {
    return new Limbs(
        number.longValue() & MASK,
        number.shiftRight(BITS).longValue() & MASK,
        number.shiftRight(2 * BITS).longValue() & MASK,
        number.shiftRight(3 * BITS).longValue() & MASK,
        number.shiftRight(4 * BITS).longValue());
  }

  /// The sum, limb by limb.
  Limbs plus(Limbs b) {
    return new Limbs(l0 + b.l0, l1 + b.l1, l2 + b.l2, l3 + b.l3, l4 + b.l4);
  }

  /// The difference, limb by limb.
  Limbs minus(Limbs b) {
    return new Limbs(l0 - b.l0, l1 - b.l1, l2 - b.l2, l3 - b.l3, l4 - b.l4);
  }

  /// The multiple by a small factor, limb by limb.
  Limbs scaled(int factor) {
    return new Limbs(l0 * factor, l1 * factor, l2 * factor, l3 * factor, l4 * factor);
  }

  /// `this · b · 2^-260`.
  Limbs times(Limbs b) {
    return reduced(
        low(l0, b.l0),
        high(l0, b.l0) + low(l0, b.l1) + low(l1, b.l0),
        high(l0, b.l1) + high(l1, b.l0) + low(l0, b.l2) + low(l1, b.l1) + low(l2, b.l0),
        high(l0, b.l2)
            + high(l1, b.l1)
            + high(l2, b.l0)
            + (low(l0, b.l3) + low(l1, b.l2) + low(l2, b.l1) + low(l3, b.l0)),
        high(l0, b.l3)
            + high(l1, b.l2)
            + high(l2, b.l1)
            + high(l3, b.l0)
            + (low(l0, b.l4) + low(l1, b.l3) + low(l2, b.l2) + low(l3, b.l1) + low(l4, b.l0)),
        high(l0, b.l4)
            + high(l1, b.l3)
            + high(l2, b.l2)
            + high(l3, b.l1)
            + high(l4, b.l0)
            + (low(l1, b.l4) + low(l2, b.l3) + low(l3, b.l2) + low(l4, b.l1)),
        high(l1, b.l4)
            + high(l2, b.l3)
            + high(l3, b.l2)
            + high(l4, b.l1)
            + (low(l2, b.l4) + low(l3, b.l3) + low(l4, b.l2)),
        high(l2, b.l4) + high(l3, b.l3) + high(l4, b.l2) + low(l3, b.l4) + low(l4, b.l3),
        high(l3, b.l4) + high(l4, b.l3) + low(l4, b.l4),
        high(l4, b.l4));
  }

  /// `this² · 2^-260`.
  Limbs square() {
    long d0 = l0 << 1;
    long d1 = l1 << 1;
    long d2 = l2 << 1;
    long d3 = l3 << 1;
    return reduced(
        low(l0, l0),
        high(l0, l0) + low(d0, l1),
        high(d0, l1) + low(d0, l2) + low(l1, l1),
        high(d0, l2) + high(l1, l1) + low(d0, l3) + low(d1, l2),
        high(d0, l3) + high(d1, l2) + low(d0, l4) + low(d1, l3) + low(l2, l2),
        high(d0, l4) + high(d1, l3) + high(l2, l2) + low(d1, l4) + low(d2, l3),
        high(d1, l4) + high(d2, l3) + low(d2, l4) + low(l3, l3),
        high(d2, l4) + high(l3, l3) + low(d3, l4),
        high(d3, l4) + low(l4, l4),
        high(l4, l4));
  }

  /// The same class, carried, in `(−2^-20·p, (1 + 2^-20)·p)`, for sizes up to `64·p`.
  Limbs weak() {
    long q = l4 >> TOP_BITS;
    return carried(l0 + q, l1 + (q << 44) - (q << 12), l2, l3, (l4 & TOP_MASK) + (q << 16));
  }

  /// The same class in `[0, p)`, for sizes up to `64·p`.
  Limbs canonical() {
    Limbs near = weak();
    Limbs atLeastZero = near.plus(MODULUS.masked(near.l4 >> 63)).carried();
    Limbs lower = atLeastZero.minus(MODULUS).carried();
    return lower.plus(MODULUS.masked(lower.l4 >> 63)).carried();
  }

  /// Whether the class is zero's, for sizes up to `64·p`.
  boolean isZero() {
    Limbs near = weak(); // 0 or p, if anything of that class
    return near.bits() == 0 || near.difference(MODULUS) == 0;
  }

  /// Whether the classes are one, for sizes up to `32·p`.
  boolean isSame(Limbs b) {
    return minus(b).isZero();
  }

  /// The number of [#canonical].
  BigInteger toInteger() {
    Limbs c = canonical();
    byte[] bytes = new byte[32];
    put(bytes, c.l0 | (c.l1 << 52), 24);
    put(bytes, (c.l1 >>> 12) | (c.l2 << 40), 16);
    put(bytes, (c.l2 >>> 24) | (c.l3 << 28), 8);
    put(bytes, (c.l3 >>> 36) | (c.l4 << 16), 0);
    return new BigInteger(1, bytes);
  }

  private static void put(byte[] bytes, long word, int offset) {
    for (int i = 0; i < Long.BYTES; i++) {
      bytes[offset + i] = (byte) (word >>> (56 - 8 * i));
    }
  }

  private long bits() {
    return l0 | l1 | l2 | l3 | l4;
  }

  private long difference(Limbs b) {
    return (l0 ^ b.l0) | (l1 ^ b.l1) | (l2 ^ b.l2) | (l3 ^ b.l3) | (l4 ^ b.l4);
  }

  private Limbs masked(long mask) {
    return new Limbs(l0 & mask, l1 & mask, l2 & mask, l3 & mask, l4 & mask);
  }

  private Limbs carried() {
    return carried(l0, l1, l2, l3, l4);
  }

  /// The same number with all limbs but the highest in `[0, 2^52)`.
  private static Limbs carried(long t0, long t1, long t2, long t3, long t4) {
    long u1 = t1 + (t0 >> BITS);
    long u2 = t2 + (u1 >> BITS);
    long u3 = t3 + (u2 >> BITS);
    return new Limbs(t0 & MASK, u1 & MASK, u2 & MASK, u3 & MASK, t4 + (u3 >> BITS));
  }

  /// `a·b mod 2^52`.
  private static long low(long a, long b) {
    return (a * b) & MASK;
  }

  /// `a·b` shifted right by 52, rounded down.
  private static long high(long a, long b) {
    return Math.multiplyHigh(a << 6, b << 6);
  }

  /// `t · 2^-260`: five times the lowest limb is cleared by adding it times p, and dropped.
  private static Limbs reduced(
      long t0, long t1, long t2, long t3, long t4, long t5, long t6, long t7, long t8, long t9) {
    long m0 = t0 & MASK;
    long u1 = t1 + (t0 >> BITS) + at1(m0);
    long m1 = u1 & MASK;
    long u2 = t2 + (u1 >> BITS) + at2(m0) + at1(m1);
    long m2 = u2 & MASK;
    long u3 = t3 + (u2 >> BITS) + at2(m1) + at1(m2);
    long m3 = u3 & MASK;
    long u4 = t4 + (u3 >> BITS) + at4(m0) + at2(m2) + at1(m3);
    long m4 = u4 & MASK;
    return carried(
        t5 + (u4 >> BITS) + at5(m0) + at4(m1) + at2(m3) + at1(m4),
        t6 + at5(m1) + at4(m2) + at2(m4),
        t7 + at5(m2) + at4(m3),
        t8 + at5(m3) + at4(m4),
        t9 + at5(m4));
  }

  /// What `m·(2^64 − 2^96)` puts into the limb after m's.
  private static long at1(long m) {
    return low(m, NEAR);
  }

  /// What it carries into the next.
  private static long at2(long m) {
    return high(m, NEAR);
  }

  /// What `m·(2^256 − 2^224)` puts into the fourth limb after m's.
  private static long at4(long m) {
    return low(m, FAR);
  }

  /// What it carries into the fifth.
  private static long at5(long m) {
    return high(m, FAR);
  }
}
