package org.bidseal.crypto.bidlife;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bidseal.crypto.bidlife.Desk.SealedFile;
import org.bidseal.crypto.testkit.TestPhone;
import org.bidseal.smcrypto.envelope.EnvelopeHeader;
import org.bidseal.testsupport.Awaiting;
import org.bidseal.testsupport.GoldenEvents;
import org.bidseal.testsupport.PublishedEvents;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Bids that k of m recipients open together.
class OpenedTogetherTest extends BidTest {
  private final UUID enterpriseId = UUID.randomUUID();

  @Test
  void twoOfThreeOpenTheBidAndEverybodySeesWhoHasGiven() {
    Bidder first = backedUp(enterpriseId);
    Bidder second = bidder(enterpriseId);
    Bidder third = bidder(enterpriseId);
    Draft draft = sealedTogether(opening(), 2, first, second, third);
    UUID envelopeId = draft.envelopeId();
    assertThat(show(envelopeId).path("policy").path("threshold").asInt()).isEqualTo(2);
    open(draft.openingId());

    UUID session = session(envelopeId, third, "DECRYPT");
    String share = third.fileKey(envelopeId, session);
    JsonNode given = third.keyShare(envelopeId, session, share).expect(202);
    assertThat(given.path("given").asInt()).isEqualTo(1);
    assertThat(given.path("threshold").asInt()).isEqualTo(2);
    assertThat(ids(given.path("waitingFor")))
        .containsExactly(first.encryptionKey(), second.encryptionKey());
    assertThat(given.has("job")).isFalse();
    assertThat(third.keyShare(envelopeId, session, share).expect(202)).isEqualTo(given);
    assertThat(
            holds(
                "select encode(share, 'hex') not like '%"
                    + share.substring(2, 40)
                    + "%'"
                    + " from key_share where envelope_id = :id",
                envelopeId))
        .isTrue();
    JsonNode waiting = show(envelopeId);
    assertThat(waiting.path("state").asString()).isEqualTo("SEALED");
    assertThat(waiting.path("policy").path("given").path(0).path("personId").asString())
        .isEqualTo(third.personId().toString());
    JsonNode inTheHall = hallBid(draft);
    assertThat(inTheHall.path("sharesNeeded").asInt()).isEqualTo(2);
    assertThat(inTheHall.path("sharesGiven").asInt()).isEqualTo(1);

    UUID last = session(envelopeId, first, "DECRYPT");
    JsonNode enough = first.keyShare(envelopeId, last, first.fileKey(envelopeId, last)).expect(202);
    assertThat(enough.path("given").asInt()).isEqualTo(2);
    assertThat(enough.path("job").path("jobId").asString()).isNotBlank();
    awaitState(envelopeId, "DECRYPTED");
    assertThat(platform.get("/envelopes/" + envelopeId + "/plaintext").body())
        .isEqualTo(draft.file());
    assertThat(
            holds(
                "select bool_and(share is null) from key_share where envelope_id = :id",
                envelopeId))
        .isTrue();
    assertThat(show(envelopeId).path("policy").path("given").size()).isEqualTo(2);
    assertThat(ids(show(envelopeId).path("policy").path("waitingFor")))
        .containsExactly(second.encryptionKey());
    assertThat(kinds(draft))
        .containsSubsequence("KEY_SHARE_GIVEN", "KEY_SHARE_GIVEN", "BID_DECRYPTED");
    // The record does not know that this test has moved the opening's time.
    assertThat(OfflineCheck.faults(platform, draft.openingId()))
        .allMatch(fault -> fault.contains("before the opening time"));
    Awaiting.untilAsserted(() -> assertThat(shareEvents(envelopeId)).hasSize(2));
    GoldenEvents.verify(shareEvents(envelopeId).getFirst());
  }

