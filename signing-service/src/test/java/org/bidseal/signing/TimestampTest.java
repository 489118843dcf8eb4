package org.bidseal.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.bidseal.signing.cms.CmsOids;
import org.bidseal.signing.testkit.SigningServiceTest;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.x509.Sm2Certificates;
import org.bidseal.testsupport.Tokens;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.cmp.PKIFailureInfo;
import org.bouncycastle.asn1.cmp.PKIStatus;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

/// The authority as an RFC 3161 client (Bouncy Castle's) sees it.
class TimestampTest extends SigningServiceTest {
  private final String crypto = Tokens.service("crypto-service");

  @Test
  void aTokenVerifiesAndSaysWhatWasAsked() throws Exception {
    TimeStampRequestGenerator requests = new TimeStampRequestGenerator();
    requests.setCertReq(true);
    TimeStampRequest request =
        requests.generate(
            CmsOids.SM3, Sm3Hash.of(new byte[] {1, 2, 3}).bytes(), BigInteger.valueOf(4711));

    TimeStampResponse response = answer(crypto, request.getEncoded());

    response.validate(request);
    var info = response.getTimeStampToken().getTimeStampInfo();
    assertThat(info.getNonce()).isEqualTo(4711);
    assertThat(info.getGenTimeAccuracy().getSeconds()).isEqualTo(1);
    assertThat(info.getGenTime().toInstant())
        .isBetween(Instant.now().minus(Duration.ofMinutes(1)), Instant.now().plusSeconds(5));
    X509CertificateHolder certificate =
        response.getTimeStampToken().getCertificates().getMatches(null).stream()
            .filter(response.getTimeStampToken().getSID()::match)
            .findFirst()
            .orElseThrow();
    response
        .getTimeStampToken()
        .validate(
            new JcaSimpleSignerInfoVerifierBuilder()
                .setProvider(new BouncyCastleProvider())
                .build(certificate));
    assertThat(
            Sm2Certificates.isSignedBy(
                Sm2Certificates.parse(certificate.getEncoded()),
                Sm2Certificates.publicKey(NEIGHBOURS.pki().issuer())))
        .isTrue();
  }

  @Test
  void everyTokenHasAnotherSerialNumber() throws Exception {
    TimeStampRequest request =
        new TimeStampRequestGenerator().generate(NISTObjectIdentifiers.id_sha256, new byte[32]);

    BigInteger first = serial(answer(platform, request.getEncoded()));
    BigInteger second = serial(answer(platform, request.getEncoded()));

    assertThat(first).isNotEqualTo(second);
  }

  @Test
  void unknownDigestsAndPoliciesAreRejected() throws Exception {
    TimeStampRequestGenerator requests = new TimeStampRequestGenerator();
    assertRejected(
        requests.generate(OIWObjectIdentifiers.idSHA1, new byte[20]).getEncoded(),
        PKIFailureInfo.badAlg);
    requests.setReqPolicy(new ASN1ObjectIdentifier("1.2.3.4"));
    assertRejected(
        requests.generate(NISTObjectIdentifiers.id_sha256, new byte[32]).getEncoded(),
        PKIFailureInfo.unacceptedPolicy);
    assertRejected(new byte[] {0x30, 0x03, 1, 2, 3}, PKIFailureInfo.badDataFormat);
    assertRejected(new byte[0], PKIFailureInfo.badDataFormat);
  }

  @Test
  void aPersonGetsNone() {
    UUID person = Tokens.newPerson();
    problem(asking(Tokens.person(person), new byte[] {1}), 403, "forbidden");
  }

  private void assertRejected(byte[] request, int failure) throws Exception {
    TimeStampResponse response = answer(crypto, request);
    assertThat(response.getStatus()).isEqualTo(PKIStatus.REJECTION);
    assertThat(response.getFailInfo().intValue()).isEqualTo(failure);
    assertThat(List.of(response.getTimeStampToken() == null)).containsExactly(true);
  }

  private static BigInteger serial(TimeStampResponse response) {
    return response.getTimeStampToken().getTimeStampInfo().getSerialNumber();
  }

  private TimeStampResponse answer(String token, byte[] request) throws IOException, TSPException {
    byte[] body =
        asking(token, request)
            .expectStatus()
            .isOk()
            .expectHeader()
            .contentType("application/timestamp-reply")
            .expectBody()
            .returnResult()
            .getResponseBody();
    if (body == null) {
      throw new AssertionError("no answer");
    }
    return new TimeStampResponse(body);
  }

  private ResponseSpec asking(String token, byte[] request) {
    return client
        .post()
        .uri("/api/signing/v1/timestamps")
        .headers(headers -> headers.setBearerAuth(token))
        .contentType(MediaType.parseMediaType("application/timestamp-query"))
        .bodyValue(request)
        .exchange();
  }
}
