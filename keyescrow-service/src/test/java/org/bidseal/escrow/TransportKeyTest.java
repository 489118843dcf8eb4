package org.bidseal.escrow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.bidseal.escrow.testkit.EscrowServiceTest;
import org.bidseal.escrow.testkit.TestKey;
import org.bidseal.escrow.testkit.TestPhone;
import org.bidseal.escrow.wire.SignatureText;
import org.bidseal.smcrypto.Fields;
import org.bidseal.smcrypto.Sm2Digest;
import org.bidseal.smcrypto.proof.KeyUsage;
import org.bidseal.smcrypto.sm2.Sm2KeyPair;
import org.bidseal.smcrypto.sm2.Sm2Verifier;
import org.bidseal.smcrypto.x509.Sm2Certificates;
import org.bidseal.testsupport.Capability;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;

/// Transport keys, and who is a candidate by them.
final class TransportKeyTest extends EscrowServiceTest {
  @Test
  void aTransportKeyIsEndorsedByTheStatementThatCryptoServiceExpects() {
    TestPhone phone = people.member("张三", enterpriseId);
    Sm2KeyPair signingKey = Sm2KeyPair.generate(random);
    UUID certificate = identity.signingCertificate(phone.personId(), enterpriseId, signingKey);

    JsonNode asked = ok(register(phone, certificate), 200);

    byte[] statement = Base64.getDecoder().decode(asked.path("statement").asString());
    assertThat(statement)
        .isEqualTo(
            new Fields()
                .add("bidseal-transport-key-v1")
                .add(phone.deviceId())
                .add(phone.personId())
                .add(phone.transportKey().publicKey())
                .bytes());
    assertThat(asked.path("e").asString())
        .isEqualTo(Sm2Digest.of(signingKey.publicKey(), statement).hex());
    assertThat(CRYPTO.expected())
        .anySatisfy(told -> {
          assertThat(told.path("sessionId").asString())
              .isEqualTo(asked.path("endorsementId").asString());
          assertThat(told.path("e").asString()).isEqualTo(asked.path("e").asString());
          assertThat(told.path("purpose").asString()).isEqualTo("TRANSPORT_KEY");
          assertThat(told.path("personId").asString()).isEqualTo(phone.personId().toString());
        });
    assertThat(ok(register(phone, certificate), 200).path("endorsementId"))
        .isEqualTo(asked.path("endorsementId"));

    String endorsement = transportKey(phone) + "/endorsement";
    problem(
        call(HttpMethod.PUT, phone, endorsement, signature(signingKey, new byte[1])),
        403,
        "escrow/signature-invalid");
    JsonNode endorsed =
        ok(call(HttpMethod.PUT, phone, endorsement, signature(signingKey, statement)), 200);
    assertThat(endorsed.path("state").asString()).isEqualTo("ENDORSED");
  }

  @Test
  void onlyTheDevicesPersonWithHisOwnCertificateRegisters() {
    TestPhone phone = people.member("张三", enterpriseId);
    TestPhone other = people.member("李四", enterpriseId);
    UUID certificate =
        identity.signingCertificate(phone.personId(), enterpriseId, Sm2KeyPair.generate(random));

    problem(register(other, certificate), 409, "escrow/certificate-unusable");
    problem(
        call(
            HttpMethod.PUT,
            other,
            transportKey(phone),
            Map.of(
                "publicKey", other.transportKey().publicKey().hex(), "certificateId", certificate)),
        404,
        "not-found");
    problem(
        call(
            HttpMethod.PUT,
            phone,
            transportKey(phone),
            Map.of("publicKey", "04" + "0".repeat(128), "certificateId", certificate)),
        400,
        "escrow/invalid-point");
    problem(
        call(
            HttpMethod.PUT,
            other,
            transportKey(other) + "/endorsement",
            signature(Sm2KeyPair.generate(random), new byte[1])),
        404,
        "not-found");
  }

