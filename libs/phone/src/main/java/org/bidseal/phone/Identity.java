package org.bidseal.phone;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/// Who the phone's person is, and for which enterprise.
public final class Identity {
  private static final String BASE = "/api/identity/v1";

  private final PhoneParts parts;

  Identity(PhoneParts parts) {
    this.parts = parts;
  }

  /// Real-name verification by name, identity number and mobile number.
  ///
  /// @return the verification's state, `PASSED` or `FAILED`
  public String verifyRealName(String name, String idNumber, String mobile) {
    return parts
        .api()
        .post(
            BASE + "/real-name-verifications",
            Map.of("method", "CARRIER_3", "name", name, "idNumber", idNumber, "mobile", mobile))
        .path("state")
        .asString();
  }

  /// Claims an enterprise as its legal representative; a reviewer decides.
  public UUID claimEnterprise(
      String uscc, String name, String legalRepresentative, String idNumber, String region) {
    JsonNode claim =
        parts
            .api()
            .post(
                BASE + "/enterprise-claims",
                Map.of(
                    "uscc",
                    uscc,
                    "name",
                    name,
                    "legalRepresentative",
                    Map.of("name", legalRepresentative, "idNumber", idNumber),
                    "region",
                    region));
    return UUID.fromString(claim.path("claimId").asString());
  }

  /// Finds a registered enterprise.
  public UUID findEnterprise(String uscc) {
    JsonNode found =
        parts
            .patience()
            .until(
                answer -> answer.path("registered").asBoolean(),
                () -> parts.api().get(BASE + "/enterprises?uscc=" + uscc));
    return UUID.fromString(found.path("enterpriseId").asString());
  }

  /// Asks the enterprise's administrator to be let in.
  public UUID requestToJoin(UUID enterpriseId, String reason) {
    JsonNode request =
        parts
            .api()
            .post(
                BASE + "/enterprises/" + enterpriseId + "/join-requests", Map.of("reason", reason));
    return UUID.fromString(request.path("joinRequestId").asString());
  }

  /// Lets somebody in, as the administrator.
  public void approveJoin(UUID joinRequestId) {
    parts
        .patience()
        .whileRefused(
            Set.of("not-found"),
            () -> parts.api().post(BASE + "/join-requests/" + joinRequestId + "/approval", null));
  }

  /// Name, enterprises, devices.
  public JsonNode me() {
    return parts.api().get(BASE + "/me");
  }
}
