package org.bidseal.demo.cast;

import java.util.Map;
import java.util.UUID;
import org.bidseal.phone.http.ApiClient;
import org.bidseal.phone.http.Gateway;
import tools.jackson.databind.JsonNode;

/// Somebody who works for the operator: registers platforms, reviews claims, certificates or seals.
public final class Staff {
  private final ApiClient api;

  private Staff(ApiClient api) {
    this.api = api;
  }

  /// Logs in with a password, which only the embedded realm allows.
  public static Staff login(Gateway gateway, String user, String password) {
    return new Staff(gateway.as(gateway.staffTokens(user, password)));
  }

  public void approveClaim(UUID claimId) {
    api.post("/api/identity/v1/enterprise-claims/" + claimId + "/approval", null);
  }

  public void approveCertificates(UUID applicationId) {
    api.post("/api/identity/v1/certificate-applications/" + applicationId + "/approval", null);
  }

  public UUID approveImpression(UUID impressionId) {
    JsonNode approved = api.post("/api/seals/v1/impressions/" + impressionId + "/approval", null);
    return UUID.fromString(approved.path("sealId").asString());
  }

  /// The platform's credentials, shown once.
  public JsonNode registerPlatform(String name, String region) {
    return api.post(
        "/api/identity/v1/platforms",
        Map.of(
            "name",
            name,
            "region",
            region,
            "settings",
            Map.of(
                "serverSideSealing", true,
                "backupPolicy", "REQUIRED",
                "sealClaimPolicy", "LOCAL")));
  }
}
