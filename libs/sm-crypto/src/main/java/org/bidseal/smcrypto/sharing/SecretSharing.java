package org.bidseal.smcrypto.sharing;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.Scalar;
import org.bidseal.smcrypto.Sm2Curve;

/// A secret split into `count` pieces of which `threshold` rebuild it: `f(x) = a_0 + a_1·x + … +
/// a_(m-1)·x^(m-1) mod n` with `a_0` the secret and the other coefficients random; piece `i` is
/// `f(i)`, the commitments are `A_j = a_j·G`.
///
/// Fewer than `threshold` pieces tell nothing about the secret. The commitments show `a_0·G`: share
/// nothing so that could be guessed, and see [ShareCommitments] for who may see them.
///
/// @implNote sums and products are [Sm2Curve]'s, in time independent of the secrets; indexes are
///   public. Closing destroys the pieces, not the secret that was handed in.
public final class SecretSharing implements AutoCloseable {
  /// The most pieces that a secret can be split into.
  public static final int MAX_PIECES = 255;

  private final List<SecretPiece> pieces;
  private final ShareCommitments commitments;

  private SecretSharing(List<SecretPiece> pieces, ShareCommitments commitments) {
    this.pieces = pieces;
    this.commitments = commitments;
  }

  /// Splits a secret, drawing `a_1 … a_(threshold-1)` in this order. With a probability of about
  /// `count·2⁻²⁵⁶` a piece would be zero; then it draws again.
  ///
  /// @throws IllegalArgumentException unless `1 <= threshold <= count <= 255`
  public static SecretSharing split(Scalar secret, int threshold, int count, SecureRandom random) {
    if (threshold < 1 || count < threshold || count > MAX_PIECES) {
      throw new IllegalArgumentException("1 <= threshold <= count <= " + MAX_PIECES);
    }
    while (true) {
      List<Scalar> drawn =
          IntStream.range(1, threshold).mapToObj(_ -> Scalar.random(random)).toList();
      try {
        List<Scalar> coefficients = new ArrayList<>(List.of(secret));
        coefficients.addAll(drawn);
        List<BigInteger> values =
            IntStream.rangeClosed(1, count).mapToObj(i -> valueAt(i, coefficients)).toList();
        if (values.stream().allMatch(value -> value.signum() != 0)) {
          return new SecretSharing(
              IntStream.rangeClosed(1, count)
                  .mapToObj(i -> new SecretPiece(i, Scalar.of(values.get(i - 1))))
                  .toList(),
              new ShareCommitments(coefficients.stream().map(Point::generatorTimes).toList()));
        }
      } finally {
        drawn.forEach(Scalar::close);
      }
    }
  }

  /// Rebuilds the secret from exactly as many pieces as its threshold, in any order. Nothing here
  /// tells whether the pieces are true; [ShareCommitments#combine] does.
  ///
  /// @throws IllegalArgumentException on no pieces, one index twice, or pieces that combine to zero
  public static Scalar combine(Collection<SecretPiece> pieces) {
    Set<Integer> indexes = distinctIndexes(pieces);
    BigInteger sum = BigInteger.ZERO;
    for (SecretPiece piece : pieces) {
      BigInteger coefficient = coefficient(piece.index(), indexes);
      sum = Sm2Curve.add(sum, Sm2Curve.multiply(coefficient, piece.value().exposeNumber()));
    }
    return Scalar.of(sum);
  }

  /// Lagrange's coefficient at 0 of piece `index` among `indexes`: `Π j / (j - index) mod n` over
  /// the other indexes `j`. The secret is the sum of coefficient times piece; `secret·C` is, for
  /// any point, the sum of coefficient times `piece·C`.
  ///
  /// @throws IllegalArgumentException if `index` is not among them, or one is out of range
  public static BigInteger coefficient(int index, Set<Integer> indexes) {
    if (!indexes.contains(index)) {
      throw new IllegalArgumentException("piece " + index + " is not among those to combine");
    }
    BigInteger numerator = BigInteger.ONE;
    BigInteger denominator = BigInteger.ONE;
    for (int other : indexes) {
      requireIndex(other);
      if (other != index) {
        BigInteger distance = BigInteger.valueOf((long) other - index).mod(Sm2Curve.N);
        numerator = Sm2Curve.multiply(numerator, BigInteger.valueOf(other));
        denominator = Sm2Curve.multiply(denominator, distance);
      }
    }
    return Sm2Curve.multiply(numerator, Sm2Curve.invert(denominator));
  }

  /// The pieces, the one of index `i` at place `i - 1`.
  public List<SecretPiece> pieces() {
    return pieces;
  }

  /// By which every piece is checked.
  public ShareCommitments commitments() {
    return commitments;
  }

  static void requireIndex(int index) {
    if (index < 1 || index > MAX_PIECES) {
      throw new IllegalArgumentException("the index of a piece lies in [1, " + MAX_PIECES + "]");
    }
  }

  static Set<Integer> distinctIndexes(Collection<SecretPiece> pieces) {
    Set<Integer> indexes = new HashSet<>();
    for (SecretPiece piece : pieces) {
      if (!indexes.add(piece.index())) {
        throw new IllegalArgumentException("piece " + piece.index() + " is there twice");
      }
    }
    if (indexes.isEmpty()) {
      throw new IllegalArgumentException("there are no pieces to combine");
    }
    return indexes;
  }

  private static BigInteger valueAt(int index, List<Scalar> coefficients) {
    BigInteger x = BigInteger.valueOf(index);
    BigInteger value = BigInteger.ZERO;
    for (Scalar coefficient : coefficients.reversed()) {
      value = Sm2Curve.add(Sm2Curve.multiply(value, x), coefficient.exposeNumber());
    }
    return value;
  }

  @Override
  public void close() {
    pieces.forEach(SecretPiece::close);
  }

  @Override
  public String toString() {
    return "SecretSharing[" + commitments.threshold() + " of " + pieces.size() + "]";
  }
}
