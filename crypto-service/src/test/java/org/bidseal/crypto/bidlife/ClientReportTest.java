package org.bidseal.crypto.bidlife;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bidseal.crypto.testkit.TestPhone;
import org.bidseal.smcrypto.PointGate;
import org.bidseal.smcrypto.device.ReportKind;
import org.bidseal.smcrypto.device.ReportStatement;
import org.bidseal.smcrypto.sm2.Sm2KeyPair;
import org.bidseal.smcrypto.sm2.Sm2Signature;
import org.bidseal.smcrypto.x509.Sm2PublicKeys;
import org.bidseal.testsupport.Awaiting;
import org.bidseal.testsupport.Capability;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What phones report is signed by a key of their own, or is not taken.
class ClientReportTest extends BidTest {
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

  @Test
  @Capability("CRY-017")
  void aSignedReportStandsOnTheTimelineWithAllThatIsNeededToCheckIt() throws Exception {
    Bidder bidder = backedUp();
    Draft bid = sealed(10, bidder);
    open(bid.openingId());

    JsonNode timeline =
        bidder.report(bid.envelopeId(), ReportKind.SERVICE_REFUSED, now, "大厅没有信号").expect(201);

    JsonNode entry = reported(platform, bid).getFirst();
    assertThat(entry.path("detail").asString()).isEqualTo("大厅没有信号");
    assertThat(entry.path("deviceId").asString()).isEqualTo(bidder.deviceId().toString());
    assertThat(entry.path("claimedAt").asString()).isEqualTo(now.toString());
    JsonNode signed = entry.path("signed");
    assertThat(signed.path("kind").asString()).isEqualTo("SERVICE_REFUSED");
    assertThat(signed.path("deviceKey").asString()).isEqualTo(bidder.deviceKey().publicKey().hex());
    assertThat(verifies(signed)).isTrue();
    ReportStatement statement =
        ReportStatement.parse(Base64.getDecoder().decode(signed.path("statement").asString()));
    assertThat(statement.envelopeId()).isEqualTo(bid.envelopeId());
    assertThat(statement.personId()).isEqualTo(bidder.personId());
    assertThat(timeline.path("finding").path("reason").asString()).isEqualTo("REPORT_ONLY");
    assertThat(timeline.path("finding").path("basis").path(0)).isEqualTo(entry.path("entryId"));
  }

  @Test
  void theSameReportCountsOnceWhateverItsIdempotencyKey() {
    Bidder bidder = backedUp();
    Draft bid = sealed(10, bidder);
    ReportStatement statement = statement(bidder, bid.envelopeId(), "once");
    bidder.report(bid.envelopeId(), statement).expect(201);
    bidder.report(bid.envelopeId(), statement).expect(201);
    assertThat(reported(bidder.api(), bid)).hasSize(1);
    open(bid.openingId());
    assertThat(recorded(bid)).hasSize(1);
  }

  @Test
  void theOpeningRecordHasReportsOfSealedBidsOnly() {
    Bidder bidder = backedUp();
    UUID opening = opening();
    Draft sealed = sealed(opening, 10, bidder);
    UUID unsealed = announce(opening, backedUp(bidder.enterpriseId()), 10, "BIDDER");
    bidder.report(sealed.envelopeId(), ReportKind.NETWORK, now, "the sealed one").expect(201);
    bidder.report(unsealed, ReportKind.NETWORK, now, "the other one").expect(201);
    Awaiting.until(
        "the receipt's timestamp",
        () ->
            holds(
                "select timestamp_token is not null from receipt where envelope_id = :id",
                sealed.envelopeId()));
    open(opening);
    var entries = recorded(sealed);
    assertThat(entries).hasSize(1);
    JsonNode payload = entries.getFirst().path("payload");
    assertThat(payload.path("envelopeId").asString()).isEqualTo(sealed.envelopeId().toString());
    assertThat(payload.path("report"))
        .isEqualTo(
            Api.JSON.valueToTree(
                Map.of(
                    "statement", signed(sealed).path("statement"),
                    "signature", signed(sealed).path("signature"),
                    "deviceKey", signed(sealed).path("deviceKey"))));
  }

