package org.bidseal.smcrypto.sharing;

import java.math.BigInteger;
import java.util.Collection;
import java.util.List;
import org.bidseal.smcrypto.Fields;
import org.bidseal.smcrypto.InvalidPointException;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.PointGate;
import org.bidseal.smcrypto.Scalar;
import org.bidseal.smcrypto.Sm3Hash;

/// Feldman's commitments to a sharing, `A_0 … A_(m-1)` with `A_j = a_j·G`: the piece of index `i`
/// is true if `piece·G = Σ i^j·A_j`. As many as the threshold.
///
/// `A_0` is the secret's own image. Who holds the secret under a guessable mask must not see it,
/// since it would let him test his guesses; [#digest()] tells nothing if the threshold is above 1.
public record ShareCommitments(List<Point> points) {
  /// Checks the number.
  ///
  /// @throws IllegalArgumentException unless there are 1 to [SecretSharing#MAX_PIECES]
  public ShareCommitments {
    points = List.copyOf(points);
    if (points.isEmpty() || points.size() > SecretSharing.MAX_PIECES) {
      throw new IllegalArgumentException("1 to " + SecretSharing.MAX_PIECES + " commitments");
    }
  }

  /// From the wire: each point as 130 lower-case hexadecimal digits.
  ///
  /// @throws IllegalArgumentException on other text or a wrong number
  /// @throws InvalidPointException on a point that does not pass the gate
  public static ShareCommitments ofHex(List<String> points) {
    return new ShareCommitments(points.stream().map(PointGate::decodeHex).toList());
  }

  /// For the wire.
  public List<String> hex() {
    return points.stream().map(Point::hex).toList();
  }

  /// How many pieces rebuild the secret.
  public int threshold() {
    return points.size();
  }

  /// `A_0`: the image of the secret.
  public Point secretImage() {
    return points.getFirst();
  }

  /// What `piece·G` must be for the piece of this index.
  ///
  /// @throws IllegalArgumentException if the index is out of range
  /// @throws InvalidPointException if it is the point at infinity, which no true piece leads to
  public Point imageOf(int index) {
    SecretSharing.requireIndex(index);
    BigInteger x = BigInteger.valueOf(index);
    Point image = points.getLast();
    for (Point point : points.reversed().subList(1, points.size())) {
      image = Point.sumOfPublicMultiples(image, x, point, BigInteger.ONE);
    }
    return image;
  }

  /// Whether the piece is a true one of this sharing.
  public boolean accepts(SecretPiece piece) {
    try {
      return imageOf(piece.index()).equals(piece.image());
    } catch (InvalidPointException infinity) {
      return false;
    }
  }

  /// Rebuilds the secret from true pieces, at least as many as the threshold.
  ///
  /// @throws IllegalArgumentException if there are fewer, one index twice, or a piece that these
  ///   commitments do not accept (the message names its index)
  public Scalar combine(Collection<SecretPiece> pieces) {
    SecretSharing.distinctIndexes(pieces);
    if (pieces.size() < threshold()) {
      throw new IllegalArgumentException(
          threshold() + " pieces are needed, there are " + pieces.size());
    }
    for (SecretPiece piece : pieces) {
      if (!accepts(piece)) {
        throw new IllegalArgumentException("piece " + piece.index() + " is not of this sharing");
      }
    }
    return SecretSharing.combine(pieces.stream().limit(threshold()).toList());
  }

  /// SM3 over the fields `"bidseal-share-commitments-v1", A_0, …, A_(m-1)`: names the sharing.
  public Sm3Hash digest() {
    Fields fields = new Fields().add("bidseal-share-commitments-v1");
    points.forEach(fields::add);
    return Sm3Hash.of(fields.bytes());
  }
}
