package org.bidseal.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.bidseal.events.EventCodec;
import org.bidseal.sessionframes.Frame;
import org.bidseal.sessionframes.SessionFrames;
import org.bidseal.signing.testkit.SigningServiceTest;
import org.bidseal.smcrypto.Sm2Digest;
import org.bidseal.smcrypto.sm2.Sm2KeyPair;
import org.bidseal.smcrypto.sm2.Sm2Signature;
import org.bidseal.testsupport.Awaiting;
import org.bidseal.testsupport.Capability;
import org.bidseal.testsupport.GoldenEvents;
import org.bidseal.testsupport.Tokens;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;

/// Signing through the public API.
final class SigningTest extends SigningServiceTest {
  @Autowired private SessionFrames frames;

  @Test
  @Capability("SIGN-001")
  void aBidderSignsByQr() throws IOException {
    Bidder bidder = bidder();
    UUID taskId = task(bidder);
    Started started = start(taskId, bidder);

    byte[] attributes =
        Base64.getDecoder().decode(started.body().path("signedAttributes").asString());
    assertThat(started.body().path("e").asString())
        .isEqualTo(Sm2Digest.of(bidder.key().publicKey(), attributes).hex());
    assertThat(NEIGHBOURS.expectations())
        .anySatisfy(told -> {
          assertThat(told.path("sessionId").asString()).isEqualTo(started.sessionId().toString());
          assertThat(told.path("e").asString()).isEqualTo(started.body().path("e").asString());
          assertThat(told.path("keyId").asString()).isEqualTo(bidder.keyId().toString());
          assertThat(told.path("purpose").asString()).isEqualTo("DOCUMENT");
        });
    assertThat(NEIGHBOURS.usesOf(bidder.sealId())).containsExactly("RESERVED");

    JsonNode task = ok(completing(started, bidder, signature(started, bidder)), 200);

    assertThat(task.path("state").asString()).isEqualTo("COMPLETED");
    assertThat(NEIGHBOURS.usesOf(bidder.sealId())).containsExactly("CONFIRMED");
    byte[] signed = signedDocument(taskId);
    byte[] original = read(PDF);
    assertThat(Arrays.copyOf(signed, original.length)).isEqualTo(original);
    assertSealAt(signed, 20, 150);
    assertSealAt(signed, 20, 200);
    JsonNode verdict = verify(signed).path("signatures").path(0);
    assertThat(verdict.path("valid").asBoolean()).as(verdict.toString()).isTrue();
    assertThat(verdict.path("timestamp").path("valid").asBoolean()).isTrue();
    assertThat(verdict.path("problems").size()).isZero();
    assertThat(frames(started.sessionId())).containsExactly("prepared", "signed");
    assertThat(metrics())
        .contains("bidseal_signatures_total{", "result=\"signed\"", "bidseal_timestamps_total{");
  }

  @Test
  @Capability("SIGN-010")
  void theTrailAndTheEventsTellIt() {
    Bidder bidder = bidder();
    UUID taskId = task(bidder);
    Started started = start(taskId, bidder);
    ok(completing(started, bidder, signature(started, bidder)), 200);

    JsonNode trail = ok(get(bidder.token(), "/tasks/" + taskId + "/trail"), 200);
    assertThat(trail.valueStream().map(line -> line.path("action").asString()))
        .containsExactly(
            "TASK_CREATED",
            "SESSION_OPENED",
            "SIGNING_STARTED",
            "DOCUMENT_SIGNED",
            "TASK_COMPLETED");
    Awaiting.untilAsserted(() ->
        assertThat(events.about(taskId))
            .containsExactly("task-created", "signing-started", "document-signed"));
    events
        .of(taskId)
        .forEach(event -> {
          if (event.type().contains("document-signed")) {
            GoldenEvents.verify(EventCodec.writeText(event), "/data/sm3");
          } else {
            GoldenEvents.verify(EventCodec.writeText(event));
          }
        });
  }

  @Test
  @Capability("SIGN-011")
  void twoEnterprisesSignOneAfterTheOther() {
    Bidder first = bidder();
    Bidder second = bidder();
    UUID taskId = task(first, second);

    Started one = start(taskId, first);
    JsonNode between = ok(completing(one, first, signature(one, first)), 200);
    assertThat(between.path("state").asString()).isEqualTo("PENDING");
    Started two = start(taskId, second);
    JsonNode after = ok(completing(two, second, signature(two, second)), 200);

    assertThat(after.path("state").asString()).isEqualTo("COMPLETED");
    JsonNode verdicts = verify(signedDocument(taskId)).path("signatures");
    assertThat(verdicts.size()).isEqualTo(2);
    assertThat(verdicts.valueStream().map(v -> v.path("valid").asBoolean()))
        .as(verdicts.toString())
        .containsExactly(true, true);
    assertThat(verdicts.valueStream().map(v -> v.path("coversWholeDocument").asBoolean()))
        .containsExactlyInAnyOrder(false, true);
  }