  @Test
  void onlyTheShareThatWasSealedForTheRecipientIsTaken() {
    Bidder first = backedUp(enterpriseId);
    Bidder second = backedUp(enterpriseId);
    Draft draft = sealedTogether(opening(), 2, first, second);
    open(draft.openingId());
    UUID envelopeId = draft.envelopeId();
    UUID session = session(envelopeId, first, "DECRYPT");
    String own = first.fileKey(envelopeId, session);
    UUID other = session(envelopeId, second, "DECRYPT");
    String others = second.fileKey(envelopeId, other);

    assertThat(first.keyShare(envelopeId, session, others).problem(422))
        .isEqualTo("wrong-key-share");
    String changed = own.substring(0, 65) + (own.endsWith("0") ? "1" : "0");
    assertThat(first.keyShare(envelopeId, session, changed).problem(422))
        .isEqualTo("wrong-key-share");
    assertThat(first.keyShare(envelopeId, session, "01" + "ff".repeat(32)).problem(422))
        .isEqualTo("wrong-key-share");
    assertThat(first.keyShare(envelopeId, session, "00").problem(400))
        .isEqualTo("validation-failed");
    assertThat(first.contentKey(envelopeId, session, own.substring(0, 32)).problem(409))
        .isEqualTo("shares-needed");
    assertThat(show(envelopeId).path("policy").path("given").size()).isZero();

    Draft ofOne = sealed(100, first);
    open(ofOne.openingId());
    UUID alone = session(ofOne.envelopeId(), first, "DECRYPT");
    assertThat(first.keyShare(ofOne.envelopeId(), alone, own).problem(409)).isEqualTo("no-shares");
  }

  @Test
  void aHeaderOfAnotherPolicyIsRefused() {
    Bidder first = backedUp(enterpriseId);
    Bidder second = backedUp(enterpriseId);
    Draft draft = draft(first, 1000, "BIDDER");
    assertThat(addressTogether(draft, 3, first, second).problem(422))
        .isEqualTo("threshold-too-high");
    JsonNode together = addressTogether(draft, 2, first, second).expect(200);
    SealedFile forTwo = Desk.seal(together, draft.file());
    JsonNode alone = address(draft, first, second);
    assertThat(header(draft, forTwo)).isEqualTo("header-policy-differs");
    SealedFile forAny = Desk.seal(alone, draft.file());
    addressTogether(draft, 2, first, second).expect(200);
    assertThat(header(draft, forAny)).isEqualTo("header-policy-differs");
  }

  @Test
  void ifEveryRecipientIsNeededEveryKeyIsBackedUp() {
    Bidder first = backedUp(enterpriseId);
    Bidder second = bidder(enterpriseId);
    Draft draft = draft(first, 1000, "BIDDER");
    assertThat(addressTogether(draft, 2, first, second).problem(409))
        .isEqualTo("backup-not-verified");
    backUp(second);
    addressTogether(draft, 2, first, second).expect(200);
  }

  @Test
  void theServiceSealsForSeveralToo() {
    Bidder first = backedUp(enterpriseId);
    Bidder second = backedUp(enterpriseId);
    Draft draft = draft(first, 3000, "SERVER");
    addressTogether(draft, 2, first, second).expect(200);
    platform.upload("/envelopes/" + draft.envelopeId() + "/plaintext", draft.file()).expect(200);
    first.sign(draft.envelopeId(), draft.sessionId()).expect(200);
    byte[] header = Base64.getDecoder().decode(show(draft.envelopeId()).path("header").asString());
    assertThat(EnvelopeHeader.parse(header).threshold()).isEqualTo(2);

    open(draft.openingId());
    for (Bidder each : List.of(first, second)) {
      UUID session = session(draft.envelopeId(), each, "DECRYPT");
      each.keyShare(draft.envelopeId(), session, each.fileKey(draft.envelopeId(), session))
          .expect(202);
    }
    awaitState(draft.envelopeId(), "DECRYPTED");
  }

