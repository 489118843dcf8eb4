package org.bidseal.crypto.bidlife;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bidseal.crypto.testkit.OpenedBackups;
import org.bidseal.crypto.testkit.TestPhone;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.PointGate;
import org.bidseal.smcrypto.Scalar;
import org.bidseal.smcrypto.share.DeviceShare;
import org.bidseal.smcrypto.sm2.Sm2Ciphertext;
import org.bidseal.testsupport.Awaiting;
import org.bidseal.testsupport.GoldenEvents;
import org.bidseal.testsupport.PublishedEvents;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// "Can I open my bid tomorrow?"
class RehearsalTest extends BidTest {
  private final UUID enterpriseId = UUID.randomUUID();
  private Bidder bidder;
  private Bidder colleague;
  private Draft bid;

  @BeforeEach
  void seal() {
    bidder = bidder(enterpriseId);
    colleague = bidder(enterpriseId);
    backUp(bidder);
    bid = sealed(1000, bidder, colleague);
  }

  private record Begun(UUID rehearsalId, UUID sessionId, Sm2Ciphertext canary) {}

  private Begun begin(Bidder who) {
    UUID session = session(bid.envelopeId(), who, "REHEARSE");
    JsonNode begun = ask(who, session).expect(201);
    Sm2Ciphertext canary =
        Sm2Ciphertext.ofDer(Base64.getDecoder().decode(begun.path("canary").asString()));
    assertThat(Point.generatorTimes(Scalar.ofHex(begun.path("nonce").asString())))
        .isEqualTo(canary.c1());
    return new Begun(id(begun, "rehearsalId"), session, canary);
  }

  private Api.Answer ask(Bidder who, UUID session) {
    return who.api()
        .post(
            "/envelopes/" + bid.envelopeId() + "/rehearsals",
            Map.of("sessionId", session, "keyId", who.encryptionKey()));
  }

  private Api.Answer open(Bidder who, TestPhone phone, Begun begun, Point c1) {
    return who.api()
        .post(
            "/keys/" + who.encryptionKey() + "/rehearsals",
            phone.rehearseBody(begun.sessionId(), begun.rehearsalId(), c1));
  }

  private Api.Answer answer(Bidder who, Begun begun, String canary) {
    return who.api()
        .post(
            "/envelopes/" + bid.envelopeId() + "/rehearsals/answers",
            Map.of("rehearsalId", begun.rehearsalId(), "canary", canary));
  }

  /// A rehearsal from its beginning to its end.
  private JsonNode rehearse(Bidder who) {
    Begun begun = begin(who);
    JsonNode opened =
        who.encryption()
            .advance(open(who, who.encryption(), begun, begun.canary().c1()).expect(200));
    byte[] canary =
        DeviceShare.finishDecryption(
            begun.canary(), PointGate.decodeHex(opened.path("t2").asString()));
    return answer(who, begun, HexFormat.of().formatHex(canary)).expect(200);
  }

  private List<JsonNode> results() {
    return show(bid.envelopeId()).path("rehearsals").valueStream().toList();
  }

