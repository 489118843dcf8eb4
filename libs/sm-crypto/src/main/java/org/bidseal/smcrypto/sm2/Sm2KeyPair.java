package org.bidseal.smcrypto.sm2;

import java.math.BigInteger;
import java.security.SecureRandom;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.Scalar;
import org.bidseal.smcrypto.Sm2Curve;
import org.bidseal.smcrypto.Sm2Digest;
import org.bidseal.smcrypto.Sm3Hash;

/// A whole SM2 key pair: a certificate authority's, a timestamp authority's, a service's, a
/// device's transport key. Never a holder's: those are split.
public final class Sm2KeyPair implements AutoCloseable {
  private final Scalar privateKey;
  private final Point publicKey;

  private Sm2KeyPair(Scalar privateKey) {
    this.privateKey = privateKey;
    this.publicKey = Point.generatorTimes(privateKey);
  }

  /// Draws a key.
  public static Sm2KeyPair generate(SecureRandom random) {
    Scalar candidate = Scalar.random(random);
    while (isLast(candidate)) {
      candidate = Scalar.random(random);
    }
    return new Sm2KeyPair(candidate);
  }

  /// From a stored private key; the pair takes the scalar over and destroys it when closed.
  ///
  /// @throws IllegalArgumentException for n-1, which cannot sign (GB/T 32918.1-2016 §6.1)
  public static Sm2KeyPair of(Scalar privateKey) {
    if (isLast(privateKey)) {
      throw new IllegalArgumentException("a private key lies in [1, n-2]");
    }
    return new Sm2KeyPair(privateKey);
  }

  private static boolean isLast(Scalar d) {
    return d.exposeNumber().equals(Sm2Curve.N.subtract(BigInteger.ONE));
  }

  /// The public key `d·G`.
  public Point publicKey() {
    return publicKey;
  }

  /// The private key, to be wrapped and stored.
  public Scalar exposePrivateKey() {
    return privateKey;
  }

  /// Signs `e = SM3(Z ‖ M)` (GB/T 32918.2-2016 §6.1 A3–A6).
  public Sm2Signature sign(Sm3Hash e, SecureRandom random) {
    while (true) {
      try (Scalar k = Scalar.random(random)) {
        BigInteger d = privateKey.exposeNumber();
        BigInteger number = k.exposeNumber();
        BigInteger r = e.moduloOrder().add(Point.generatorTimes(k).x()).mod(Sm2Curve.N);
        if (r.signum() == 0 || r.add(number).equals(Sm2Curve.N)) {
          continue;
        }
        BigInteger inverse = Sm2Curve.invert(Sm2Curve.add(d, BigInteger.ONE));
        BigInteger difference = Sm2Curve.subtract(number, Sm2Curve.multiply(r, d));
        BigInteger s = Sm2Curve.multiply(inverse, difference);
        if (s.signum() != 0) {
          return new Sm2Signature(r, s);
        }
      }
    }
  }

  /// Signs a message under the default user id.
  public Sm2Signature signMessage(byte[] message, SecureRandom random) {
    return sign(Sm2Digest.of(publicKey, message), random);
  }

  /// This pair as a signature function that draws its nonces from `random`.
  public SignatureFunction signatureFunction(SecureRandom random) {
    return e -> sign(e, random);
  }

  /// Decrypts; the caller zeroes the plaintext.
  ///
  /// @throws Sm2DecryptionException if the ciphertext is not one for this key
  public byte[] decrypt(Sm2Ciphertext ciphertext) {
    return Sm2Encryption.open(ciphertext, ciphertext.c1().times(privateKey));
  }

  @Override
  public void close() {
    privateKey.close();
  }

  @Override
  public String toString() {
    return "Sm2KeyPair[" + publicKey.hex() + "]";
  }
}