  @Test
  void aFallbackEndsTheWaitingAndWipesWhatWasGiven() {
    Bidder first = backedUp(enterpriseId);
    Bidder second = backedUp(enterpriseId);
    UUID openingId = opening();
    Draft draft = draft(openingId, first, 1000, "BIDDER");
    SealedFile sealed = describe(draft, addressTogether(draft, 2, first, second).expect(200));
    upload(draft, sealed.content()).expect(200);
    first.sign(draft.envelopeId(), draft.sessionId()).expect(200);
    open(openingId);
    UUID session = session(draft.envelopeId(), first, "DECRYPT");
    first
        .keyShare(draft.envelopeId(), session, first.fileKey(draft.envelopeId(), session))
        .expect(202);
    platform.fallback(draft.envelopeId(), sealed.treeKey(), draft.file()).expect(200);
    assertThat(
            holds(
                "select bool_and(share is null) from key_share where envelope_id = :id",
                draft.envelopeId()))
        .isTrue();
  }

  @Test
  void whoeverSealedSharesThatContradictIsToBlame() {
    Bidder first = backedUp(enterpriseId);
    Bidder second = backedUp(enterpriseId);
    Bidder third = backedUp(enterpriseId);
    Draft draft = draft(first, 1000, "BIDDER");
    SealedFile sealed =
        Desk.seal(addressTogether(draft, 2, first, second, third).expect(200), draft.file());
    byte[] bad =
        ContradictingShares.replace(
            sealed.sealed().header(), second.encryption().publicKey(), TestPhone.RANDOM);
    Map<String, Object> description = new HashMap<>(sealed.description());
    description.put("header", Base64.getEncoder().encodeToString(bad));
    platform.put("/envelopes/" + draft.envelopeId() + "/header", description).expect(200);
    int segments = sealed.content().length - sealed.sealed().header().length();
    byte[] content = Arrays.copyOf(bad, bad.length + segments);
    System.arraycopy(
        sealed.content(), sealed.sealed().header().length(), content, bad.length, segments);
    upload(draft, content).expect(200);
    first.sign(draft.envelopeId(), draft.sessionId()).expect(200);
    open(draft.openingId());

    JsonNode answer = give(draft, first);
    assertThat(answer.path("sealedWrongly").asBoolean()).isFalse();
    answer = give(draft, second);
    assertThat(answer.path("given").asInt()).isEqualTo(2);
    assertThat(answer.path("sealedWrongly").asBoolean()).isTrue();
    assertThat(hallBid(draft).path("reason").asString()).isEqualTo("SEALED_WRONGLY");
    answer = give(draft, third);
    assertThat(answer.path("job").path("jobId").asString()).isNotBlank();
  }

  private JsonNode give(Draft draft, Bidder bidder) {
    UUID session = session(draft.envelopeId(), bidder, "DECRYPT");
    return bidder
        .keyShare(draft.envelopeId(), session, bidder.fileKey(draft.envelopeId(), session))
        .expect(202);
  }

  private String header(Draft draft, SealedFile sealed) {
    return platform
        .put("/envelopes/" + draft.envelopeId() + "/header", sealed.description())
        .problem(422);
  }

  private JsonNode hallBid(Draft draft) {
    return platform
        .get("/openings/" + draft.openingId() + "/hall")
        .expect(200)
        .path("bids")
        .path(0);
  }

  private List<String> kinds(Draft draft) {
    return record(draft.openingId())
        .path("entries")
        .valueStream()
        .map(entry -> entry.path("kind").asString())
        .toList();
  }

  private static List<JsonNode> shareEvents(UUID envelopeId) {
    return PublishedEvents.about("bidseal.crypto", envelopeId).stream()
        .filter(event -> event.path("type").asString().contains("key-share-given"))
        .toList();
  }

  private static List<UUID> ids(JsonNode array) {
    return array.valueStream().map(id -> UUID.fromString(id.asString())).toList();
  }
}
