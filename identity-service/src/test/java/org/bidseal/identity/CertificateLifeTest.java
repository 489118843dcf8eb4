package org.bidseal.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bidseal.identity.testkit.Api.body;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.security.cert.CRLReason;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.bidseal.identity.testkit.ApiTest;
import org.bidseal.identity.testkit.CryptoDouble;
import org.bidseal.smcrypto.sm2.Sm2KeyPair;
import org.bidseal.smcrypto.sm2.Sm2Signature;
import org.bidseal.smcrypto.x509.CertificateChain;
import org.bidseal.smcrypto.x509.SigningRequest;
import org.bidseal.smcrypto.x509.Sm2Certificates;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// From the draft to the revocation list.
class CertificateLifeTest extends ApiTest {

  @Test
  void anAgentOfAnEnterpriseGetsDualCertificates() {
    Someone person = verified("张三");
    UUID enterprise = enterpriseOf(person, "湖北某某建设有限公司");
    Applied applied = submitted(person, enterprise);
    JsonNode issued = downloaded(applied);
    assertThat(issued.path("state").asString()).isEqualTo("DOWNLOADED");

    X509Certificate signing = certificate(issued.path("signingCertificate"));
    X509Certificate encryption = certificate(issued.path("encryptionCertificate"));
    CryptoDouble crypto = CryptoDouble.INSTANCE;
    assertThat(Sm2Certificates.publicKey(signing))
        .isEqualTo(crypto.pair(applied.signingKey()).publicKey());
    assertThat(Sm2Certificates.publicKey(encryption))
        .isEqualTo(crypto.pair(applied.encryptionKey()).publicKey());
    // GM/T 0015-2012: digitalSignature and nonRepudiation; keyEncipherment, dataEncipherment and
    // keyAgreement.
    assertThat(signing.getKeyUsage())
        .containsExactly(true, true, false, false, false, false, false, false, false);
    assertThat(encryption.getKeyUsage())
        .containsExactly(false, false, true, true, true, false, false, false, false);
    assertThat(signing.getSigAlgOID()).isEqualTo("1.2.156.10197.1.501");
    assertThat(signing.getSubjectX500Principal().getName())
        .contains("CN=湖北某某建设有限公司", "OU=张三", "C=CN");
    for (X509Certificate each : List.of(signing, encryption)) {
      assertThat(each.getSerialNumber().bitLength()).isBetween(64, 128);
      assertThat(each.getBasicConstraints()).isEqualTo(-1);
      // Subject and authority key identifiers, CRL distribution points.
      assertThat(each.getNonCriticalExtensionOIDs())
          .contains("2.5.29.14", "2.5.29.35", "2.5.29.31");
      assertThat(Duration.between(each.getNotBefore().toInstant(), each.getNotAfter().toInstant()))
          .isBetween(Duration.ofDays(365), Duration.ofDays(366));
      assertThat(chainVerdict(each)).isInstanceOf(CertificateChain.Valid.class);
    }
    assertThat(signing.getSerialNumber()).isNotEqualTo(encryption.getSerialNumber());
  }

  @Test
  void theStatesAreSeenByTheApplicantAndTheReviewers() {
    Someone person = verified("张三");
    Applied applied = submitted(person, enterpriseOf(person, "某某公司"));
    String path = "certificate-applications/" + applied.applicationId();
    assertThat(reviewer().get("certificate-applications?state=SUBMITTED").expect(200).toString())
        .contains(applied.applicationId().toString());
    assertThat(person.api().get(path).expect(200).path("state").asString()).isEqualTo("SUBMITTED");
    person.api().post(path + "/download", null).expectProblem(IdentityProblem.WRONG_STATE);
    person.api().post(path + "/approval", null).expect(403);
    reviewer().post(path + "/approval", null).expect(200);
    reviewer().post(path + "/approval", null).expectProblem(IdentityProblem.WRONG_STATE);
    assertThat(person.api().get(path).expect(200).path("state").asString()).isEqualTo("ISSUED");
    JsonNode mine = person.api().get("certificates").expect(200);
    assertThat(mine).hasSize(2);
    assertThat(mine).allMatch(each -> each.path("state").asString().equals("TO_DOWNLOAD"));
    JsonNode first = person.api().post(path + "/download", null).expect(200);
    // A phone that has lost the answer asks again.
    assertThat(person.api().post(path + "/download", null).expect(200)).isEqualTo(first);
    assertThat(person.api().get("certificates").expect(200))
        .allMatch(each -> each.path("state").asString().equals("IN_FORCE"));
  }

