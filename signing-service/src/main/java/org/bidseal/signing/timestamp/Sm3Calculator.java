package org.bidseal.signing.timestamp;

import java.io.OutputStream;
import org.bidseal.signing.cms.CmsOids;
import org.bidseal.smcrypto.Sm3Stream;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.operator.DigestCalculator;
import org.bouncycastle.operator.DigestCalculatorProvider;
import org.bouncycastle.operator.OperatorCreationException;

/// SM3 for Bouncy Castle's CMS classes.
final class Sm3Calculator implements DigestCalculator {
  static final DigestCalculatorProvider PROVIDER = Sm3Calculator::forAlgorithm;

  private final AlgorithmIdentifier algorithm;
  private final Sm3Stream digest = new Sm3Stream();

  Sm3Calculator(AlgorithmIdentifier algorithm) {
    this.algorithm = algorithm;
  }

  private static DigestCalculator forAlgorithm(AlgorithmIdentifier algorithm)
      throws OperatorCreationException {
    if (!algorithm.getAlgorithm().equals(CmsOids.SM3)) {
      throw new OperatorCreationException("only SM3 is used here");
    }
    return new Sm3Calculator(algorithm);
  }

  @Override
  public AlgorithmIdentifier getAlgorithmIdentifier() {
    return algorithm;
  }

  @Override
  public OutputStream getOutputStream() {
    return new OutputStream() {
      @Override
      public void write(int single) {
        digest.update(new byte[] {(byte) single});
      }

      @Override
      public void write(byte[] bytes, int offset, int length) {
        digest.update(bytes, offset, length);
      }
    };
  }

  @Override
  public byte[] getDigest() {
    return digest.finish().bytes();
  }
}
