package org.bidseal.crypto.bidlife;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.bidseal.servicedefaults.sweep.Sweep;
import org.bidseal.testsupport.Awaiting;
import org.bidseal.testsupport.Capability;
import org.bidseal.testsupport.GoldenEvents;
import org.bidseal.testsupport.PublishedEvents;
import org.bidseal.testsupport.Tokens;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;

/// One bid for several lots and stages, each with its own envelope, recipients and time.
class BidOfPartsTest extends PartsTest {
  @Autowired private ObjectProvider<Sweep> sweeps;

  @Test
  void aBidIsAnnouncedWithAllItsPartsAndTellsWhichAreMissing() {
    Bidder bidder = known("Road Builders");
    UUID qualification = opening("1", "QUALIFICATION");
    UUID technical = opening("1", "TECHNICAL");
    UUID price = opening("1", "PRICE");
    UUID secondLot = opening("2", "WHOLE");

    JsonNode bid = announceBid(bidder, List.of(), qualification, technical, price, secondLot);

    UUID bidId = id(bid, "bidId");
    assertThat(bid.path("enterpriseId").asString()).isEqualTo(bidder.enterpriseId().toString());
    assertThat(bid.path("members")).isEmpty();
    assertThat(bid.path("parts").valueStream())
        .extracting(part -> part.path("lotId").asString() + " " + part.path("stage").asString())
        .containsExactlyInAnyOrder("1 QUALIFICATION", "1 TECHNICAL", "1 PRICE", "2 WHOLE");
    assertThat(bid.path("parts").valueStream())
        .extracting(part -> part.path("envelopes").path(0).path("state").asString())
        .containsOnly("DRAFT");
    assertThat(missing(bid)).hasSize(4);
    Awaiting.untilAsserted(
        () -> assertThat(PublishedEvents.about("bidseal.crypto", bidId)).hasSize(1));
    GoldenEvents.verify(PublishedEvents.about("bidseal.crypto", bidId).getFirst());

    Draft first = seal(bid, qualification, bidder);
    seal(bid, technical, bidder);
    seal(bid, secondLot, bidder);
    assertThat(missing(showBid(bidder.api(), bidId))).containsExactly(price.toString());
    assertThat(showBid(platform, bidId).path("complete").asBoolean()).isFalse();
    seal(bid, price, bidder);
    JsonNode whole = showBid(bidder.api(), bidId);
    assertThat(whole.path("complete").asBoolean()).isTrue();
    assertThat(whole.path("missing")).isEmpty();

    JsonNode again = platform.post("/bids/" + bidId + "/parts", part(qualification)).expect(201);
    assertThat(again.path("complete").asBoolean()).isTrue();
    Draft second = seal(again, qualification, bidder);
    assertThat(show(first.envelopeId()).path("supersededBy").asString())
        .isEqualTo(second.envelopeId().toString());
    assertThat(partOf(showBid(platform, bidId), qualification).path("sealed").asString())
        .isEqualTo(second.envelopeId().toString());

    retract(second, bidder);
    assertThat(missing(showBid(platform, bidId))).containsExactly(qualification.toString());
    assertThat(platform.get("/bids?tenderId=" + tenderId).expect(200)).hasSize(1);
    assertThat(bidder.api().get("/bids?tenderId=" + tenderId).expect(200)).hasSize(1);
  }

  @Test
  void theBiddersAreToldOfAForgottenPartBeforeItsDeadline() {
    Bidder bidder = known("Road Builders");
    Bidder partner = known("Bridge Builders");
    UUID technical = opening("1", "TECHNICAL");
    UUID price = opening("1", "PRICE");
    UUID later = opening("2", "WHOLE");
    UUID bidId =
        id(announceBid(bidder, List.of(partner.enterpriseId()), technical, price, later), "bidId");
    move(technical, "30 minutes", "40 minutes");
    move(price, "30 minutes", "40 minutes");
    lookForMissingParts();
    Draft sealed = seal(showBid(platform, bidId), technical, bidder);

    lookForMissingParts();
    lookForMissingParts();

    Awaiting.untilAsserted(
        () -> assertThat(PublishedEvents.about("bidseal.crypto", bidId)).hasSize(2));
    JsonNode told = PublishedEvents.about("bidseal.crypto", bidId).getLast();
    assertThat(told.path("data").path("openingId").asString()).isEqualTo(price.toString());
    assertThat(told.path("data").path("enterpriseIds").valueStream())
        .extracting(JsonNode::asString)
        .containsExactly(bidder.enterpriseId().toString(), partner.enterpriseId().toString());
    GoldenEvents.verify(told);

    retract(sealed, bidder);
    seal(showBid(platform, bidId), price, bidder);
    platform.post("/bids/" + bidId + "/parts", part(price)).expect(201);
    lookForMissingParts();
    move(later, "50 minutes", "60 minutes");
    lookForMissingParts();
    Awaiting.untilAsserted(
        () -> assertThat(PublishedEvents.about("bidseal.crypto", bidId)).hasSize(3));
    assertThat(
            PublishedEvents.about("bidseal.crypto", bidId)
                .getLast()
                .path("data")
                .path("openingId")
                .asString())
        .isEqualTo(later.toString());
  }

