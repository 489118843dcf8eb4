package org.bidseal.signing.timestamp;

import java.io.IOException;
import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.bidseal.signing.Bytes;
import org.bidseal.signing.cms.CmsOids;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.sm2.SignatureFunction;
import org.bidseal.smcrypto.x509.Sm2Certificates;
import org.bouncycastle.asn1.cmp.PKIFailureInfo;
import org.bouncycastle.asn1.cmp.PKIStatus;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.SignerInfoGenerator;
import org.bouncycastle.cms.SignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TSPValidationException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampResponseGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;
import org.bouncycastle.util.CollectionStore;

/// A timestamp authority (RFC 3161) that signs with SM2 and SM3. Pure: serial number and time are
/// handed in.
public final class TimestampAuthority {
  private static final AlgorithmIdentifier SM3 = new AlgorithmIdentifier(CmsOids.SM3);
  private static final int VERSION = 1;

  private final X509Certificate certificate;
  private final List<X509CertificateHolder> certificates;
  private final SignatureFunction key;

  /// An authority.
  ///
  /// @param certificate with the critical extended key usage timeStamping and no other (§2.3)
  /// @param issuers carried along when a request asks for certificates
  public TimestampAuthority(
      X509Certificate certificate, List<X509Certificate> issuers, SignatureFunction key) {
    this.certificate = certificate;
    this.certificates = new ArrayList<>(List.of(holder(certificate)));
    issuers.forEach(issuer -> certificates.add(holder(issuer)));
    this.key = key;
  }

  /// What a request got.
  ///
  /// @param response DER of the TimeStampResp
  /// @param granted whether it holds a token
  public record Answer(Bytes response, boolean granted) {}

  /// Answers a request; one that is not understood gets a rejection with its PKIFailureInfo
  /// (§2.4.2).
  ///
  /// @param request DER of the TimeStampReq
  /// @param serial a number never used before
  public Answer answer(byte[] request, BigInteger serial, Instant time) {
    try {
      TimeStampResponseGenerator responses =
          new TimeStampResponseGenerator(
              tokens(), TimestampPolicy.DIGESTS, Set.of(TimestampPolicy.OID.getId()), Set.of());
      TimeStampResponse response = respond(responses, request, serial, time);
      return new Answer(Bytes.of(response.getEncoded()), response.getTimeStampToken() != null);
    } catch (TSPException | IOException e) {
      throw new IllegalStateException("the authority cannot sign", e);
    }
  }

  /// A token over a digest, carrying the authority's certificates.
  ///
  /// @return DER of the TimeStampToken
  public Bytes token(Sm3Hash imprint, BigInteger serial, Instant time) {
    TimeStampRequestGenerator requests = new TimeStampRequestGenerator();
    requests.setCertReq(true);
    try {
      return Bytes.of(
          tokens()
              .generate(requests.generate(CmsOids.SM3, imprint.bytes()), serial, Date.from(time))
              .getEncoded());
    } catch (TSPException | IOException e) {
      throw new IllegalStateException("the authority cannot sign", e);
    }
  }

  private static TimeStampResponse respond(
      TimeStampResponseGenerator responses, byte[] request, BigInteger serial, Instant time)
      throws TSPException {
    TimeStampRequest parsed;
    try {
      parsed = new TimeStampRequest(request);
    } catch (IOException | IllegalArgumentException | IllegalStateException e) {
      return responses.generateFailResponse(
          PKIStatus.REJECTION, PKIFailureInfo.badDataFormat, "not a TimeStampReq");
    }
    if (parsed.getVersion() != VERSION) {
      return responses.generateFailResponse(
          PKIStatus.REJECTION, PKIFailureInfo.badRequest, "only version 1 is known");
    }
    try {
      return responses.generateGrantedResponse(parsed, serial, Date.from(time));
    } catch (TSPValidationException e) {
      return responses.generateRejectedResponse(e);
    }
  }

  private TimeStampTokenGenerator tokens() throws TSPException {
    TimeStampTokenGenerator tokens =
        new TimeStampTokenGenerator(signer(), new Sm3Calculator(SM3), TimestampPolicy.OID);
    tokens.setAccuracySeconds(TimestampPolicy.ACCURACY_SECONDS);
    tokens.addCertificates(new CollectionStore<>(certificates));
    return tokens;
  }

  private SignerInfoGenerator signer() {
    SignerInfoGeneratorBuilder builder =
        new SignerInfoGeneratorBuilder(Sm3Calculator.PROVIDER).setContentDigest(SM3);
    try {
      return builder.build(
          new Sm2ContentSigner(Sm2Certificates.publicKey(certificate), key),
          certificates.getFirst());
    } catch (OperatorCreationException e) {
      throw new IllegalStateException("SM3 is always there", e);
    }
  }

  private static X509CertificateHolder holder(X509Certificate certificate) {
    try {
      return new X509CertificateHolder(Sm2Certificates.encoded(certificate));
    } catch (IOException e) {
      throw new IllegalArgumentException("not a certificate", e);
    }
  }
}
