package org.bidseal.smcrypto.lock;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.bidseal.smcrypto.Fields;
import org.bidseal.smcrypto.InvalidPointException;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.Scalar;
import org.bidseal.smcrypto.Sm2Curve;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.sharing.SecretPiece;
import org.bidseal.smcrypto.sharing.ShareCommitments;

/// All contributions to a lock, and what follows from them. The lock's secret is the sum of the
/// contributed ones; a member's share of it is the sum of the pieces that he was sent.
public final class LockTranscript {
  private final LockTerms terms;
  private final List<LockContribution> contributions;
  private final ShareCommitments sum;

  private LockTranscript(
      LockTerms terms, List<LockContribution> contributions, ShareCommitments sum) {
    this.terms = terms;
    this.contributions = contributions;
    this.sum = sum;
  }

  /// Puts the contributions together.
  ///
  /// @param contributions of all members, in the order of their positions
  /// @throws IllegalArgumentException if one does not hold, or they add up to no key
  public static LockTranscript of(LockTerms terms, List<LockContribution> contributions) {
    if (contributions.size() != terms.members().size()) {
      throw new IllegalArgumentException("a lock needs the contributions of all its members");
    }
    for (int i = 0; i < contributions.size(); i++) {
      if (!contributions.get(i).holds(terms, i + 1)) {
        throw new IllegalArgumentException("the contribution of member " + (i + 1) + " is wrong");
      }
    }
    return new LockTranscript(terms, List.copyOf(contributions), sum(terms, contributions));
  }

  private static ShareCommitments sum(LockTerms terms, List<LockContribution> contributions) {
    List<Point> points = new ArrayList<>();
    try {
      for (int j = 0; j < terms.threshold(); j++) {
        Point point = contributions.getFirst().commitments().points().get(j);
        for (LockContribution other : contributions.subList(1, contributions.size())) {
          point = point.plus(other.commitments().points().get(j));
        }
        points.add(point);
      }
    } catch (InvalidPointException infinity) {
      throw new IllegalArgumentException("the contributions cancel each other out", infinity);
    }
    return new ShareCommitments(points);
  }

  public LockTerms terms() {
    return terms;
  }

  /// The contribution of the member at a position, from 1.
  public LockContribution contribution(int position) {
    return contributions.get(position - 1);
  }

  /// The key that bids are locked with.
  public Point lockKey() {
    return sum.secretImage();
  }

  /// SM3 over the fields `"bidseal-lock-transcript-v1"`, the terms' digest, and the digest of each
  /// contribution: what every member confirms.
  public Sm3Hash digest() {
    Fields fields = new Fields().add("bidseal-lock-transcript-v1").add(terms.digest());
    contributions.forEach(contribution -> fields.add(contribution.digest()));
    return Sm3Hash.of(fields.bytes());
  }

  /// A member's share: the sum of the pieces that he was sent, each found to be true. The caller
  /// closes it, and the pieces.
  ///
  /// @param pieces decrypted, in the order of their senders' positions
  /// @throws BadPieceException that names the first sender whose piece is not
  public SecretPiece share(int position, List<Scalar> pieces) {
    if (pieces.size() != contributions.size()) {
      throw new IllegalArgumentException("a member is sent a piece by everyone");
    }
    BigInteger total = BigInteger.ZERO;
    for (int i = 0; i < pieces.size(); i++) {
      SecretPiece piece = new SecretPiece(position, pieces.get(i));
      if (!contributions.get(i).commitments().accepts(piece)) {
        throw new BadPieceException(i + 1);
      }
      total = Sm2Curve.add(total, pieces.get(i).exposeNumber());
    }
    return new SecretPiece(position, Scalar.of(total));
  }

  /// Whether a share is the one of its member.
  public boolean accepts(SecretPiece share) {
    return sum.accepts(share);
  }

  /// The lock's secret, from the shares of as many members as its threshold. The caller closes it.
  ///
  /// @throws IllegalArgumentException if there are fewer, one twice, or a wrong one
  public Scalar combine(Collection<SecretPiece> shares) {
    return sum.combine(shares);
  }
}
