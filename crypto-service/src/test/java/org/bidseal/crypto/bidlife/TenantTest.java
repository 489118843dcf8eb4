package org.bidseal.crypto.bidlife;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import org.bidseal.testsupport.Tokens;
import org.junit.jupiter.api.Test;

/// Nobody learns of other people's bids that they exist.
class TenantTest extends BidTest {
  @Test
  void anotherPlatformSeesAndDoesNothing() {
    Bidder bidder = bidder();
    backUp(bidder);
    Draft draft = sealed(100, bidder);
    Api stranger = new Api(http, Tokens.platform(UUID.randomUUID()));
    String envelope = "/envelopes/" + draft.envelopeId();

    for (String path :
        new String[] {
          envelope,
          envelope + "/receipt",
          envelope + "/plaintext",
          "/openings/" + draft.openingId(),
          "/openings/" + draft.openingId() + "/record",
          "/openings/" + draft.openingId() + "/envelopes"
        }) {
      assertThat(stranger.get(path).status()).as(path).isEqualTo(404);
    }
    assertThat(stranger.post(envelope + "/qr-sessions", Map.of("purpose", "DECRYPT")).status())
        .isEqualTo(404);
    assertThat(stranger.upload(envelope + "/content", new byte[1]).status()).isEqualTo(404);
    assertThat(stranger.upload(envelope + "/plaintext", new byte[1]).status()).isEqualTo(404);
    assertThat(
            stranger
                .put(
                    envelope + "/header",
                    Map.of("header", "AAAA", "treeRoot", "00".repeat(32), "plaintextSize", 1))
                .status())
        .isEqualTo(404);
    assertThat(
            stranger
                .post(
                    "/openings/" + draft.openingId() + "/window-extensions",
                    Map.of("minutes", 5, "reason", "because"))
                .status())
        .isEqualTo(404);
    assertThat(
            stranger
                .post(
                    "/openings/" + draft.openingId() + "/envelopes",
                    Map.of(
                        "enterpriseId",
                        bidder.enterpriseId(),
                        "fileName",
                        "bid.pdf",
                        "size",
                        1,
                        "sealing",
                        "BIDDER"))
                .status())
        .isEqualTo(404);
    assertThat(stranger.get("/openings").expect(200)).isEmpty();
  }

  @Test
  void aCompetitorSeesAndDoesNothing() {
    Bidder bidder = bidder();
    Bidder competitor = bidder();
    backUp(bidder);
    Draft draft = sealed(100, bidder);
    open(draft.openingId());
    UUID session = session(draft.envelopeId(), bidder, "DECRYPT");
    String envelope = "/envelopes/" + draft.envelopeId();

    assertThat(competitor.api().get(envelope).problem(404)).isEqualTo("envelope-not-found");
    assertThat(competitor.api().get(envelope + "/receipt").status()).isEqualTo(404);
    assertThat(competitor.api().get("/openings/" + draft.openingId()).status()).isEqualTo(404);
    assertThat(
            competitor
                .address(draft.envelopeId(), session, competitor.encryptionCertificate())
                .status())
        .isEqualTo(404);
    assertThat(competitor.contentKey(draft.envelopeId(), session, "00".repeat(16)).status())
        .isEqualTo(404);
    assertThat(
            competitor
                .coDecrypt(draft.envelopeId(), session, bidder.entry(draft.envelopeId()))
                .problem(404))
        .isEqualTo("envelope-not-found");
  }

  @Test
  void whoLeavesTheEnterpriseLosesItsBids() {
    Bidder bidder = bidder();
    backUp(bidder);
    Draft draft = sealed(100, bidder);
    assertThat(bidder.api().get("/envelopes/" + draft.envelopeId()).status()).isEqualTo(200);
    database
        .sql("delete from member where person_id = :person")
        .bind("person", bidder.personId())
        .then()
        .block();
    assertThat(bidder.api().get("/envelopes/" + draft.envelopeId()).status()).isEqualTo(404);
  }

  @Test
  void personsDoNotActAsPlatformsNorStaffAsAnyone() {
    Bidder bidder = bidder();
    backUp(bidder);
    Draft draft = sealed(100, bidder);
    Api staff = new Api(http, Tokens.staff("operator"));
    assertThat(staff.get("/envelopes/" + draft.envelopeId()).status()).isEqualTo(403);
    assertThat(bidder.api().get("/envelopes/" + draft.envelopeId() + "/plaintext").status())
        .isEqualTo(403);
    assertThat(
            bidder
                .api()
                .upload("/envelopes/" + draft.envelopeId() + "/content", new byte[1])
                .status())
        .isEqualTo(403);
  }
}
