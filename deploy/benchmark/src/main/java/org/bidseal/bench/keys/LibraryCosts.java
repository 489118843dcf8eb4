package org.bidseal.bench.keys;

import java.security.SecureRandom;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.bidseal.bench.figure.CpuTime;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.Scalar;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.proof.ProofContext;
import org.bidseal.smcrypto.proof.ShareProof;
import org.bidseal.smcrypto.proof.Token;
import org.bidseal.smcrypto.share.DeviceShare;
import org.bidseal.smcrypto.share.ServerShare;
import org.bouncycastle.asn1.gm.GMNamedCurves;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.SM2Signer;

/// The server's side of the protocol alone: operations a second of one thread's CPU time, measured
/// by turns.
///
/// @param coDecryptions `T2 = D2^-1·T1`
/// @param coSignatures the answer to `e` and `Q1`
/// @param provedCoDecryptions with the check of the proof over two pairs
/// @param provedCoSignatures with the check of the proof over one pair
/// @param peerSignatures whole SM2 signatures by Bouncy Castle's signer, over its generic curve
record LibraryCosts(
    double coDecryptions,
    double coSignatures,
    double provedCoDecryptions,
    double provedCoSignatures,
    double peerSignatures) {

  static LibraryCosts measure(SecureRandom random) {
    DeviceShare device = DeviceShare.generate(random);
    ServerShare server = ServerShare.create(device.p1(), random);
    Point c1 = Point.generatorTimes(Scalar.random(random));
    Point t1 = device.t1(c1);
    Point q1 = Point.generatorTimes(Scalar.random(random));
    Sm3Hash e = Sm3Hash.of(new byte[] {1});
    UUID id = new UUID(1, 2);
    Token token = Token.random(random);
    ProofContext decrypt = ProofContext.coDecrypt(id, id, id, token, id, id);
    ProofContext sign = ProofContext.coSign(id, id, id, token, id, e, q1);
    ShareProof decryptProof = device.proveDecryption(decrypt, c1, t1, random);
    ShareProof signProof = device.prove(sign, random);
    double[] speeds =
        CpuTime.mediansByTurns(
            ten(() -> server.coDecrypt(t1)),
            ten(() -> server.coSign(e, q1, random)),
            ten(() -> {
              require(server.verifyDecryption(decryptProof, decrypt, c1, t1));
              server.coDecrypt(t1);
            }),
            ten(() -> {
              require(server.verify(signProof, sign));
              server.coSign(e, q1, random);
            }),
            ten(peer(random)));
    return new LibraryCosts(speeds[0], speeds[1], speeds[2], speeds[3], speeds[4]);
  }

  private static Runnable peer(SecureRandom random) {
    var curve = GMNamedCurves.getByName("sm2p256v1");
    var domain = new ECDomainParameters(curve);
    try (Scalar secret = Scalar.random(random)) {
      var key = new ECPrivateKeyParameters(secret.exposeNumber(), domain);
      return () -> {
        var signer = new SM2Signer();
        signer.init(true, key);
        signer.update((byte) 1);
        try {
          signer.generateSignature();
        } catch (CryptoException impossible) {
          throw new IllegalStateException(impossible);
        }
      };
    }
  }

  private static void require(boolean proved) {
    if (!proved) {
      throw new IllegalStateException("a good proof was refused");
    }
  }

  private static LongSupplier ten(Runnable operation) {
    return () -> {
      for (int i = 0; i < 10; i++) {
        operation.run();
      }
      return 10;
    };
  }
}
