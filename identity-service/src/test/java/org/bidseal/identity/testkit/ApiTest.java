package org.bidseal.identity.testkit;

import static org.bidseal.identity.testkit.Api.body;

import java.util.Base64;
import java.util.UUID;
import org.bidseal.smcrypto.device.DeviceKeyStatement;
import org.bidseal.smcrypto.sm2.Sm2KeyPair;
import org.bidseal.smcrypto.sm2.Sm2Signature;
import org.bidseal.smcrypto.x509.SigningRequest;
import org.bidseal.testsupport.ServiceTest;
import org.bidseal.testsupport.Tokens;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.RFC4519Style;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

/// The whole service on real servers, and the people who use it. Every test makes its own people,
/// so that tests do not see each other.
@ServiceTest(database = "identity")
public abstract class ApiTest {

  @Autowired protected WebTestClient client;

  @DynamicPropertySource
  protected static void crypto(DynamicPropertyRegistry registry) {
    registry.add("bidseal.services.crypto-service.url", CryptoDouble.INSTANCE::url);
  }

  /// Somebody with a phone.
  public record Someone(
      Api api, UUID personId, UUID deviceId, String mobile, String name, String idNumber) {}

  /// Keys and the application for their certificates.
  public record Applied(Someone by, UUID applicationId, UUID signingKey, UUID encryptionKey) {}

  protected final Api nobody() {
    return new Api(client, null);
  }

  protected final Api reviewer() {
    return nobody().as(Tokens.staff("ca-reviewer"));
  }

  protected final Api operator() {
    return nobody().as(Tokens.staff("operator"));
  }

  /// The code in the newest message to a number.
  protected final String newestCode(String mobile) {
    return nobody().get("sandbox/sms-inbox/" + mobile).expect(200).path(0).path("code").asString();
  }

  protected final void sendCode(String mobile) {
    nobody().post("sms-codes", body("mobile", mobile, "purpose", "LOGIN")).expect(202);
  }

  protected final Api.Answer login(String mobile, String code, UUID deviceId) {
    return login(mobile, code, body("deviceId", deviceId, "name", "phone"));
  }

  /// Logs in on a device that has a key of its own, which it proves for a mobile number.
  protected final Api.Answer loginWithKey(
      String mobile, String code, UUID deviceId, Sm2KeyPair key, String proveFor) {
    Sm2Signature proof =
        new DeviceKeyStatement(deviceId, proveFor, key.publicKey()).sign(key, TestData.RANDOM);
    return loginWithKey(
        mobile,
        code,
        deviceId,
        key.publicKey().hex(),
        "%064x".formatted(proof.r()),
        "%064x".formatted(proof.s()));
  }

  /// The same with whatever key and proof.
  protected final Api.Answer loginWithKey(
      String mobile, String code, UUID deviceId, String publicKey, String r, String s) {
    Object key = body("publicKey", publicKey, "r", r, "s", s);
    return login(mobile, code, body("deviceId", deviceId, "name", "phone", "key", key));
  }

  private Api.Answer login(String mobile, String code, Object device) {
    return nobody().post("sessions", body("mobile", mobile, "code", code, "device", device));
  }

  /// Signs somebody up.
  protected final Someone signUp(String name) {
    String mobile = TestData.mobile();
    UUID deviceId = UUID.randomUUID();
    sendCode(mobile);
    JsonNode session =
        loginWithKey(
                mobile, newestCode(mobile), deviceId, Sm2KeyPair.generate(TestData.RANDOM), mobile)
            .expect(200);
    return new Someone(
        nobody().as(session.path("accessToken").asString()),
        UUID.fromString(session.path("personId").asString()),
        deviceId,
        mobile,
        name,
        TestData.idNumber());
  }

  protected final Api.Answer verify(Someone person, String name, String idNumber) {
    return person
        .api()
        .post(
            "real-name-verifications",
            body("method", "CARRIER_3", "name", name, "idNumber", idNumber));
  }