  @Test
  void aRepeatedApprovalIssuesNothingTwice() {
    Someone person = verified("张三");
    Applied applied = submitted(person, enterpriseOf(person, "某某公司"));
    String path = "certificate-applications/" + applied.applicationId() + "/approval";
    String key = UUID.randomUUID().toString();
    JsonNode first = reviewer().post(path, null, key).expect(200);
    assertThat(reviewer().post(path, null, key).expect(200)).isEqualTo(first);
    assertThat(person.api().get("certificates").expect(200)).hasSize(2);
  }

  @Test
  void aRejectedApplicationIssuesNothing() {
    Someone person = verified("张三");
    Applied applied = submitted(person, enterpriseOf(person, "某某公司"));
    String path = "certificate-applications/" + applied.applicationId();
    reviewer().post(path + "/rejection", body("reason", "no seal on the form")).expect(200);
    assertThat(person.api().get(path).expect(200).path("reason").asString())
        .isEqualTo("no seal on the form");
    assertThat(person.api().get("certificates").expect(200)).isEmpty();
    reviewer().post(path + "/approval", null).expectProblem(IdentityProblem.WRONG_STATE);
  }

  @Test
  void aPersonalCertificateNamesThePerson() {
    Someone person = verified("张三");
    CryptoDouble crypto = CryptoDouble.INSTANCE;
    var request =
        body(
            "subject",
            "PERSON",
            "deviceId",
            person.deviceId(),
            "signingKeyId",
            crypto.newKey("SIGNING", person.personId(), person.deviceId()),
            "encryptionKeyId",
            crypto.newKey("ENCRYPTION", person.personId(), person.deviceId()),
            "validityYears",
            2);
    JsonNode draft = person.api().post("certificate-applications", request).expect(201);
    assertThat(draft.path("subjectName").asString())
        .isEqualToIgnoringCase("CN=张三,serialNumber=" + person.personId() + ",C=CN");
    request.put("enterpriseId", UUID.randomUUID());
    person.api().post("certificate-applications", request).expect(400);
  }

  @Test
  void onlyOnesOwnFittingKeysAreCertified() {
    Someone person = verified("张三");
    UUID enterprise = enterpriseOf(person, "某某公司");
    CryptoDouble crypto = CryptoDouble.INSTANCE;
    UUID signing = crypto.newKey("SIGNING", person.personId(), person.deviceId());
    UUID encryption = crypto.newKey("ENCRYPTION", person.personId(), person.deviceId());
    UUID foreign = crypto.newKey("ENCRYPTION", UUID.randomUUID(), person.deviceId());
    UUID elsewhere = crypto.newKey("ENCRYPTION", person.personId(), UUID.randomUUID());
    for (UUID unfit : List.of(signing, foreign, elsewhere, UUID.randomUUID())) {
      apply(person, enterprise, signing, unfit).expectProblem(IdentityProblem.UNUSABLE_KEY);
    }
    Someone stranger = verified("李四");
    apply(stranger, enterprise, signing, encryption).expectProblem(IdentityProblem.NOT_A_MEMBER);
    Someone elsewhereLoggedIn =
        new Someone(
            person.api(),
            person.personId(),
            UUID.randomUUID(),
            person.mobile(),
            person.name(),
            person.idNumber());
    apply(elsewhereLoggedIn, enterprise, signing, encryption)
        .expectProblem(IdentityProblem.UNKNOWN_DEVICE);
  }

  @Test
  void theRequestMustFitTheApplication() {
    Someone person = verified("张三");
    UUID enterprise = enterpriseOf(person, "某某公司");
    CryptoDouble crypto = CryptoDouble.INSTANCE;
    UUID signing = crypto.newKey("SIGNING", person.personId(), person.deviceId());
    UUID encryption = crypto.newKey("ENCRYPTION", person.personId(), person.deviceId());
    JsonNode draft = apply(person, enterprise, signing, encryption).expect(201);
    UUID id = UUID.fromString(draft.path("applicationId").asString());
    SigningRequest good = request(draft, signing);

    describe(person, id, request(draft, encryption))
        .expectProblem(IdentityProblem.REQUEST_MISMATCH);
    describe(
            person,
            id,
            SigningRequest.of(
                new X500Name("CN=somebody else,C=CN"), crypto.pair(signing).publicKey()))
        .expectProblem(IdentityProblem.REQUEST_MISMATCH);
    submit(person, id, new byte[] {1}).expectProblem(IdentityProblem.WRONG_STATE);

    describe(person, id, good).expect(200);
    submit(person, id, new byte[] {1}).expectProblem(IdentityProblem.REQUEST_MISMATCH);
    byte[] csr = good.assemble(sign(crypto.pair(signing), good));
    byte[] damaged = csr.clone();
    damaged[damaged.length - 1] ^= 1;
    submit(person, id, damaged).expectProblem(IdentityProblem.REQUEST_MISMATCH);
    SigningRequest other = request(draft, encryption);
    submit(person, id, other.assemble(sign(crypto.pair(encryption), other)))
        .expectProblem(IdentityProblem.REQUEST_MISMATCH);
    submit(person, id, csr).expect(200);
  }

