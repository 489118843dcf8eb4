package org.bidseal.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bidseal.identity.testkit.Api.body;

import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.bidseal.identity.testkit.Api;
import org.bidseal.identity.testkit.ApiTest;
import org.bidseal.smcrypto.sm2.Sm2KeyPair;
import org.bidseal.smcrypto.x509.CertificateChain;
import org.bidseal.smcrypto.x509.SigningRequest;
import org.bidseal.smcrypto.x509.Sm2Certificates;
import org.bidseal.testsupport.Tokens;
import org.bouncycastle.asn1.x500.X500Name;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ServiceCertificateTest extends ApiTest {

  private static final String PATH = "/internal/identity/v1/service-certificates";
  private static final Map<String, List<String>> PURPOSES =
      Map.of(
          "TIMESTAMP", List.of("1.3.6.1.5.5.7.3.8"),
          "RECEIPT", List.of("2.25.121289401307617825505616835740981049587"));
  private static final SecureRandom RANDOM = new SecureRandom();

  @Test
  void eachServiceGetsItsOwnKind() throws Exception {
    for (var entry :
        List.of(
            List.of("seal-service", "SEAL_MAKER"),
            List.of("signing-service", "TIMESTAMP"),
            List.of("crypto-service", "RECEIPT"))) {
      Sm2KeyPair key = Sm2KeyPair.generate(RANDOM);
      JsonNode answer = ask(entry.getFirst(), entry.getLast(), csr(key)).expect(200);
      X509Certificate certificate = certificate(answer.path("certificate"));
      assertThat(Sm2Certificates.publicKey(certificate)).isEqualTo(key.publicKey());
      assertThat(certificate.getKeyUsage()).startsWith(true, true, false);
      // RFC 3161 §2.3: timeStamping alone, critical.
      assertThat(certificate.getExtendedKeyUsage()).isEqualTo(PURPOSES.get(entry.getLast()));
      assertThat(certificate.getCriticalExtensionOIDs().contains("2.5.29.37"))
          .isEqualTo(entry.getLast().equals("TIMESTAMP"));
      JsonNode anchors = nobody().get("trust-anchors").expect(200);
      assertThat(
              CertificateChain.validate(
                  List.of(certificate, certificate(answer.path("chain").path(0))),
                  List.of(certificate(anchors.path("roots").path(0))),
                  Instant.now()))
          .isInstanceOf(CertificateChain.Valid.class);
    }
  }

  @Test
  void theSameRequestGetsTheSameCertificate() {
    String csr = csr(Sm2KeyPair.generate(RANDOM));
    JsonNode first = ask("seal-service", "SEAL_MAKER", csr).expect(200);
    assertThat(ask("seal-service", "SEAL_MAKER", csr).expect(200)).isEqualTo(first);
  }

  @Test
  void otherKindsAndOtherCallersAreRefused() {
    String csr = csr(Sm2KeyPair.generate(RANDOM));
    ask("seal-service", "TIMESTAMP", csr).expectProblem(IdentityProblem.PROFILE_NOT_YOURS);
    ask("qr-session-service", "RECEIPT", csr).expectProblem(IdentityProblem.PROFILE_NOT_YOURS);
    ask("seal-service", "SEAL_MAKER", "AQ==").expectProblem(IdentityProblem.REQUEST_MISMATCH);
    operator().post(PATH, body("csr", csr, "profile", "SEAL_MAKER")).expect(403);
    nobody().post(PATH, body("csr", csr, "profile", "SEAL_MAKER")).expect(401);
  }

  private Api.Answer ask(String service, String profile, String csr) {
    return nobody().as(Tokens.service(service)).post(PATH, body("csr", csr, "profile", profile));
  }

  private static String csr(Sm2KeyPair key) {
    SigningRequest request = SigningRequest.of(new X500Name("CN=whatever"), key.publicKey());
    return base64(request.assemble(key.sign(request.toBeSigned(), RANDOM)));
  }

  private static X509Certificate certificate(JsonNode base64) {
    return Sm2Certificates.parse(Base64.getDecoder().decode(base64.asString()));
  }
}
