package org.bidseal.phone;

import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.bidseal.phone.key.HeldKey;
import org.bidseal.phone.key.Pin;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.proof.KeyUsage;
import org.bidseal.smcrypto.sm2.Sm2Signature;
import org.bidseal.smcrypto.x509.SigningRequest;
import org.bidseal.smcrypto.x509.Sm2Certificates;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.RFC4519Style;
import tools.jackson.databind.JsonNode;

/// Split keys and the dual certificates for them.
public final class Certificates {
  private static final String BASE = "/api/identity/v1/certificate-applications";

  private final PhoneParts parts;

  Certificates(PhoneParts parts) {
    this.parts = parts;
  }

  /// Makes both keys and applies for their certificates; a reviewer decides.
  ///
  /// @return the application's id
  public UUID apply(UUID enterpriseId, Pin pin) {
    HeldKey signing = parts.splitKeys().create(KeyUsage.SIGNING, pin);
    HeldKey encryption = parts.splitKeys().create(KeyUsage.ENCRYPTION, pin);
    parts.keyRing().put(signing);
    parts.keyRing().put(encryption);
    JsonNode application =
        parts
            .api()
            .post(
                BASE,
                Map.of(
                    "subject",
                    "ENTERPRISE",
                    "enterpriseId",
                    enterpriseId,
                    "deviceId",
                    parts.deviceId(),
                    "signingKeyId",
                    signing.keyId(),
                    "encryptionKeyId",
                    encryption.keyId(),
                    "validityYears",
                    1));
    UUID applicationId = UUID.fromString(application.path("applicationId").asString());
    X500Name subject =
        new X500Name(RFC4519Style.INSTANCE, application.path("subjectName").asString());
    submit(applicationId, SigningRequest.of(subject, signing.publicKey()), signing, pin);
    return applicationId;
  }

  private void submit(UUID applicationId, SigningRequest request, HeldKey signing, Pin pin) {
    JsonNode expected =
        parts
            .api()
            .post(
                BASE + "/" + applicationId + "/certification-request-info",
                Map.of("certificationRequestInfo", base64(request.infoDer())));
    Sm3Hash e = request.toBeSigned();
    if (!e.hex().equals(expected.path("e").asString())) {
      throw new IllegalStateException("the server expects another request than this phone made");
    }
    UUID session = UUID.fromString(expected.path("sessionId").asString());
    Sm2Signature signature = parts.splitKeys().coSign(signing, pin, session, e);
    parts
        .api()
        .put(
            BASE + "/" + applicationId + "/csr",
            Map.of("csr", base64(request.assemble(signature))));
  }

  /// Downloads what was issued, checks it against this phone's keys and the trusted roots.
  public void download(UUID applicationId) {
    JsonNode issued = parts.api().post(BASE + "/" + applicationId + "/download", null);
    install(issued.path("signingCertificate"), KeyUsage.SIGNING);
    install(issued.path("encryptionCertificate"), KeyUsage.ENCRYPTION);
  }

  private void install(JsonNode issued, KeyUsage usage) {
    var certificate = parts.trust().accept(issued.path("certificate").asString());
    HeldKey key = parts.keyRing().uncertified(usage);
    if (!Sm2Certificates.publicKey(certificate).equals(key.publicKey())) {
      throw new IllegalStateException("the certificate is for another key than this phone's");
    }
    UUID id = UUID.fromString(issued.path("certificateId").asString());
    parts.keyRing().certify(key.keyId(), id, certificate);
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