  private JsonNode resultOf(Bidder who) {
    return results().stream()
        .filter(one -> one.path("personId").asString().equals(who.personId().toString()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void eachRecipientTriesItOutBeforeAndAfterTheDeadlineAndTheBidStaysShut() {
    assertThat(results()).isEmpty();
    assertThat(rehearse(bidder).path("passed").asBoolean()).isTrue();
    move(bid.openingId(), "-1 second", "1 hour");
    assertThat(rehearse(colleague).path("passed").asBoolean()).isTrue();

    assertThat(results()).hasSize(2);
    JsonNode own = resultOf(bidder);
    assertThat(own.path("keyId").asString()).isEqualTo(bidder.encryptionKey().toString());
    assertThat(own.path("passed").asBoolean()).isTrue();
    assertThat(own.path("certificateInForce").asBoolean()).isTrue();
    assertThat(own.path("ageSeconds").asLong()).isBetween(0L, 600L);
    database
        .sql("update rehearsal set finished_at = finished_at - interval '2 days'")
        .then()
        .block();
    assertThat(resultOf(bidder).path("ageSeconds").asLong()).isGreaterThan(172_000);

    assertThat(show(bid.envelopeId()).path("state").asString()).isEqualTo("SEALED");
    GoldenEvents.verify(news("rehearsal-passed", 2).getFirst());
    decrypt(bid, bidder);
    assertThat(platform.get("/envelopes/" + bid.envelopeId() + "/plaintext").body())
        .isEqualTo(bid.file());
  }

  @Test
  void whoKeepsABackupRehearsesForItsOwner() {
    Bidder keeper = bidder(enterpriseId);
    Bidder holder =
        keeper.with(
            OpenedBackups.open(
                http,
                bidder.encryption(),
                UUID.randomUUID(),
                keeper.personId(),
                keeper.deviceId()));
    UUID early = session(bid.envelopeId(), keeper, "REHEARSE");
    assertThat(ask(keeper, early).problem(403)).isEqualTo("not-a-recipient");

    assertThat(rehearse(holder).path("passed").asBoolean()).isTrue();

    JsonNode result = resultOf(keeper);
    assertThat(result.path("keyId").asString()).isEqualTo(bidder.encryptionKey().toString());
    assertThat(result.path("passed").asBoolean()).isTrue();
    decrypt(bid, holder);
  }

  @Test
  void whatWouldStopTheOpeningStopsTheRehearsal() {
    Begun begun = begin(bidder);
    Point c1 = begun.canary().c1();
    assertThat(open(bidder, bidder.encryption().withWrongPin(), begun, c1).problem(403))
        .isEqualTo("wrong-pin-or-proof");
    JsonNode failed = resultOf(bidder);
    assertThat(failed.path("passed").asBoolean()).isFalse();
    assertThat(failed.path("reason").asString()).isEqualTo("WRONG_PIN_OR_PROOF");
    GoldenEvents.verify(news("rehearsal-failed", 1).getFirst());

    assertThat(open(bidder, bidder.encryption(), begun, c1).problem(404))
        .isEqualTo("rehearsal-not-found");
    assertThat(rehearse(bidder).path("passed").asBoolean()).isTrue();
    assertThat(resultOf(bidder).path("passed").asBoolean()).isTrue();
    assertThat(results()).hasSize(1);
  }

  @Test
  void aLockedHoldingAndARevokedCertificateAreFound() {
    database
        .sql("update certificate set state = 'REVOKED' where certificate_id = :id")
        .bind("id", bidder.encryptionCertificate())
        .then()
        .block();
    assertThat(rehearse(bidder).path("certificateInForce").asBoolean()).isFalse();
    assertThat(resultOf(bidder).path("certificateInForce").asBoolean()).isFalse();

    for (int i = 0; i < 5; i++) {
      Begun wrong = begin(colleague);
      open(colleague, colleague.encryption().withWrongPin(), wrong, wrong.canary().c1());
    }
    Begun begun = begin(colleague);
    open(colleague, colleague.encryption(), begun, begun.canary().c1());
    assertThat(resultOf(colleague).path("reason").asString()).isEqualTo("KEY_LOCKED");
  }

  @Test
  void whatWasNotTheCanaryIsAFailure() {
    Begun begun = begin(bidder);
    assertThat(answer(bidder, begun, "00".repeat(16)).expect(200).path("passed").asBoolean())
        .isFalse();
    assertThat(resultOf(bidder).path("reason").asString()).isEqualTo("WRONG_CANARY");
    assertThat(answer(bidder, begun, "00".repeat(16)).problem(404))
        .isEqualTo("rehearsal-not-found");
  }

  @Test
  void aRehearsalNeverOpensABidAndAnOpeningNeverACanary() {
    Begun begun = begin(bidder);
    Point ofTheBid = bidder.entry(bid.envelopeId()).encryptedKey().c1();
    assertThat(open(bidder, bidder.encryption(), begun, ofTheBid).problem(403))
        .isEqualTo("wrong-pin-or-proof");
    Begun again = begin(bidder);
    UUID notThisOne = session(bid.envelopeId(), bidder, "DECRYPT");
    assertThat(
            bidder
                .coDecrypt(bid.envelopeId(), again.sessionId(), bidder.entry(bid.envelopeId()))
                .problem(403))
        .isEqualTo("opening-not-open");
    assertThat(ask(bidder, notThisOne).problem(409)).isEqualTo("session-not-confirmed");

    open(bid.openingId());
    assertThat(open(bidder, bidder.encryption(), again, again.canary().c1()).problem(404))
        .isEqualTo("rehearsal-not-found");
    assertThat(
            bidder
                .coDecrypt(bid.envelopeId(), again.sessionId(), bidder.entry(bid.envelopeId()))
                .problem(409))
        .isEqualTo("session-not-confirmed");
    Map<String, Object> rehearsed =
        new HashMap<>(bidder.encryption().rehearseBody(notThisOne, bid.envelopeId(), ofTheBid));
    rehearsed.remove("rehearsalId");
    rehearsed.put("envelopeId", bid.envelopeId());
    assertThat(
            bidder
                .api()
                .post("/keys/" + bidder.encryptionKey() + "/co-decryptions", rehearsed)
                .problem(403))
        .isEqualTo("wrong-pin-or-proof");
  }

  @Test
  void itIsThePersonsOwnAndOverWhenTheOpeningComes() {
    Begun begun = begin(bidder);
    assertThat(answer(colleague, begun, "00".repeat(16)).problem(404))
        .isEqualTo("rehearsal-not-found");
    UUID session = session(bid.envelopeId(), bidder, "REHEARSE");
    open(bid.openingId());
    assertThat(ask(bidder, session).problem(409)).isEqualTo("rehearsal-not-now");
    String metrics =
        http.get()
            .uri("/actuator/prometheus")
            .exchange()
            .expectBody(String.class)
            .returnResult()
            .getResponseBody();
    assertThat(metrics).contains("bidseal_rehearsals_total{").contains("result=\"passed\"");
  }

  /// The events of a type about the bid, as soon as there are so many.
  private List<JsonNode> news(String type, int count) {
    Awaiting.untilAsserted(() -> assertThat(news(type)).hasSize(count));
    return news(type);
  }

  private List<JsonNode> news(String type) {
    return PublishedEvents.about("bidseal.crypto", bid.envelopeId()).stream()
        .filter(event -> event.path("type").asString().contains(type))
        .toList();
  }
}
