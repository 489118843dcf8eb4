package org.bidseal.crypto.bidlife;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bidseal.smcrypto.Sm3Hash;
import tools.jackson.databind.JsonNode;

/// What the tests of bids of several parts have in common.
abstract class PartsTest extends BidTest {
  protected final String tenderId = "T-" + UUID.randomUUID();

  /// A bidder of a certified enterprise, whose key is backed up.
  protected Bidder known(String name) {
    Bidder bidder = bidder();
    backUp(bidder);
    enterprise(
        bidder.enterpriseId(), name, "91" + bidder.enterpriseId().toString().substring(0, 16));
    return bidder;
  }

  /// Lets identity-service have told of an enterprise.
  protected void enterprise(UUID enterpriseId, String name, String uscc) {
    database
        .sql(
            "insert into enterprise (enterprise_id, name, uscc, region)"
                + " values (:enterprise, :name, :uscc, '420000')")
        .bind("enterprise", enterpriseId)
        .bind("name", name)
        .bind("uscc", uscc)
        .then()
        .block();
  }

  /// An opening of the tender, a day ahead.
  protected UUID opening(String lotId, String stage) {
    return id(registering(lotId, stage).expect(201), "openingId");
  }

  protected Api.Answer registering(String lotId, String stage) {
    Instant deadline = Instant.now().plusSeconds(80_000);
    return platform.post(
        "/openings",
        Map.of(
            "tenderId",
            tenderId,
            "lotId",
            lotId,
            "stage",
            stage,
            "name",
            "Road",
            "deadline",
            deadline,
            "opensAt",
            deadline.plusSeconds(600)));
  }

  protected static Map<String, Object> part(UUID openingId) {
    return part(openingId, 100);
  }

  protected static Map<String, Object> part(UUID openingId, long size) {
    return Map.of(
        "openingId", openingId, "fileName", "part 标书.pdf", "size", size, "sealing", "BIDDER");
  }

  protected JsonNode announceBid(Bidder leader, List<UUID> members, UUID... openings) {
    return platform
        .post(
            "/bids",
            Map.of(
                "tenderId",
                tenderId,
                "enterpriseId",
                leader.enterpriseId(),
                "members",
                members,
                "parts",
                Arrays.stream(openings).map(PartsTest::part).toList()))
        .expect(201);
  }

  protected JsonNode showBid(Api api, UUID bidId) {
    return api.get("/bids/" + bidId).expect(200);
  }

  protected static JsonNode partOf(JsonNode bid, UUID opening) {
    return bid.path("parts")
        .valueStream()
        .filter(part -> part.path("openingId").asString().equals(opening.toString()))
        .findFirst()
        .orElseThrow();
  }

  /// The envelope of a part that was announced last, ready to be signed.
  protected Draft toSign(JsonNode bid, UUID opening, Bidder... recipients) {
    JsonNode envelopes = partOf(bid, opening).path("envelopes");
    UUID envelopeId = id(envelopes.path(envelopes.size() - 1), "envelopeId");
    UUID session = session(envelopeId, recipients[0], "ENCRYPT");
    Draft draft = new Draft(opening, envelopeId, session, Desk.file(100));
    Desk.SealedFile sealed = describe(draft, address(draft, recipients));
    upload(draft, sealed.content()).expect(200);
    return draft;
  }

  /// Seals the envelope of a part that was announced last; the first recipient acts.
  protected Draft seal(JsonNode bid, UUID opening, Bidder... recipients) {
    Draft draft = toSign(bid, opening, recipients);
    recipients[0].sign(draft.envelopeId(), draft.sessionId()).expect(200);
    return draft;
  }

  /// The bidder takes a sealed part back.
  protected void retract(Draft draft, Bidder bidder) {
    UUID session = session(draft.envelopeId(), bidder, "RETRACT");
    JsonNode begun =
        bidder
            .api()
            .put("/envelopes/" + draft.envelopeId() + "/retraction", Map.of("sessionId", session))
            .expect(200);
    bidder
        .act(
            "retraction",
            draft.envelopeId(),
            session,
            bidder.coSign(session, Sm3Hash.ofHex(begun.path("e").asString())))
        .expect(200);
  }
}
