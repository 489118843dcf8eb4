package org.bidseal.crypto.receipt;

import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import org.bidseal.crypto.envelope.Octets;
import org.bidseal.smcrypto.Sm3Hash;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampToken;

/// Requests for timestamps and what is checked of the answer (RFC 3161 §2.4).
final class TimestampTokens {
  private TimestampTokens() {}

  /// A request for a token over a digest, with a nonce and the authority's certificate wanted.
  static TimeStampRequest request(Sm3Hash digest, SecureRandom random) {
    var generator = new TimeStampRequestGenerator();
    generator.setCertReq(true);
    return generator.generate(GMObjectIdentifiers.sm3, digest.bytes(), new BigInteger(64, random));
  }

  /// The token of an answer that was granted and belongs to the request: status, imprint, nonce
  /// (RFC 3161 §2.4.2). Whether to trust the authority is the verifier's decision, by its chain.
  ///
  /// @throws IllegalArgumentException if it does not
  static Octets tokenOf(TimeStampRequest request, byte[] answer) {
    try {
      var response = new TimeStampResponse(answer);
      response.validate(request);
      TimeStampToken token = response.getTimeStampToken();
      if (token == null) {
        throw new IllegalArgumentException("the timestamp was not granted");
      }
      return Octets.of(token.getEncoded());
    } catch (TSPException | IOException e) {
      throw new IllegalArgumentException("no timestamp for this request", e);
    }
  }
}
