package org.bidseal.crypto.bidlife;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.bidseal.smcrypto.device.ReportKind;
import org.bidseal.testsupport.Awaiting;
import org.bidseal.testsupport.Capability;
import org.bidseal.testsupport.GoldenEvents;
import org.bidseal.testsupport.PublishedEvents;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The end of an opening: what every bid that was not opened counts as.
class ConclusionTest extends BidTest {
  /// How long before it really happens everything seems to have happened after the end.
  private static final Duration THE_WAIT = Duration.ofMinutes(30);

  @Test
  @Capability("CRY-017")
  void everyBidThatWasNotOpenedIsJudgedByItsTimelineAndNothingIsOpenedAnyMore() {
    UUID opening = opening();
    Bidder absent = backedUp();
    Bidder forgetful = backedUp();
    Bidder quick = backedUp();
    Draft never = sealed(opening, 100, absent);
    Draft wrong = sealed(opening, 100, forgetful);
    Draft opened = sealed(opening, 100, quick);
    decrypt(opened, quick);
    UUID session = session(wrong.envelopeId(), forgetful, "DECRYPT");
    assertThat(forgetful.coDecryptWithWrongPin(wrong.envelopeId(), session).problem(403))
        .isEqualTo("wrong-pin-or-proof");
    assertThat(conclude(opening).problem(409)).isEqualTo("opening-not-ended");
    waitForTheEnd(opening);

    JsonNode concluded = conclude(opening).expect(200);

    assertThat(concluded.path("opening").path("state").asString()).isEqualTo("CONCLUDED");
    assertThat(concluded.path("verdicts")).hasSize(2);
    JsonNode first = verdict(concluded, never);
    assertThat(first.path("outcome").asString()).isEqualTo("WITHDRAWN");
    assertThat(first.path("reason").asString()).isEqualTo("NEVER_CAME");
    assertThat(first.path("fault").asString()).isEqualTo("BIDDER");
    JsonNode second = verdict(concluded, wrong);
    assertThat(second.path("reason").asString()).isEqualTo("WRONG_PIN");
    assertThat(entryIds(wrong, "ATTEMPT_REFUSED"))
        .contains(second.path("basis").path(0).asString());
    assertThat(show(never.envelopeId()).path("state").asString()).isEqualTo("WITHDRAWN");
    assertThat(show(opened.envelopeId()).path("state").asString()).isEqualTo("DECRYPTED");

    assertThat(
            forgetful
                .coDecrypt(wrong.envelopeId(), session, forgetful.entry(wrong.envelopeId()))
                .problem(409))
        .isEqualTo("opening-concluded");
    assertThat(forgetful.contentKey(wrong.envelopeId(), session, "00".repeat(16)).problem(409))
        .isEqualTo("opening-concluded");
    assertThat(
            platform
                .post(
                    "/openings/" + opening + "/window-extensions",
                    Map.of("minutes", 30, "reason", "again"))
                .problem(409))
        .isEqualTo("opening-concluded");
    assertThat(conclude(opening).problem(409)).isEqualTo("opening-concluded");
    assertThat(
            platform
                .post(
                    "/envelopes/" + wrong.envelopeId() + "/qr-sessions",
                    Map.of("purpose", "DECRYPT"))
                .status())
        .isEqualTo(409);

    Awaiting.untilAsserted(
        () -> assertThat(types(opening)).contains("org.bidseal.crypto.opening-concluded.v1"));
    GoldenEvents.verify(PublishedEvents.about("bidseal.crypto", opening).getLast());
    GoldenEvents.verify(PublishedEvents.about("bidseal.crypto", never.envelopeId()).getLast());
  }

  @Test
  void whatTheTimelineLeavesOpenThePlatformDecidesWithAReason() {
    UUID opening = opening();
    Bidder bidder = backedUp();
    Draft bid = sealed(opening, 100, bidder);
    open(opening);
    bidder
        .report(
            bid.envelopeId(),
            ReportKind.NETWORK,
            Instant.now().minus(THE_WAIT),
            "No network in the hall")
        .expect(201);
    waitForTheEnd(opening);

    Api.Answer undecided = conclude(opening);
    assertThat(undecided.problem(409)).isEqualTo("bids-undecided");
    assertThat(undecided.json().path("envelopeIds").path(0).asString())
        .isEqualTo(bid.envelopeId().toString());
    assertThat(show(bid.envelopeId()).path("state").asString()).isEqualTo("SEALED");
    assertThat(decide(opening, UUID.randomUUID(), bid.envelopeId()).problem(422))
        .isEqualTo("decision-not-needed");

    JsonNode verdict = decide(opening, bid.envelopeId()).expect(200).path("verdicts").path(0);

    assertThat(verdict.path("outcome").asString()).isEqualTo("RECALLED");
    assertThat(verdict.path("reason").asString()).isEqualTo("REPORT_ONLY");
    assertThat(verdict.path("decidedBy").asString()).isEqualTo("PLATFORM");
    assertThat(verdict.path("platformReason").asString()).isEqualTo("The hall's network was down");
    assertThat(verdict.path("overruled").asBoolean()).isFalse();
  }

