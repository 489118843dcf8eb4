package org.bidseal.signing.timestamp;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.Sm2Digest;
import org.bidseal.smcrypto.sm2.SignatureFunction;
import org.bidseal.smcrypto.x509.Sm2Algorithms;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.operator.ContentSigner;

/// A signature function for Bouncy Castle's CMS classes.
final class Sm2ContentSigner implements ContentSigner {
  private final ByteArrayOutputStream message = new ByteArrayOutputStream();
  private final Point publicKey;
  private final SignatureFunction key;

  Sm2ContentSigner(Point publicKey, SignatureFunction key) {
    this.publicKey = publicKey;
    this.key = key;
  }

  @Override
  public AlgorithmIdentifier getAlgorithmIdentifier() {
    return Sm2Algorithms.SM3_WITH_SM2;
  }

  @Override
  public OutputStream getOutputStream() {
    message.reset();
    return message;
  }

  @Override
  public byte[] getSignature() {
    return key.sign(Sm2Digest.of(publicKey, message.toByteArray())).der();
  }
}
