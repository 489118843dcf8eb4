package org.bidseal.smcrypto.share;

import java.math.BigInteger;
import java.security.SecureRandom;
import org.bidseal.smcrypto.InvalidPointException;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.Scalar;
import org.bidseal.smcrypto.Sm2Curve;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.proof.ProofContext;
import org.bidseal.smcrypto.proof.ProofPair;
import org.bidseal.smcrypto.proof.ShareProof;
import org.bidseal.smcrypto.proof.ShareVerifier;

/// The server's half of a split key: `D2`, the phone's `P1 = D1^-1·G`, and the public key `P`.
///
/// Whether a request may be answered (token, counter, session, time) is decided before; these
/// functions check what can be checked by arithmetic. Closing it destroys `D2`.
public final class ServerShare implements AutoCloseable {
  private final Scalar d2;
  private final Point p1;
  private final Point publicKey;

  private ServerShare(Scalar d2, Point p1, Point publicKey) {
    this.d2 = d2;
    this.p1 = p1;
    this.publicKey = publicKey;
  }

  /// Makes the server's half for a phone's `P1`, whose proof was verified: `P = D2^-1·P1 − G`. A
  /// `D2` that leads to the point at infinity is thrown away.
  public static ServerShare create(Point p1, SecureRandom random) {
    while (true) {
      Scalar d2 = Scalar.random(random);
      try {
        return new ServerShare(d2, p1, publicKey(d2, p1));
      } catch (InvalidPointException infinity) {
        d2.close();
      }
    }
  }

  /// From storage; the share takes `d2` over.
  public static ServerShare of(Scalar d2, Point p1, Point publicKey) {
    return new ServerShare(d2, p1, publicKey);
  }

  /// Verifies the proof that opens a creation, before there is a share.
  public static boolean verifyCreation(Point p1, ShareProof proof, ProofContext context) {
    return ShareVerifier.verify(proof, context, ProofPair.ofShare(p1));
  }

  /// Whether the phone knows the other half, for every operation but co-decryption.
  public boolean verify(ShareProof proof, ProofContext context) {
    return ShareVerifier.verify(proof, context, ProofPair.ofShare(p1));
  }

  /// Whether the phone knows the other half and `t1` belongs to `c1`, the point that the server
  /// itself read from the envelope.
  public boolean verifyDecryption(ShareProof proof, ProofContext context, Point c1, Point t1) {
    return ShareVerifier.verify(proof, context, ProofPair.ofDecryption(p1, c1, t1));
  }

  /// Answers a co-signature, drawing `k2` then `k3`, for an `e` that the caller was told to expect
  /// and after [#verify]. Draws again if `r = 0`, or if a part of the answer would be zero.
  public CoSignAnswer coSign(Sm3Hash e, Point q1, SecureRandom random) {
    while (true) {
      try (Scalar k2 = Scalar.random(random);
          Scalar k3 = Scalar.random(random)) {
        BigInteger x = Point.sumOfSecretMultiples(k2, q1, k3).x();
        BigInteger r = e.moduloOrder().add(x).mod(Sm2Curve.N);
        BigInteger sum = Sm2Curve.add(r, k2.exposeNumber());
        if (r.signum() != 0 && sum.signum() != 0) {
          try (Scalar secretSum = Scalar.of(sum)) {
            return new CoSignAnswer(Scalar.of(r), d2.times(k3), d2.times(secretSum));
          }
        }
      } catch (InvalidPointException infinity) {
        // k3·Q1 = −k2·G, with probability 2⁻²⁵⁶: the loop draws other nonces.
      }
    }
  }

  /// Answers a co-decryption, after [#verifyDecryption]: `T2 = D2^-1·T1`.
  public Point coDecrypt(Point t1) {
    try (Scalar inverse = d2.inverse()) {
      return t1.times(inverse);
    }
  }

  /// The half that follows a refresh by `t`: `D2' = D2·t^-1`, `P1'` as sent, the same `P`. Verify
  /// both proofs too: the old share's with this half, the new share's with the half returned.
  ///
  /// @throws SplitKeyException [SplitKeyException.Reason#PUBLIC_KEY_CHANGED] if `D2'^-1·P1' − G` is
  ///   not `P`
  public ServerShare refresh(Scalar t, Point newP1) {
    try (Scalar inverse = t.inverse()) {
      Scalar newD2 = d2.times(inverse);
      if (!belongs(newD2, newP1)) {
        newD2.close();
        throw new SplitKeyException(SplitKeyException.Reason.PUBLIC_KEY_CHANGED);
      }
      return new ServerShare(newD2, newP1, publicKey);
    }
  }

  /// The public key `P`.
  public Point publicKey() {
    return publicKey;
  }

  /// The phone's point `P1`, which the phone itself does not keep.
  public Point p1() {
    return p1;
  }

  /// `D2`, to be wrapped and stored.
  public Scalar exposeD2() {
    return d2;
  }

  private boolean belongs(Scalar newD2, Point newP1) {
    try {
      return publicKey(newD2, newP1).equals(publicKey);
    } catch (InvalidPointException infinity) {
      return false;
    }
  }

  private static Point publicKey(Scalar d2, Point p1) {
    try (Scalar inverse = d2.inverse()) {
      return p1.times(inverse).minus(Point.G);
    }
  }

  @Override
  public void close() {
    d2.close();
  }

  @Override
  public String toString() {
    return "ServerShare[publicKey=" + publicKey.hex() + "]";
  }
}