  @Test
  void aWrongSignatureGivesTheSealBackAndLeavesTheTaskSignable() {
    Bidder bidder = bidder();
    UUID taskId = task(bidder);
    Started started = start(taskId, bidder);
    Sm2Signature others = Sm2KeyPair.generate(random).signMessage(new byte[] {1, 2, 3}, random);

    problem(completing(started, bidder, others), 422, "signature-invalid");

    assertThat(NEIGHBOURS.usesOf(bidder.sealId())).containsExactly("RELEASED");
    assertThat(ok(get(platform, "/tasks/" + taskId), 200).path("state").asString())
        .isEqualTo("PENDING");
    problem(
        completing(started, bidder, signature(started, bidder)), 409, "signing-request-not-open");
    Awaiting.untilAsserted(() -> assertThat(events.about(taskId)).contains("signing-failed"));
    events.of(taskId).stream()
        .filter(event -> event.type().contains("signing-failed"))
        .forEach(event -> GoldenEvents.verify(EventCodec.writeText(event)));
    Started again = start(taskId, bidder);
    assertThat(
            ok(completing(again, bidder, signature(again, bidder)), 200).path("state").asString())
        .isEqualTo("COMPLETED");
  }

  @Test
  void aServiceThatIsAwayForAWhileEndsNothing() {
    Bidder bidder = bidder();
    UUID taskId = task(bidder);
    UUID sessionId = session(taskId, bidder);
    NEIGHBOURS.session(sessionId, confirmed(sessionId, bidder, taskId));
    String path = "/tasks/" + taskId + "/signing-requests";
    Map<String, Object> wanted = starting(sessionId, bidder);
    NEIGHBOURS.cryptoDown(true);
    try {
      problem(
          write(HttpMethod.POST, bidder.token(), path, wanted, "patient"),
          503,
          "upstream-unavailable");
    } finally {
      NEIGHBOURS.cryptoDown(false);
    }

    JsonNode body = ok(write(HttpMethod.POST, bidder.token(), path, wanted, "patient"), 201);
    assertThat(NEIGHBOURS.usesOf(bidder.sealId())).containsExactly("RESERVED");
    Started started = new Started(taskId, sessionId, id(body, "signingRequestId"), body);
    ok(completing(started, bidder, signature(started, bidder)), 200);
    assertThat(NEIGHBOURS.usesOf(bidder.sealId())).containsExactly("CONFIRMED");
  }

  @Test
  void aConfirmationIsAskedForWhereTheEventIsLate() {
    Bidder bidder = bidder();
    UUID taskId = task(bidder);
    UUID sessionId = UUID.randomUUID();
    problem(starting(taskId, sessionId, bidder), 409, "session-not-confirmed");

    NEIGHBOURS.session(sessionId, confirmed(sessionId, bidder, taskId));
    ok(starting(taskId, sessionId, bidder), 201);
  }

  @Test
  void aSessionOfSomebodyElseOrForSomethingElseIsRefused() {
    Bidder bidder = bidder();
    UUID taskId = task(bidder);
    UUID sessionId = UUID.randomUUID();
    NEIGHBOURS.session(sessionId, confirmed(sessionId, bidder, UUID.randomUUID()));
    problem(starting(taskId, sessionId, bidder), 409, "session-not-confirmed");

    NEIGHBOURS.session(sessionId, confirmed(sessionId, bidder(), taskId));
    problem(starting(taskId, sessionId, bidder), 409, "session-not-confirmed");
  }