  @Test
  void eachPartIsOpenedAtItsOwnTimeAndByItsOwnRecipients() {
    Bidder bidder = known("Road Builders");
    Bidder colleague = bidder(bidder.enterpriseId());
    UUID qualification = opening("1", "QUALIFICATION");
    UUID technical = opening("1", "TECHNICAL");
    UUID price = opening("1", "PRICE");
    JsonNode bid = announceBid(bidder, List.of(), qualification, technical, price);
    Draft first = seal(bid, qualification, bidder, colleague);
    Draft second = seal(bid, technical, bidder);
    Draft third = seal(bid, price, bidder);

    decrypt(first, colleague);

    for (Draft closed : List.of(second, third)) {
      UUID session = session(closed.envelopeId(), bidder, "DECRYPT");
      assertThat(
              bidder
                  .coDecrypt(closed.envelopeId(), session, bidder.entry(closed.envelopeId()))
                  .problem(403))
          .isEqualTo("opening-not-open");
      assertThat(bidder.contentKey(closed.envelopeId(), session, "00".repeat(16)).problem(403))
          .isEqualTo("opening-not-open");
      assertThat(show(closed.envelopeId()).path("state").asString()).isEqualTo("SEALED");
    }
    String before = platform.get("/openings/" + price).expect(200).path("opensAt").asString();
    Instant later = Instant.now().plusSeconds(90_000);
    platform
        .post(
            "/openings/" + technical + "/reschedulings",
            Map.of("deadline", later, "opensAt", later, "reason", "A question"))
        .expect(200);
    assertThat(platform.get("/openings/" + price).expect(200).path("opensAt").asString())
        .isEqualTo(before);
    JsonNode moved = showBid(bidder.api(), id(bid, "bidId"));
    assertThat(Instant.parse(partOf(moved, technical).path("opensAt").asString()))
        .isAfter(Instant.parse(partOf(moved, price).path("opensAt").asString()));

    open(technical);
    UUID session = session(second.envelopeId(), colleague, "DECRYPT");
    assertThat(
            colleague
                .coDecrypt(second.envelopeId(), session, bidder.entry(second.envelopeId()))
                .problem(403))
        .isEqualTo("not-a-recipient");
    decrypt(second, bidder);
    assertThat(show(third.envelopeId()).path("state").asString()).isEqualTo("SEALED");
    decrypt(third, bidder);
  }

  @Test
  void theKeyOfAnOpenPartDoesNotOpenAnother() {
    Bidder bidder = known("Road Builders");
    UUID qualification = opening("1", "QUALIFICATION");
    UUID price = opening("1", "PRICE");
    JsonNode bid = announceBid(bidder, List.of(), qualification, price);
    Draft first = seal(bid, qualification, bidder);
    Draft second = seal(bid, price, bidder);
    open(qualification);
    UUID session = session(first.envelopeId(), bidder, "DECRYPT");

    assertThat(
            bidder
                .coDecrypt(first.envelopeId(), session, bidder.entry(second.envelopeId()))
                .problem(403))
        .isEqualTo("wrong-pin-or-proof");
    assertThat(
            bidder
                .coDecrypt(second.envelopeId(), session, bidder.entry(second.envelopeId()))
                .problem(403))
        .isEqualTo("opening-not-open");
  }

  @Test
  void whatIsWrongWithABidIsSaidInTwoLanguagesAndLeavesNothing() {
    Bidder bidder = known("Road Builders");
    UUID member = known("Bridge Builders").enterpriseId();
    UUID here = opening("1", "WHOLE");
    UUID past = opening("2", "WHOLE");
    move(past, "-1 second", "1 hour");
    UUID elsewhere = opening();
    UUID leader = bidder.enterpriseId();

    refused(422, "opening-of-another-tender", leader, List.of(), part(here), part(elsewhere));
    refused(422, "part-named-twice", leader, List.of(), part(here), part(here));
    refused(422, "bidder-named-twice", leader, List.of(leader), part(here));
    refused(422, "bidder-named-twice", leader, List.of(member, member), part(here));
    refused(422, "enterprise-unknown", leader, List.of(UUID.randomUUID()), part(here));
    refused(422, "enterprise-unknown", UUID.randomUUID(), List.of(), part(here));
    refused(409, "deadline-passed", leader, List.of(), part(here), part(past));
    assertThat(platform.get("/openings/" + past + "/notices").expect(200)).hasSize(1);
    assertThat(platform.get("/openings/" + here + "/notices").expect(200)).isEmpty();
    refused(404, "opening-not-found", leader, List.of(), part(here), part(UUID.randomUUID()));
    refused(422, "file-empty", leader, List.of(), part(here, 0));
    refused(400, "validation-failed", leader, List.of());
    assertThat(platform.get("/bids?tenderId=" + tenderId).expect(200)).isEmpty();
    assertThat(platform.get("/openings/" + here + "/envelopes").expect(200)).isEmpty();

    UUID bidId = id(announceBid(bidder, List.of(), here), "bidId");
    assertThat(platform.post("/bids/" + bidId + "/parts", part(elsewhere)).problem(422))
        .isEqualTo("opening-of-another-tender");
    UUID later = opening("3", "WHOLE");
    move(later, "-1 second", "1 hour");
    assertThat(platform.post("/bids/" + bidId + "/parts", part(later)).problem(409))
        .isEqualTo("deadline-passed");
    assertThat(platform.get("/openings/" + later + "/notices").expect(200)).hasSize(1);
  }