  @Test
  @Capability("ESC-003")
  void candidatesAreEndorsedPhonesOfTheSameEnterpriseAndOnesOwnOthers() {
    TestPhone owner = people.member("张三", enterpriseId);
    TestPhone own = people.phone(owner.personId());
    TestPhone colleague = people.member("李四", enterpriseId);
    TestPhone unendorsed = people.member("王五", enterpriseId);
    UUID otherEnterprise = UUID.randomUUID();
    TestPhone stranger = people.member("赵六", otherEnterprise);
    TestPhone formerMember = people.member("孙七", enterpriseId);
    TestKey key = encryptionKey(owner);
    endorse(owner, enterpriseId);
    endorse(own, enterpriseId);
    endorse(colleague, enterpriseId);
    endorse(stranger, otherEnterprise);
    endorse(formerMember, enterpriseId);
    people.leave(formerMember.personId(), enterpriseId);
    ok(
        register(
            unendorsed,
            identity.signingCertificate(
                unendorsed.personId(), enterpriseId, Sm2KeyPair.generate(random))),
        200);

    JsonNode candidates = ok(get(owner, "/candidates?keyId=" + key.keyId()), 200);

    assertThat(candidates.valueStream().map(each -> each.path("deviceId").asString()))
        .containsExactlyInAnyOrder(own.deviceId().toString(), colleague.deviceId().toString());
    assertThat(candidates.valueStream())
        .anySatisfy(each -> {
          assertThat(each.path("personId").asString()).isEqualTo(colleague.personId().toString());
          assertThat(each.path("personName").asString()).isEqualTo("李四");
          assertEndorsed(each);
        });
    problem(get(colleague, "/candidates?keyId=" + key.keyId()), 404, "not-found");
  }

  @Test
  @Capability("ESC-005")
  void aColleagueWithoutAKeyBecomesACandidateOnceHeHasApplied() {
    TestPhone owner = people.member("张三", enterpriseId);
    TestPhone colleague = people.member("李四", enterpriseId);
    TestKey key = encryptionKey(owner);
    String candidates = "/candidates?keyId=" + key.keyId();
    assertThat(ok(get(owner, candidates), 200)).isEmpty();
    JsonNode refused =
        problem(post(owner, "/backups", backup(key, colleague)), 409, "escrow/holder-not-eligible");
    assertThat(refused.path("next").path("zh").asString()).contains("申请密钥");

    endorse(colleague, enterpriseId);

    assertThat(ok(get(owner, candidates), 200)).hasSize(1);
    verifiedBackup(owner, key, colleague);
  }

  private static void assertEndorsed(JsonNode candidate) {
    JsonNode endorsement = candidate.path("endorsement");
    byte[] statement = Base64.getDecoder().decode(endorsement.path("statement").asString());
    byte[] certificate = Base64.getDecoder().decode(endorsement.path("certificate").asString());
    SignatureText signature =
        new SignatureText(
            endorsement.path("signature").path("r").asString(),
            endorsement.path("signature").path("s").asString());
    assertThat(
            Sm2Verifier.verifyMessage(
                Sm2Certificates.publicKey(Sm2Certificates.parse(certificate)),
                statement,
                signature.signature()))
        .isTrue();
  }

  @Test
  void anotherTransportKeyNeedsAnotherEndorsement() {
    TestPhone owner = people.member("张三", enterpriseId);
    TestPhone colleague = people.member("李四", enterpriseId);
    TestKey key = encryptionKey(owner);
    endorse(colleague, enterpriseId);
    TestPhone reset =
        new TestPhone(colleague.personId(), colleague.deviceId(), Sm2KeyPair.generate(random));
    ok(
        register(
            reset,
            identity.signingCertificate(
                reset.personId(), enterpriseId, Sm2KeyPair.generate(random))),
        200);

    assertThat(ok(get(owner, "/candidates?keyId=" + key.keyId()), 200)).isEmpty();
    problem(post(owner, "/backups", backup(key, reset)), 409, "escrow/holder-not-eligible");
  }

  @Test
  void signingKeysHaveNoCandidatesAndNoBackups() {
    TestPhone owner = people.member("张三", enterpriseId);
    TestPhone colleague = people.member("李四", enterpriseId);
    endorse(colleague, enterpriseId);
    TestKey key = key(owner, KeyUsage.SIGNING);

    problem(get(owner, "/candidates?keyId=" + key.keyId()), 409, "escrow/key-usage-forbids");
    problem(post(owner, "/backups", backup(key, colleague)), 409, "escrow/key-usage-forbids");
  }
}
