package org.bidseal.crypto.bidlife;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.bidseal.sessionframes.Frame;
import org.bidseal.sessionframes.SessionFrames;
import org.bidseal.testsupport.Awaiting;
import org.bidseal.testsupport.GoldenEvents;
import org.bidseal.testsupport.servers.TestServers;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/// What other services, screens, receipts and operators hear of a bid.
class BidNewsTest extends BidTest {
  @Autowired private SessionFrames frames;

  @Test
  void aBidsLifeIsToldInOrderAndInItsGoldenForm() {
    Bidder bidder = bidder();
    backUp(bidder);
    Draft draft = sealed(100, bidder);
    decrypt(draft, bidder);

    List<String> expected =
        List.of(
            "org.bidseal.crypto.sealing-started.v1",
            "org.bidseal.crypto.bid-sealed.v1",
            "org.bidseal.crypto.decryption-started.v1",
            "org.bidseal.crypto.bid-decrypted.v1");
    Awaiting.untilAsserted(() ->
        assertThat(published("bidseal.crypto", draft.envelopeId()))
            .extracting(event -> event.path("type").asString())
            .containsExactlyElementsOf(expected));
    for (JsonNode event : published("bidseal.crypto", draft.envelopeId())) {
      if (event.path("type").asString().contains("bid-sealed")) {
        GoldenEvents.verify(event, "/data/treeRoot", "/data/headerSm3");
      } else {
        GoldenEvents.verify(event);
      }
    }
    GoldenEvents.verify(published("bidseal.crypto-jobs", draft.envelopeId()).getFirst());
    JsonNode registered = published("bidseal.crypto", draft.openingId()).getFirst();
    GoldenEvents.verify(registered, "/data/tenderId");
  }

  @Test
  void theScreensOfBothSessionsSeeItHappen() {
    Bidder bidder = bidder();
    backUp(bidder);
    Draft draft = sealed(100, bidder);
    UUID session = decrypt(draft, bidder);

    assertThat(types(draft.sessionId()))
        .containsExactly("recipients-chosen", "described", "sealed");
    assertThat(types(session)).startsWith("decryption-progress").endsWith("decrypted");
    JsonNode sealed = frames(draft.sessionId()).getLast().data();
    assertThat(sealed.path("shortCode").asString())
        .isEqualTo(show(draft.envelopeId()).path("statement").path("shortCode").asString());
  }

  @Test
  void aFailureIsToldToo() {
    Bidder bidder = bidder();
    backUp(bidder);
    Draft draft = draft(bidder, 10, "BIDDER");
    Desk.SealedFile sealed = Desk.seal(address(draft, bidder), draft.file());
    var lie = new java.util.HashMap<>(sealed.description());
    lie.put("treeRoot", "ab".repeat(32));
    platform.put("/envelopes/" + draft.envelopeId() + "/header", lie).expect(200);
    upload(draft, sealed.content()).expect(200);
    bidder.sign(draft.envelopeId(), draft.sessionId()).expect(200);
    open(draft.openingId());
    UUID session = session(draft.envelopeId(), bidder, "DECRYPT");
    bidder
        .contentKey(draft.envelopeId(), session, bidder.fileKey(draft.envelopeId(), session))
        .expect(202);
    awaitState(draft.envelopeId(), "FAILED");

    assertThat(types(session)).endsWith("failed");
    Awaiting.untilAsserted(() ->
        assertThat(published("bidseal.crypto", draft.envelopeId()).getLast().path("type"))
            .hasToString("\"org.bidseal.crypto.decryption-failed.v1\""));
    GoldenEvents.verify(published("bidseal.crypto", draft.envelopeId()).getLast());
  }

  @Test
  void aBidIsSealedThoughNobodyGivesTheTimeNow() {
    Bidder bidder = bidder();
    backUp(bidder);
    Neighbours.get().giveTimestamps(false);
    Draft draft;
    try {
      draft = sealed(100, bidder);
      JsonNode receipt = receipt(draft);
      assertThat(receipt.path("timestampPending").asBoolean()).isTrue();
      assertThat(receipt.has("timestamp")).isFalse();
      assertThat(receipt.path("signature").asString()).isNotBlank();
    } finally {
      Neighbours.get().giveTimestamps(true);
    }
    Awaiting.untilAsserted(
        Duration.ofSeconds(90),
        () -> {
          assertThat(receipt(draft).path("timestampPending").asBoolean(true)).isFalse();
          assertThat(receipt(draft).path("timestamp").asString()).isNotBlank();
        });
  }

  @Test
  void metricsHaveTheirNames() {
    Bidder bidder = bidder();
    backUp(bidder);
    sealed(10, bidder);
    String text =
        http.get()
            .uri("/actuator/prometheus")
            .exchange()
            .expectBody(String.class)
            .returnResult()
            .getResponseBody();
    assertThat(text)
        .contains("bidseal_envelopes_sealed_total")
        .contains("bidseal_decryptions_total{")
        .contains("result=\"decrypted\"")
        .contains("result=\"tree_root_mismatch\"");
  }

  private JsonNode receipt(Draft draft) {
    return platform.get("/envelopes/" + draft.envelopeId() + "/receipt").expect(200);
  }

  private List<String> types(UUID sessionId) {
    return frames(sessionId).stream().map(Frame::type).toList();
  }

  private List<Frame> frames(UUID sessionId) {
    List<Frame> all = frames.since(sessionId, 0).block();
    return all == null ? List.of() : all;
  }

  /// All events of a topic about this subject, in their order.
  private static List<JsonNode> published(String topic, UUID subject) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            TestServers.get().kafkaBootstrap(),
            "group.id",
            "test-" + UUID.randomUUID(),
            "enable.auto.commit",
            false);
    List<JsonNode> events = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      String name = TestServers.get().topicPrefix() + topic;
      var partitions =
          consumer.partitionsFor(name).stream()
              .map(info -> new TopicPartition(name, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
        consumer
            .poll(Duration.ofMillis(200))
            .forEach(message ->
                events.add(Api.JSON.readTree(new String(message.value(), StandardCharsets.UTF_8))));
      }
    }
    return events.stream()
        .filter(event -> event.path("subject").asString().equals(subject.toString()))
        .toList();
  }
}
