package org.bidseal.bidsealing;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.bidseal.smcrypto.sm2.Sm2KeyPair;
import org.bidseal.smcrypto.x509.CertificateContent;
import org.bidseal.smcrypto.x509.CertificateIssuer;
import org.bouncycastle.asn1.x500.X500Name;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Envelopes as crypto-service answers them, for one recipient.
public final class Orders {
  private static final X500Name NAME = new X500Name("CN=test");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Orders() {}

  public static ObjectNode envelope(Sm2KeyPair recipient, long size) {
    ObjectNode envelope = JSON.createObjectNode();
    envelope
        .put("envelopeId", UUID.randomUUID().toString())
        .put("openingId", UUID.randomUUID().toString())
        .put("fileName", "bid.zip")
        .put("size", size)
        .put("sealing", "BIDDER")
        .put("state", "ADDRESSED");
    envelope
        .putArray("recipients")
        .addObject()
        .put("certificate", Base64.getEncoder().encodeToString(certificate(recipient)));
    return envelope;
  }

  private static byte[] certificate(Sm2KeyPair holder) {
    CertificateContent content =
        CertificateContent.endEntity(
            BigInteger.ONE,
            NAME,
            holder.publicKey(),
            Instant.ofEpochSecond(1_700_000_000),
            Instant.ofEpochSecond(1_900_000_000),
            CertificateContent.ENCRYPTION);
    SecureRandom random = new SecureRandom();
    try {
      return new CertificateIssuer(NAME, holder.publicKey(), holder.signatureFunction(random))
          .issue(content)
          .getEncoded();
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }
}
