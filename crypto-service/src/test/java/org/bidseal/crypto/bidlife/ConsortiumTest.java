package org.bidseal.crypto.bidlife;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bidseal.crypto.testkit.OpenedBackups;
import org.bidseal.testsupport.Awaiting;
import org.bidseal.testsupport.Capability;
import org.bidseal.testsupport.PublishedEvents;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Several enterprises bid together; one leads.
class ConsortiumTest extends PartsTest {
  @Test
  @Capability("CRY-007")
  void aRecipientOfAMemberOpensWhatIsAddressedToHimAndNothingElse() {
    Bidder leader = known("Road Builders");
    Bidder member = known("Bridge Builders");
    Bidder membersColleague = bidder(member.enterpriseId());
    UUID technical = opening("1", "TECHNICAL");
    UUID price = opening("1", "PRICE");
    JsonNode bid = announceBid(leader, List.of(member.enterpriseId()), technical, price);
    Draft shared = seal(bid, technical, leader, member);
    Draft own = seal(bid, price, leader);
    open(technical);
    open(price);

    UUID session = session(shared.envelopeId(), membersColleague, "DECRYPT");
    assertThat(
            membersColleague
                .coDecrypt(shared.envelopeId(), session, member.entry(shared.envelopeId()))
                .problem(403))
        .isEqualTo("not-a-recipient");
    assertThat(guests(session))
        .containsExactly(Map.entry(member.personId(), member.enterpriseId()));
    UUID ofLeader = session(own.envelopeId(), member, "DECRYPT");
    assertThat(guests(ofLeader)).isEmpty();
    assertThat(
            member
                .coDecrypt(own.envelopeId(), ofLeader, leader.entry(own.envelopeId()))
                .problem(403))
        .isEqualTo("not-a-recipient");

    decrypt(shared, member);
    assertThat(
            platform
                .get("/envelopes/" + shared.envelopeId() + "/timeline")
                .expect(200)
                .path("entries")
                .valueStream()
                .filter(entry -> entry.path("kind").asString().equals("KEY_OPENED")))
        .singleElement()
        .extracting(entry -> entry.path("personId").asString())
        .isEqualTo(member.personId().toString());
    assertThat(platform.get("/envelopes/" + shared.envelopeId() + "/plaintext").body())
        .isEqualTo(shared.file());
    decrypt(own, leader);
  }

  @Test
  @Capability("CRY-010")
  void whoKeepsABackupOfAMembersKeyOpensToo() {
    Bidder leader = known("Road Builders");
    Bidder member = known("Bridge Builders");
    Bidder colleague = bidder(member.enterpriseId());
    UUID opening = opening("1", "WHOLE");
    JsonNode bid = announceBid(leader, List.of(member.enterpriseId()), opening);
    Draft sealed = seal(bid, opening, leader, member);
    Bidder holder =
        colleague.with(
            OpenedBackups.open(
                http,
                member.encryption(),
                UUID.randomUUID(),
                colleague.personId(),
                colleague.deviceId()));
    open(opening);

    UUID session = session(sealed.envelopeId(), colleague, "DECRYPT");

    assertThat(guests(session))
        .containsExactlyInAnyOrder(
            Map.entry(member.personId(), member.enterpriseId()),
            Map.entry(colleague.personId(), member.enterpriseId()));
    holder
        .contentKey(sealed.envelopeId(), session, holder.fileKey(sealed.envelopeId(), session))
        .expect(202);
    awaitState(sealed.envelopeId(), "DECRYPTED");
  }

  @Test
  void whoLeavesTheMemberOpensNothingMore() {
    Bidder leader = known("Road Builders");
    Bidder member = known("Bridge Builders");
    UUID opening = opening("1", "WHOLE");
    JsonNode bid = announceBid(leader, List.of(member.enterpriseId()), opening);
    Draft sealed = seal(bid, opening, leader, member);
    var entry = member.entry(sealed.envelopeId());
    open(opening);
    UUID session = session(sealed.envelopeId(), member, "DECRYPT");
    database
        .sql("delete from member where person_id = :person")
        .bind("person", member.personId())
        .then()
        .block();

    assertThat(member.coDecrypt(sealed.envelopeId(), session, entry).problem(404))
        .isEqualTo("envelope-not-found");
    assertThat(guests(session(sealed.envelopeId(), leader, "DECRYPT"))).isEmpty();
  }

  @Test
  void recipientsAreOfTheConsortiumOnly() {
    Bidder leader = known("Road Builders");
    Bidder member = known("Bridge Builders");
    Bidder stranger = known("Strangers");
    UUID opening = opening("1", "WHOLE");
    JsonNode bid = announceBid(leader, List.of(member.enterpriseId()), opening);
    UUID envelopeId = id(partOf(bid, opening).path("envelopes").path(0), "envelopeId");
    UUID session = session(envelopeId, leader, "ENCRYPT");

    assertThat(
            leader
                .address(
                    envelopeId,
                    session,
                    leader.encryptionCertificate(),
                    stranger.encryptionCertificate())
                .problem(422))
        .isEqualTo("recipient-unusable");
    assertThat(
            leader
                .address(
                    envelopeId,
                    session,
                    leader.encryptionCertificate(),
                    member.encryptionCertificate())
                .expect(200)
                .path("recipients"))
        .hasSize(2);
  }