  @Test
  void aVerdictIsOverruledOnlyWithAReasonAndTheFirstOneIsKept() {
    UUID opening = opening();
    Draft bid = sealed(opening, 100, backedUp());
    String path = "/envelopes/" + bid.envelopeId() + "/verdict";
    assertThat(platform.post(path, Map.of("outcome", "RECALLED", "reason", "why")).problem(409))
        .isEqualTo("not-judged");
    waitForTheEnd(opening);
    conclude(opening).expect(200);
    assertThat(platform.post(path, Map.of("outcome", "RECALLED")).problem(400))
        .isEqualTo("validation-failed");

    JsonNode verdict =
        platform
            .post(
                path, Map.of("outcome", "RECALLED", "reason", "A power cut, as the hall confirms"))
            .expect(200);

    assertThat(verdict.path("outcome").asString()).isEqualTo("RECALLED");
    assertThat(verdict.path("overruled").asBoolean()).isTrue();
    assertThat(verdict.path("reason").asString()).isEqualTo("NEVER_CAME");
    assertThat(show(bid.envelopeId()).path("state").asString()).isEqualTo("RECALLED");
    assertThat(
            holds("select count(*) = 2 from bid_verdict where envelope_id = :id", bid.envelopeId()))
        .isTrue();
  }

  @Test
  void ofTwoConclusionsAtOnceOneCounts() {
    UUID opening = opening();
    Draft bid = sealed(opening, 100, backedUp());
    waitForTheEnd(opening);
    var both =
        List.of(
            CompletableFuture.supplyAsync(() -> conclude(opening).status()),
            CompletableFuture.supplyAsync(() -> conclude(opening).status()));
    assertThat(both).extracting(CompletableFuture::join).containsExactlyInAnyOrder(200, 409);
    assertThat(
            holds("select count(*) = 1 from bid_verdict where envelope_id = :id", bid.envelopeId()))
        .isTrue();
  }

  @Test
  void nothingIsConcludedWhileABidIsBeingDecrypted() {
    UUID opening = opening();
    Draft bid = sealed(opening, 100, backedUp());
    database
        .sql(
            """
            update envelope set state = 'DECRYPTING', job_id = gen_random_uuid(),
                   job_session_id = gen_random_uuid(), job_person_id = gen_random_uuid(),
                   job_key_id = gen_random_uuid(), job_started_at = clock_timestamp()
             where envelope_id = :id
            """)
        .bind("id", bid.envelopeId())
        .then()
        .block();
    waitForTheEnd(opening);
    assertThat(conclude(opening).problem(409)).isEqualTo("decryptions-in-flight");
    assertThat(hall(opening).path("bids").path(0).path("reason").asString())
        .isEqualTo("QUEUE_NOT_REACHED");
    assertThat(hall(opening).path("bids").path(0).path("fault").asString()).isEqualTo("CENTRE");
  }

  private JsonNode hall(UUID opening) {
    return platform.get("/openings/" + opening + "/hall").expect(200);
  }

  /// What happened within the window stays within it.
  private void waitForTheEnd(UUID opening) {
    end(opening);
    ageTimeline(opening, "30 minutes");
  }

  private Api.Answer conclude(UUID opening) {
    return platform.post("/openings/" + opening + "/conclusion", Map.of());
  }

  private Api.Answer decide(UUID opening, UUID... envelopes) {
    List<Map<String, Object>> decisions =
        Arrays.stream(envelopes)
            .map(id ->
                Api.object(
                    "envelopeId",
                    id,
                    "outcome",
                    "RECALLED",
                    "reason",
                    "The hall's network was down"))
            .toList();
    return platform.post("/openings/" + opening + "/conclusion", Map.of("decisions", decisions));
  }

  private static JsonNode verdict(JsonNode conclusion, Draft draft) {
    return conclusion
        .path("verdicts")
        .valueStream()
        .filter(v -> v.path("envelopeId").asString().equals(draft.envelopeId().toString()))
        .findFirst()
        .orElseThrow();
  }

  private List<String> entryIds(Draft draft, String kind) {
    return platform
        .get("/envelopes/" + draft.envelopeId() + "/timeline")
        .expect(200)
        .path("entries")
        .valueStream()
        .filter(entry -> entry.path("kind").asString().equals(kind))
        .map(entry -> entry.path("entryId").asString())
        .toList();
  }

  private static List<String> types(UUID subject) {
    return PublishedEvents.about("bidseal.crypto", subject).stream()
        .map(event -> event.path("type").asString())
        .toList();
  }
}