  @Test
  void aRepetitionGetsTheSameAnswerAndAnotherSessionWaits() {
    Bidder bidder = bidder();
    UUID taskId = task(bidder);
    UUID sessionId = UUID.randomUUID();
    NEIGHBOURS.session(sessionId, confirmed(sessionId, bidder, taskId));
    String path = "/tasks/" + taskId + "/signing-requests";
    Map<String, Object> wanted = starting(sessionId, bidder);

    JsonNode first = ok(write(HttpMethod.POST, bidder.token(), path, wanted, "once"), 201);
    JsonNode again = ok(write(HttpMethod.POST, bidder.token(), path, wanted, "once"), 201);
    assertThat(again).isEqualTo(first);
    assertThat(NEIGHBOURS.usesOf(bidder.sealId())).containsExactly("RESERVED");

    UUID other = UUID.randomUUID();
    NEIGHBOURS.session(other, confirmed(other, bidder, taskId));
    problem(starting(taskId, other, bidder), 409, "signing-in-progress");
    ok(starting(taskId, sessionId, bidder), 201);
    Awaiting.untilAsserted(() ->
        assertThat(NEIGHBOURS.usesOf(bidder.sealId()))
            .containsExactlyInAnyOrder("RELEASED", "RESERVED"));
  }

  @Test
  void somebodyElsesTaskDoesNotExist() {
    Bidder bidder = bidder();
    UUID taskId = task(bidder);
    Bidder stranger = bidder();
    String otherPlatform = Tokens.platform(UUID.randomUUID());

    for (String token : List.of(stranger.token(), otherPlatform)) {
      problem(get(token, "/tasks/" + taskId), 404, "not-found");
      problem(get(token, "/tasks/" + taskId + "/trail"), 404, "not-found");
      problem(get(token, "/tasks/" + taskId + "/signed-document"), 404, "not-found");
    }
    problem(starting(taskId, UUID.randomUUID(), stranger), 404, "not-found");
    problem(get(platform, "/tasks/" + taskId + "/signed-document"), 409, "task-not-completed");
    assertThat(ok(get(stranger.token(), "/tasks"), 200).size()).isZero();
    assertThat(ok(get(bidder.token(), "/tasks"), 200).size()).isEqualTo(1);
  }

  @Test
  void aSealOfAnotherTypeIsRefusedAndGivenBack() {
    Bidder bidder = bidder();
    UUID taskId = task(bidder);
    UUID personal = NEIGHBOURS.seal(bidder.enterpriseId(), "PERSONAL");
    UUID sessionId = UUID.randomUUID();
    NEIGHBOURS.session(sessionId, confirmed(sessionId, bidder, taskId));

    problem(
        post(
            bidder.token(),
            "/tasks/" + taskId + "/signing-requests",
            Map.of(
                "sessionId", sessionId,
                "certificateId", bidder.certificateId(),
                "sealId", personal)),
        422,
        "seal-type-mismatch");
    Awaiting.untilAsserted(
        () -> assertThat(NEIGHBOURS.usesOf(personal)).containsExactly("RELEASED"));
  }

  @Test
  void aVoidedTaskIsOver() {
    Bidder bidder = bidder();
    UUID taskId = task(bidder);
    JsonNode voided =
        ok(post(platform, "/tasks/" + taskId + "/voiding", Map.of("reason", "改期")), 200);
    assertThat(voided.path("state").asString()).isEqualTo("VOIDED");
    problem(post(platform, "/tasks/" + taskId + "/qr-sessions", Map.of()), 409, "task-not-open");
  }

  private List<String> frames(UUID sessionId) {
    return frames.since(sessionId, 0).toFuture().join().stream().map(Frame::type).toList();
  }

  private String metrics() {
    String text =
        client
            .get()
            .uri("/actuator/prometheus")
            .exchange()
            .expectBody(String.class)
            .returnResult()
            .getResponseBody();
    return text == null ? "" : text;
  }

  private Map<String, Object> confirmed(UUID sessionId, Bidder bidder, UUID taskId) {
    return Map.of(
        "sessionId",
        sessionId,
        "purpose",
        "SIGN",
        "state",
        "CONFIRMED",
        "version",
        3,
        "platformId",
        platformId,
        "enterpriseId",
        bidder.enterpriseId(),
        "personId",
        bidder.personId(),
        "deviceId",
        UUID.randomUUID(),
        "reference",
        Map.of("type", "signing-task", "id", taskId));
  }

  private static void assertSealAt(byte[] pdf, double xMm, double yMm) throws IOException {
    try (PDDocument document = Loader.loadPDF(pdf)) {
      BufferedImage page = new PDFRenderer(document).renderImageWithDPI(0, 72);
      int rgb = page.getRGB((int) ((xMm + 20) * 72 / 25.4), (int) ((yMm + 20) * 72 / 25.4));
      assertThat((rgb >> 16) & 255).isGreaterThan(150);
      assertThat((rgb >> 8) & 255).isLessThan(100);
    }
  }
}