  @Test
  void aMemberSeesTheBidAndIsToldButTheLeaderActs() {
    Bidder leader = known("Road Builders");
    Bidder member = known("Bridge Builders");
    UUID opening = opening("1", "WHOLE");
    JsonNode bid = announceBid(leader, List.of(member.enterpriseId()), opening);
    Draft draft = toSign(bid, opening, leader, member);
    String envelope = "/envelopes/" + draft.envelopeId();
    Api api = member.api();

    UUID mine = session(draft.envelopeId(), member, "ENCRYPT");
    assertThat(
            member.address(draft.envelopeId(), mine, member.encryptionCertificate()).problem(403))
        .isEqualTo("not-the-leader");
    assertThat(
            api.put(
                    envelope + "/statement-signature",
                    Map.of(
                        "sessionId",
                        mine,
                        "certificateId",
                        member.signingCertificate(),
                        "r",
                        "0".repeat(63) + "1",
                        "s",
                        "0".repeat(63) + "1"))
                .problem(403))
        .isEqualTo("not-the-leader");
    leader.sign(draft.envelopeId(), draft.sessionId()).expect(200);
    for (String act : List.of("retraction", "confirmation")) {
      assertThat(api.put(envelope + "/" + act, Map.of("sessionId", mine)).problem(403))
          .isEqualTo("not-the-leader");
    }

    String bidId = bid.path("bidId").asString();
    assertThat(show(draft.envelopeId()).path("bidId").asString()).isEqualTo(bidId);
    assertThat(api.get("/bids/" + bidId).expect(200).path("members").path(0).asString())
        .isEqualTo(member.enterpriseId().toString());
    assertThat(api.get("/bids?tenderId=" + tenderId).expect(200)).hasSize(1);
    for (String path : List.of("", "/receipt", "/timeline", "/notices")) {
      api.get(envelope + path).expect(200);
    }
    assertThat(api.get("/openings").expect(200)).hasSize(1);
    assertThat(api.get("/openings/" + opening + "/envelopes").expect(200)).hasSize(1);
    JsonNode line = api.get("/openings/" + opening + "/hall").expect(200).path("bids").path(0);
    assertThat(line.path("own").asBoolean()).isTrue();
    assertThat(line.path("bidId").asString()).isEqualTo(bidId);
    assertThat(line.path("members").path(0).asString()).isEqualTo(member.enterpriseId().toString());

    platform
        .post(
            "/openings/" + opening + "/tender-changes",
            Map.of("title", "A longer bridge", "documentSm3", "ab".repeat(32)))
        .expect(201);
    Instant later = Instant.now().plusSeconds(90_000);
    platform
        .post(
            "/openings/" + opening + "/reschedulings",
            Map.of("deadline", later, "opensAt", later, "reason", "A question"))
        .expect(200);
    Awaiting.untilAsserted(
        () -> assertThat(PublishedEvents.about("bidseal.crypto", opening)).hasSize(3));
    assertThat(PublishedEvents.about("bidseal.crypto", opening).stream().skip(1))
        .allSatisfy(event ->
            assertThat(event.path("data").path("enterpriseIds").valueStream())
                .extracting(JsonNode::asString)
                .containsExactlyInAnyOrder(
                    leader.enterpriseId().toString(), member.enterpriseId().toString()));

    open(opening);
    JsonNode sealed =
        record(opening)
            .path("entries")
            .valueStream()
            .filter(entry -> entry.path("kind").asString().equals("BID_SEALED"))
            .findFirst()
            .orElseThrow()
            .path("payload");
    assertThat(sealed.path("bidId").asString()).isEqualTo(bidId);
    assertThat(sealed.path("enterpriseId").asString()).isEqualTo(leader.enterpriseId().toString());
    assertThat(sealed.path("members").path(0).asString())
        .isEqualTo(member.enterpriseId().toString());
    api.get("/openings/" + opening + "/record").expect(200);
    api.get("/openings/" + opening + "/ocds").expect(200);
  }

  @Test
  void thePhoneShowsTheConsortiumAndTheStage() {
    Bidder leader = known("Road Builders");
    Bidder member = known("Bridge Builders 桥梁");
    UUID price = opening("1", "PRICE");
    JsonNode bid = announceBid(leader, List.of(member.enterpriseId()), price);
    UUID envelopeId = id(partOf(bid, price).path("envelopes").path(0), "envelopeId");

    JsonNode session =
        platform
            .post("/envelopes/" + envelopeId + "/qr-sessions", Map.of("purpose", "ENCRYPT"))
            .expect(201);

    assertThat(session.path("summary").path("lines").valueStream())
        .extracting(line -> line.path("labelZh").asString() + " " + line.path("value").asString())
        .contains("联合体成员 Bridge Builders 桥梁", "阶段 商务标 PRICE");
  }

  private static List<Map.Entry<UUID, UUID>> guests(UUID sessionId) {
    return Neighbours.get()
        .session(sessionId)
        .path("guests")
        .valueStream()
        .map(guest -> Map.entry(id(guest, "personId"), id(guest, "enterpriseId")))
        .toList();
  }
}
