package org.bidseal.crypto.bidlife;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.bidseal.smcrypto.sm2.Sm2Signature;
import org.bidseal.testsupport.Tokens;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/// An enterprise bids for a lot once, alone or in one consortium (招标投标法实施条例 第三十七条).
class OneBidForALotTest extends PartsTest {
  @LocalServerPort private int port;

  @Test
  void whoHasSealedAloneSealsInNoConsortiumUntilHeTakesThatBack() {
    Bidder leader = known("Road Builders");
    Bidder member = known("Bridge Builders");
    UUID technical = opening("1", "TECHNICAL");
    UUID price = opening("1", "PRICE");
    Draft alone = sealed(technical, 50, member);
    JsonNode bid = announceBid(leader, List.of(member.enterpriseId()), price);
    Draft joint = toSign(bid, price, leader);
    Sm2Signature signature = leader.coSign(joint.envelopeId(), joint.sessionId());

    Api.Answer refused = leader.sign(joint.envelopeId(), joint.sessionId(), signature);

    assertThat(refused.problem(409)).isEqualTo("enterprise-in-two-bids");
    assertThat(refused.json().path("enterpriseIds").path(0).asString())
        .isEqualTo(member.enterpriseId().toString());
    assertThat(refused.json().path("titles").path("zh").asString()).contains("同一企业");
    assertThat(show(joint.envelopeId()).path("state").asString()).isEqualTo("DESCRIBED");
    retract(alone, member);
    leader.sign(joint.envelopeId(), joint.sessionId(), signature).expect(200);
    assertThat(show(joint.envelopeId()).path("state").asString()).isEqualTo("SEALED");
    Draft again = draft(technical, member, 50, "BIDDER");
    Desk.SealedFile sealed = describe(again, address(again, member));
    upload(again, sealed.content()).expect(200);
    assertThat(member.sign(again.envelopeId(), again.sessionId()).problem(409))
        .isEqualTo("enterprise-in-two-bids");
  }

  @Test
  void theContentThatCameLastIsNotLostWhenAnotherBidStandsInTheWay() {
    Bidder bidder = known("Road Builders");
    Bidder partner = known("Bridge Builders");
    UUID opening = opening("1", "WHOLE");
    Draft alone = sealed(opening, 50, bidder);
    JsonNode bid = announceBid(bidder, List.of(partner.enterpriseId()), opening);
    UUID envelopeId = id(partOf(bid, opening).path("envelopes").path(0), "envelopeId");
    UUID session = session(envelopeId, bidder, "ENCRYPT");
    Draft joint = new Draft(opening, envelopeId, session, Desk.file(100));
    Desk.SealedFile sealed = describe(joint, address(joint, bidder));
    bidder.sign(envelopeId, session).expect(200);
    byte[] content = sealed.content();
    var tus = new TusCalls(HttpClient.newHttpClient(), port, Tokens.platform(platformId));
    String upload = tus.created(envelopeId, content.length);

    assertThat(tus.checked(upload, content, 0, content.length).problem(409))
        .isEqualTo("enterprise-in-two-bids");
    retract(alone, bidder);
    int offset = (int) tus.head(upload).expect(200).offset();
    tus.checked(upload, content, offset, content.length).expect(204);
    assertThat(show(envelopeId).path("state").asString()).isEqualTo("SEALED");
  }

  @Test
  void otherLotsAreOtherMatters() {
    Bidder leader = known("Road Builders");
    Bidder member = known("Bridge Builders");
    UUID first = opening("1", "WHOLE");
    UUID second = opening("2", "WHOLE");
    Draft alone = sealed(first, 50, member);
    Draft joint = seal(announceBid(leader, List.of(member.enterpriseId()), second), second, leader);
    assertThat(List.of(alone, joint))
        .extracting(draft -> show(draft.envelopeId()).path("state").asString())
        .containsOnly("SEALED");
  }

  @Test
  void ofConsortiumsThatShareAMemberAndSealAtOnceOneHasTheBid() {
    UUID shared = known("Bridge Builders").enterpriseId();
    UUID opening = opening("1", "WHOLE");
    List<Ready> all = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Bidder leader = known("Road Builders " + i);
      Draft draft = toSign(announceBid(leader, List.of(shared), opening), opening, leader);
      all.add(new Ready(leader, draft, leader.coSign(draft.envelopeId(), draft.sessionId())));
    }
    AtomicInteger refused = new AtomicInteger();

    CompletableFuture.allOf(
            all.stream()
                .map(one -> CompletableFuture.runAsync(() -> sign(one, refused)))
                .toArray(CompletableFuture[]::new))
        .join();

    assertThat(refused).hasValue(3);
    assertThat(all)
        .extracting(one -> show(one.draft().envelopeId()).path("state").asString())
        .containsOnly("SEALED", "DESCRIBED")
        .containsOnlyOnce("SEALED");
  }

  private record Ready(Bidder leader, Draft draft, Sm2Signature signature) {}

  private static void sign(Ready one, AtomicInteger refused) {
    Draft draft = one.draft();
    Api.Answer answer = one.leader().sign(draft.envelopeId(), draft.sessionId(), one.signature());
    if (answer.status() != 200) {
      assertThat(answer.problem(409)).isEqualTo("enterprise-in-two-bids");
      refused.incrementAndGet();
    }
  }
}