  @Test
  void aLotHasOneOpeningOfEachStage() {
    UUID technical = opening("1", "TECHNICAL");
    opening("1", "PRICE");
    assertThat(registering("1", "TECHNICAL").problem(409)).isEqualTo("opening-exists");
    JsonNode shown = platform.get("/openings/" + technical).expect(200);
    assertThat(shown.path("stage").asString()).isEqualTo("TECHNICAL");
    assertThat(platform.get("/openings/" + opening()).expect(200).path("stage").asString())
        .isEqualTo("WHOLE");
    open(technical);
    assertThat(record(technical).path("entries").path(0).path("payload").path("stage").asString())
        .isEqualTo("TECHNICAL");
  }

  @Test
  void anEnvelopeThatNamesNoBidBelongsToTheBidThatItsEnterpriseAloneHasInTheLot() {
    Bidder bidder = known("Road Builders");
    Bidder partner = known("Bridge Builders");
    UUID technical = opening("1", "TECHNICAL");
    UUID price = opening("1", "PRICE");
    UUID otherLot = opening("2", "WHOLE");
    String consortium =
        announceBid(bidder, List.of(partner.enterpriseId()), technical).path("bidId").asString();

    String first = bidOf(announce(technical, bidder, 10, "BIDDER"));

    assertThat(first).isNotEqualTo(consortium);
    assertThat(bidOf(announce(technical, bidder, 10, "BIDDER"))).isEqualTo(first);
    assertThat(bidOf(announce(price, bidder, 10, "BIDDER"))).isEqualTo(first);
    assertThat(bidOf(announce(otherLot, bidder, 10, "BIDDER"))).isNotEqualTo(first);
    assertThat(bidOf(announce(price, partner, 10, "BIDDER"))).isNotEqualTo(first);
    assertThat(partner.api().get("/bids/" + first).problem(404)).isEqualTo("bid-not-found");
  }

  @Test
  @Capability("CRY-014")
  void aBidIsItsPlatformsAndItsBiddersOnly() {
    Bidder bidder = known("Road Builders");
    Bidder stranger = known("Bridge Builders");
    UUID opening = opening("1", "WHOLE");
    JsonNode bid = announceBid(bidder, List.of(), opening);
    String path = "/bids/" + bid.path("bidId").asString();
    Api otherPlatform = new Api(http, Tokens.platform(UUID.randomUUID()));

    for (Api other : List.of(stranger.api(), otherPlatform)) {
      assertThat(other.get(path).problem(404)).isEqualTo("bid-not-found");
      assertThat(other.get("/bids?tenderId=" + tenderId).expect(200)).isEmpty();
    }
    assertThat(otherPlatform.post(path + "/parts", part(opening)).problem(404))
        .isEqualTo("bid-not-found");
    assertThat(bidder.api().post(path + "/parts", part(opening)).status()).isEqualTo(403);
    assertThat(
            otherPlatform
                .post(
                    "/bids",
                    Map.of(
                        "tenderId", tenderId,
                        "enterpriseId", bidder.enterpriseId(),
                        "parts", List.of(part(opening))))
                .problem(404))
        .isEqualTo("opening-not-found");
  }

  private void lookForMissingParts() {
    Sweep missing =
        sweeps.stream()
            .filter(sweep -> sweep.name().equals("missing-parts"))
            .findFirst()
            .orElseThrow();
    Flux.from(missing.sweep()).blockLast();
  }

  private String bidOf(UUID envelopeId) {
    return show(envelopeId).path("bidId").asString();
  }

  private void refused(
      int status, String problem, UUID leader, List<UUID> members, Object... parts) {
    Api.Answer answer =
        platform.post(
            "/bids",
            Map.of(
                "tenderId", tenderId,
                "enterpriseId", leader,
                "members", members,
                "parts", List.of(parts)));
    assertThat(answer.problem(status)).isEqualTo(problem);
    JsonNode body = answer.json();
    assertThat(Stream.of("titles", "next").map(field -> body.path(field).path("zh").asString()))
        .allMatch(text -> text.codePoints().anyMatch(Character::isIdeographic));
  }

  private static List<String> missing(JsonNode bid) {
    return bid.path("missing").valueStream().map(JsonNode::asString).toList();
  }
}
