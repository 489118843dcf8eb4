package org.bidseal.crypto.bidlife;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Openings that demand how many recipients open a bid together.
class DemandedPolicyTest extends BidTest {
  private final UUID enterpriseId = UUID.randomUUID();

  @Test
  void aBidIsTakenOnlyAsTheOpeningDemands() {
    Bidder first = backedUp(enterpriseId);
    Bidder second = backedUp(enterpriseId);
    Bidder third = backedUp(enterpriseId);
    UUID atLeastTwo = demanding(Map.of("threshold", 2));
    Draft draft = draft(atLeastTwo, first, 1000, "BIDDER");
    JsonNode refused =
        first
            .address(
                draft.envelopeId(),
                draft.sessionId(),
                first.encryptionCertificate(),
                second.encryptionCertificate())
            .expect(422);
    assertThat(refused.path("type").asString()).endsWith("/recipient-policy-not-met");
    assertThat(refused.path("demanded").asInt()).isEqualTo(2);
    assertThat(refused.path("next").path("zh").asString()).contains("接收者");
    addressTogether(draft, 3, first, second, third).expect(200);

    UUID exactlyTwo = demanding(Map.of("threshold", 2, "rule", "EXACTLY"));
    Draft other = draft(exactlyTwo, first, 1000, "BIDDER");
    assertThat(addressTogether(other, 3, first, second, third).problem(422))
        .isEqualTo("recipient-policy-not-met");
    Draft sealed = sealedTogether(exactlyTwo, 2, first, second, third);
    JsonNode receipt =
        Api.JSON.readTree(
            Base64.getDecoder()
                .decode(show(sealed.envelopeId()).path("receipt").path("payload").asString()));
    assertThat(receipt.path("type").asString()).isEqualTo("bidseal-receipt-v3");
    assertThat(receipt.path("threshold").asInt()).isEqualTo(2);
    assertThat(receipt.path("recipients")).hasSize(3);
    open(exactlyTwo);
    JsonNode registered = record(exactlyTwo).path("entries").path(0).path("payload");
    assertThat(registered.path("recipientPolicy").path("rule").asString()).isEqualTo("EXACTLY");
    assertThat(registered.path("recipientPolicy").path("threshold").asInt()).isEqualTo(2);
    for (Map<String, Object> wrong :
        List.<Map<String, Object>>of(Map.of(), Map.of("threshold", 0), Map.of("threshold", 17))) {
      assertThat(registering(wrong).problem(400)).isEqualTo("validation-failed");
    }
  }

  private UUID demanding(Map<String, Object> policy) {
    JsonNode opening = registering(policy).expect(201);
    assertThat(opening.path("recipientPolicy").path("threshold").asInt()).isEqualTo(2);
    return id(opening, "openingId");
  }

  private Api.Answer registering(Map<String, Object> policy) {
    Instant deadline = Instant.now().plusSeconds(3600);
    return platform.post(
        "/openings",
        Map.of(
            "tenderId",
            "T-" + UUID.randomUUID(),
            "lotId",
            "1",
            "name",
            "Road",
            "deadline",
            deadline,
            "opensAt",
            deadline,
            "recipientPolicy",
            policy));
  }
}