  /// Signs somebody up who then passes real-name verification.
  protected final Someone verified(String name) {
    Someone person = signUp(name);
    JsonNode answer = verify(person, name, person.idNumber()).expect(201);
    if (!answer.path("state").asString().equals("PASSED")) {
      throw new AssertionError(answer.toString());
    }
    return person;
  }

  protected final Api.Answer claim(Someone person, String uscc, String name) {
    return person
        .api()
        .post(
            "enterprise-claims",
            body(
                "uscc",
                uscc,
                "name",
                name,
                "legalRepresentative",
                body("name", person.name(), "idNumber", person.idNumber()),
                "region",
                "420000"));
  }

  /// A certified enterprise that the person administers.
  protected final UUID enterpriseOf(Someone person, String name) {
    return enterpriseOf(person, name, TestData.uscc());
  }

  protected final UUID enterpriseOf(Someone person, String name, String uscc) {
    String claimId = claim(person, uscc, name).expect(201).path("claimId").asString();
    return UUID.fromString(
        reviewer()
            .post("enterprise-claims/" + claimId + "/approval", null)
            .expect(200)
            .path("enterpriseId")
            .asString());
  }

  /// Lets somebody join an enterprise.
  protected final void join(Someone agent, UUID enterpriseId, Someone administrator) {
    String request =
        agent
            .api()
            .post("enterprises/" + enterpriseId + "/join-requests", body("reason", "colleague"))
            .expect(201)
            .path("joinRequestId")
            .asString();
    administrator.api().post("join-requests/" + request + "/approval", null).expect(200);
  }

  protected final Api.Answer apply(
      Someone person, UUID enterpriseId, UUID signing, UUID encryption) {
    return person
        .api()
        .post(
            "certificate-applications",
            body(
                "subject",
                "ENTERPRISE",
                "enterpriseId",
                enterpriseId,
                "deviceId",
                person.deviceId(),
                "signingKeyId",
                signing,
                "encryptionKeyId",
                encryption,
                "validityYears",
                1));
  }

  /// An application whose request is co-signed and submitted.
  protected final Applied submitted(Someone person, UUID enterpriseId) {
    CryptoDouble crypto = CryptoDouble.INSTANCE;
    UUID signing = crypto.newKey("SIGNING", person.personId(), person.deviceId());
    UUID encryption = crypto.newKey("ENCRYPTION", person.personId(), person.deviceId());
    JsonNode draft = apply(person, enterpriseId, signing, encryption).expect(201);
    UUID id = UUID.fromString(draft.path("applicationId").asString());
    SigningRequest request = request(draft, signing);
    JsonNode described = describe(person, id, request).expect(200);
    UUID session = UUID.fromString(described.path("sessionId").asString());
    Sm2Signature signature = crypto.coSign(signing, session, request.toBeSigned());
    submit(person, id, request.assemble(signature)).expect(200);
    return new Applied(person, id, signing, encryption);
  }

  /// The request that a phone builds from the draft's subject, as text.
  protected static SigningRequest request(JsonNode draft, UUID signingKey) {
    X500Name subject = new X500Name(RFC4519Style.INSTANCE, draft.path("subjectName").asString());
    return SigningRequest.of(subject, CryptoDouble.INSTANCE.pair(signingKey).publicKey());
  }

  protected static Api.Answer describe(Someone person, UUID applicationId, SigningRequest request) {
    return person
        .api()
        .post(
            "certificate-applications/" + applicationId + "/certification-request-info",
            body("certificationRequestInfo", base64(request.infoDer())));
  }

  protected static Api.Answer submit(Someone person, UUID applicationId, byte[] csr) {
    return person
        .api()
        .put("certificate-applications/" + applicationId + "/csr", body("csr", base64(csr)));
  }

  /// Certificates, approved and downloaded.
  protected final JsonNode downloaded(Applied applied) {
    String path = "certificate-applications/" + applied.applicationId();
    reviewer().post(path + "/approval", null).expect(200);
    return applied.by().api().post(path + "/download", null).expect(200);
  }

  protected static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