  @Test
  void certificatesOfAnEnterpriseAreForItsMembers() {
    Someone administrator = verified("张三");
    UUID enterprise = enterpriseOf(administrator, "某某公司");
    downloaded(submitted(administrator, enterprise));
    Someone agent = verified("李四");
    join(agent, enterprise, administrator);
    // Issued but not downloaded: nothing to seal a bid to.
    Applied waiting = submitted(agent, enterprise);
    reviewer()
        .post("certificate-applications/" + waiting.applicationId() + "/approval", null)
        .expect(200);

    String list = "enterprises/" + enterprise + "/certificates?usage=ENCRYPTION";
    JsonNode seen = agent.api().get(list).expect(200);
    assertThat(seen).hasSize(1);
    assertThat(seen.path(0).path("personId").asString())
        .isEqualTo(administrator.personId().toString());
    String one = "certificates/" + seen.path(0).path("certificateId").asString();
    agent.api().get(one).expect(200);

    Someone stranger = verified("王五");
    enterpriseOf(stranger, "另一公司");
    stranger.api().get(list).expect(404);
    stranger.api().get(one).expect(404);
    String application = "certificate-applications/" + waiting.applicationId();
    stranger.api().get(application).expect(404);
    administrator.api().get(application).expect(404);
    stranger.api().post(application + "/download", null).expect(404);
  }

  @Test
  void aRevokedCertificateIsOnTheNextRevocationList() throws Exception {
    Someone person = verified("张三");
    downloaded(submitted(person, enterpriseOf(person, "某某公司")));
    JsonNode mine = person.api().get("certificates").expect(200).path(0);
    String path = "certificates/" + mine.path("certificateId").asString() + "/revocation";
    String serial = mine.path("serialNumber").asString();
    assertThat(crl().getRevokedCertificate(new BigInteger(serial, 16))).isNull();
    BigInteger before = crlNumber();

    var request = body("reason", "KEY_COMPROMISE", "serialNumber", "00");
    person.api().post(path, request).expectProblem(IdentityProblem.OBJECT_NOT_CONFIRMED);
    request.put("serialNumber", serial);
    verified("李四").api().post(path, request).expect(404);
    JsonNode revoked = person.api().post(path, request).expect(200);
    assertThat(revoked.path("state").asString()).isEqualTo("REVOKED");
    person.api().post(path, request).expectProblem(IdentityProblem.WRONG_STATE);

    var entry = crl().getRevokedCertificate(new BigInteger(serial, 16));
    assertThat(entry).isNotNull();
    assertThat(entry.getRevocationReason()).isEqualTo(CRLReason.KEY_COMPROMISE);
    assertThat(crlNumber()).isGreaterThan(before);
    crl().verify(issuer().getPublicKey(), new BouncyCastleProvider());
    assertThat(crl().getNextUpdate().toInstant()).isAfter(Instant.now());
  }

  private static Sm2Signature sign(Sm2KeyPair pair, SigningRequest request) {
    return pair.sign(request.toBeSigned(), new SecureRandom());
  }

  private static X509Certificate certificate(JsonNode issued) {
    return Sm2Certificates.parse(Base64.getDecoder().decode(issued.path("certificate").asString()));
  }

  private CertificateChain.Verdict chainVerdict(X509Certificate certificate) {
    return CertificateChain.validate(
        List.of(certificate, issuer()), List.of(anchor("roots")), Instant.now());
  }

  private X509Certificate issuer() {
    return anchor("issuers");
  }

  private X509Certificate anchor(String kind) {
    JsonNode anchors = nobody().get("trust-anchors").expect(200);
    assertThat(anchors.path(kind)).hasSize(1);
    return Sm2Certificates.parse(Base64.getDecoder().decode(anchors.path(kind).path(0).asString()));
  }

  private X509CRL crl() throws Exception {
    byte[] der =
        client
            .get()
            .uri("/api/identity/v1/crl")
            .exchange()
            .expectStatus()
            .isOk()
            .expectHeader()
            .contentType("application/pkix-crl")
            .expectBody()
            .returnResult()
            .getResponseBody();
    return (X509CRL)
        CertificateFactory.getInstance("X.509", new BouncyCastleProvider())
            .generateCRL(new ByteArrayInputStream(Objects.requireNonNull(der)));
  }

  private BigInteger crlNumber() throws Exception {
    byte[] octets = crl().getExtensionValue("2.5.29.20");
    return ASN1Integer.getInstance(ASN1OctetString.getInstance(octets).getOctets()).getValue();
  }
}