  @Test
  void whatIsWronglySignedOrOfAnotherIsRefusedWithItsOwnProblem() {
    Bidder bidder = backedUp();
    Draft bid = sealed(10, bidder);
    Draft other = sealed(10, bidder);
    UUID id = bid.envelopeId();
    ReportStatement good = statement(bidder, id, "no network");
    Sm2KeyPair stranger = Sm2KeyPair.generate(TestPhone.RANDOM);

    Sm2Signature byStranger = stranger.signMessage(good.bytes(), TestPhone.RANDOM);
    assertThat(bidder.report(id, good, byStranger).problem(422))
        .isEqualTo("report-signature-wrong");
    Sm2Signature ofOther =
        bidder.deviceKey().signMessage(statement(bidder, id, "x").bytes(), TestPhone.RANDOM);
    assertThat(bidder.report(id, good, ofOther).problem(422)).isEqualTo("report-signature-wrong");
    assertThat(bidder.report(other.envelopeId(), good).problem(422))
        .isEqualTo("report-of-another-bid");

    Bidder colleague = backedUp(bidder.enterpriseId());
    assertThat(colleague.report(id, good).problem(403)).isEqualTo("report-device-foreign");
    ReportStatement onForeignDevice =
        new ReportStatement(
            id, bidder.deviceId(), colleague.personId(), null, ReportKind.OTHER, now, "mine?");
    assertThat(colleague.report(id, onForeignDevice).problem(403))
        .isEqualTo("report-device-foreign");

    assertThat(
            bidder
                .api()
                .post(
                    "/envelopes/" + id + "/client-reports",
                    Map.of("statement", "AAAA", "r", "0".repeat(64), "s", "1".repeat(64)))
                .problem(422))
        .isEqualTo("report-not-valid");
    assertThat(bidder.api().post("/envelopes/" + id + "/client-reports", Map.of("text", "x")))
        .extracting(Api.Answer::status)
        .isEqualTo(400);
    assertThat(reported(platform, bid)).isEmpty();
    assertThat(reported(platform, other)).isEmpty();
  }

  @Test
  void aDeviceWithoutAKeyIsToldWhatToDo() {
    Bidder bidder = backedUp();
    Draft bid = sealed(10, bidder);
    database
        .sql("update person_device set public_key = null where device_id = :device")
        .bind("device", bidder.deviceId())
        .then()
        .block();
    Api.Answer refused = bidder.report(bid.envelopeId(), ReportKind.NETWORK, now, "no network");
    assertThat(refused.problem(409)).isEqualTo("device-key-missing");
    assertThat(refused.json().path("next").path("en").asString()).contains("log in again");
  }

  @Test
  void aKeyThatIdentityServiceTellsOfSignsReports() {
    Bidder bidder = backedUp();
    Draft bid = sealed(10, bidder);
    UUID device = UUID.randomUUID();
    Sm2KeyPair key = Sm2KeyPair.generate(TestPhone.RANDOM);
    publish(
        "org.bidseal.identity.device-registered.v1",
        bidder.personId(),
        Map.of(
            "deviceId",
            device,
            "personId",
            bidder.personId(),
            "name",
            "second phone",
            "publicKey",
            key.publicKey().hex()));
    Awaiting.until(
        "the device is known",
        () -> holds("select true from person_device where device_id = :id", device));
    ReportStatement statement =
        new ReportStatement(
            bid.envelopeId(), device, bidder.personId(), null, ReportKind.OTHER, now, "from it");
    bidder
        .report(bid.envelopeId(), statement, key.signMessage(statement.bytes(), TestPhone.RANDOM))
        .expect(201);
  }

  private ReportStatement statement(Bidder bidder, UUID envelopeId, String text) {
    return new ReportStatement(
        envelopeId, bidder.deviceId(), bidder.personId(), null, ReportKind.NETWORK, now, text);
  }

  private JsonNode signed(Draft bid) {
    return reported(platform, bid).getFirst().path("signed");
  }

  private static List<JsonNode> reported(Api api, Draft bid) {
    return api.get("/envelopes/" + bid.envelopeId() + "/timeline")
        .expect(200)
        .path("entries")
        .valueStream()
        .filter(entry -> entry.path("kind").asString().equals("REPORTED"))
        .toList();
  }

  private List<JsonNode> recorded(Draft bid) {
    return record(bid.openingId())
        .path("entries")
        .valueStream()
        .filter(entry -> entry.path("kind").asString().equals("BID_REPORTED"))
        .toList();
  }

  /// By Bouncy Castle's JCA, which shares no code with the product's SM2.
  private static boolean verifies(JsonNode signed) throws Exception {
    byte[] encoded =
        Sm2PublicKeys.toInfo(PointGate.decodeHex(signed.path("deviceKey").asString())).getEncoded();
    PublicKey key =
        KeyFactory.getInstance("EC", TestAuthority.BC)
            .generatePublic(new X509EncodedKeySpec(encoded));
    Signature verifier = Signature.getInstance("SM3withSM2", TestAuthority.BC);
    verifier.initVerify(key);
    verifier.update(Base64.getDecoder().decode(signed.path("statement").asString()));
    return verifier.verify(Base64.getDecoder().decode(signed.path("signature").asString()));
  }
}
