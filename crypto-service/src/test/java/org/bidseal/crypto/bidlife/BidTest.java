package org.bidseal.crypto.bidlife;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.bidseal.crypto.bidlife.Desk.SealedFile;
import org.bidseal.events.Event;
import org.bidseal.events.EventCodec;
import org.bidseal.events.Topics;
import org.bidseal.testsupport.Awaiting;
import org.bidseal.testsupport.ServiceTest;
import org.bidseal.testsupport.Tokens;
import org.bidseal.testsupport.servers.TestServers;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

/// What the tests of the bid side have in common.
@ServiceTest(database = "crypto")
abstract class BidTest {
  @Autowired protected WebTestClient http;
  @Autowired protected DatabaseClient database;
  @Autowired private Topics topics;

  protected final UUID platformId = UUID.randomUUID();
  protected Api platform = new Api(WebTestClient.bindToServer().build(), "");

  @BeforeEach
  void registerPlatform() {
    http =
        http.mutate()
            .responseTimeout(Duration.ofSeconds(60))
            .codecs(c -> c.defaultCodecs().maxInMemorySize(64 * 1024 * 1024))
            .build();
    platform = new Api(http, Tokens.platform(platformId));
    platform(platformId, true, "REQUIRED");
  }

  protected void platform(UUID id, boolean serverSealing, String backupPolicy) {
    database
        .sql(
            """
            insert into platform (platform_id, name, region, server_side_sealing, backup_policy,
                seal_claim_policy)
            values (:platform, 'Test', '420000', :sealing, :policy, 'LOCAL')
            on conflict (platform_id) do update
               set server_side_sealing = excluded.server_side_sealing,
                   backup_policy = excluded.backup_policy
            """)
        .bind("platform", id)
        .bind("sealing", serverSealing)
        .bind("policy", backupPolicy)
        .then()
        .block();
  }

  protected Bidder bidder() {
    return bidder(UUID.randomUUID());
  }

  protected Bidder bidder(UUID enterpriseId) {
    return Bidder.of(http, database, enterpriseId);
  }

  /// A bidder whose encryption key is backed up.
  protected Bidder backedUp() {
    return backedUp(UUID.randomUUID());
  }

  protected Bidder backedUp(UUID enterpriseId) {
    Bidder bidder = bidder(enterpriseId);
    backUp(bidder);
    return bidder;
  }

  /// Lets keyescrow-service tell that the bidder's encryption key is backed up.
  protected void backUp(Bidder bidder) {
    UUID backupId = UUID.randomUUID();
    publish(
        "org.bidseal.escrow.backup-verified.v1",
        backupId,
        Map.of(
            "backupId", backupId,
            "keyId", bidder.encryptionKey(),
            "generation", 1,
            "ownerPersonId", bidder.personId(),
            "holderPersonId", UUID.randomUUID(),
            "holderDeviceId", UUID.randomUUID()));
    Awaiting.until(
        "the backup is known",
        () -> holds("select true from key_backup where backup_id = :id", backupId));
  }

  protected void publish(String type, UUID subject, Map<String, Object> data) {
    var event =
        new Event(
            UUID.randomUUID(),
            "urn:bidseal:test",
            type,
            subject.toString(),
            Instant.now(),
            null,
            EventCodec.data(data));
    var settings = new Properties();
    settings.put("bootstrap.servers", TestServers.get().kafkaBootstrap());
    try (var producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      producer
          .send(
              new ProducerRecord<>(
                  topics.of(type), subject.toString(), EventCodec.writeText(event)))
          .get(30, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /// An opening that takes bids for an hour, unless a test moves its times.
  protected UUID opening() {
    Instant deadline = Instant.now().plusSeconds(3600);
    return opening(deadline, deadline.plusSeconds(600));
  }

  protected UUID opening(Instant deadline, Instant opensAt) {
    return id(
        platform
            .post(
                "/openings",
                Api.object(
                    "tenderId",
                    "T-" + UUID.randomUUID(),
                    "lotId",
                    "1",
                    "name",
                    "Road",
                    "deadline",
                    deadline,
                    "opensAt",
                    opensAt))
            .expect(201),
        "openingId");
  }

  /// Moves an opening's times, by the database's clock: what an hour of waiting would do.
  protected void move(UUID openingId, String deadline, String opensAt) {
    database
        .sql(
            "update opening set deadline = clock_timestamp() + interval '%s',".formatted(deadline)
                + " opens_at = clock_timestamp() + interval '%s' where opening_id = :opening"
                    .formatted(opensAt))
        .bind("opening", openingId)
        .then()
        .block();
  }

  /// Lets the opening's time come.
  protected void open(UUID openingId) {
    move(openingId, "-1 second", "-1 second");
  }

  protected UUID announce(UUID openingId, Bidder bidder, long size, String sealing) {
    return id(
        platform
            .post(
                "/openings/" + openingId + "/envelopes",
                Map.of(
                    "enterpriseId",
                    bidder.enterpriseId(),
                    "fileName",
                    "bid 标书.pdf",
                    "size",
                    size,
                    "sealing",
                    sealing))
            .expect(201),
        "envelopeId");
  }

  /// A session over the envelope, confirmed by the bidder.
  protected UUID session(UUID envelopeId, Bidder bidder, String purpose) {
    UUID sessionId =
        id(
            platform
                .post("/envelopes/" + envelopeId + "/qr-sessions", Map.of("purpose", purpose))
                .expect(201),
            "sessionId");
    bidder.confirm(sessionId);
    return sessionId;
  }

  /// An envelope on its way, with the bidder's sealing session.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  protected record Draft(UUID openingId, UUID envelopeId, UUID sessionId, byte[] file) {}

  protected Draft draft(Bidder bidder, int size, String sealing) {
    return draft(opening(), bidder, size, sealing);
  }

  protected Draft draft(UUID openingId, Bidder bidder, int size, String sealing) {
    UUID envelopeId = announce(openingId, bidder, size, sealing);
    UUID sessionId = session(envelopeId, bidder, "ENCRYPT");
    return new Draft(openingId, envelopeId, sessionId, Desk.file(size));
  }

  /// Addresses the envelope to these bidders, the first of whom acts.
  protected JsonNode address(Draft draft, Bidder... recipients) {
    UUID[] certificates = new UUID[recipients.length];
    for (int i = 0; i < recipients.length; i++) {
      certificates[i] = recipients[i].encryptionCertificate();
    }
    return recipients[0].address(draft.envelopeId(), draft.sessionId(), certificates).expect(200);
  }

  /// A sealed bid that as many of these bidders must open together; the first of them acts.
  protected Draft sealedTogether(UUID openingId, int threshold, Bidder... recipients) {
    Draft draft = draft(openingId, recipients[0], 1000, "BIDDER");
    SealedFile sealed = describe(draft, addressTogether(draft, threshold, recipients).expect(200));
    upload(draft, sealed.content()).expect(200);
    recipients[0].sign(draft.envelopeId(), draft.sessionId()).expect(200);
    return draft;
  }

  protected Api.Answer addressTogether(Draft draft, int threshold, Bidder... recipients) {
    UUID[] certificates =
        Arrays.stream(recipients).map(Bidder::encryptionCertificate).toArray(UUID[]::new);
    return recipients[0].addressTogether(
        draft.envelopeId(), draft.sessionId(), threshold, certificates);
  }

  /// A sealed bid with what its bidder keeps.
  protected record WithTreeKey(Draft draft, String treeKey) {}

  protected WithTreeKey sealedWithTreeKey(UUID openingId, int size, Bidder bidder) {
    Draft draft = draft(openingId, bidder, size, "BIDDER");
    SealedFile sealed = describe(draft, address(draft, bidder));
    upload(draft, sealed.content()).expect(200);
    bidder.sign(draft.envelopeId(), draft.sessionId()).expect(200);
    return new WithTreeKey(draft, sealed.treeKey());
  }

  /// Lets the opening's time and its window of an hour pass.
  protected void end(UUID openingId) {
    move(openingId, "-61 minutes", "-61 minutes");
  }

  /// Moves what the timeline has by now back, to where it would be had the window been waited for.
  protected void ageTimeline(UUID openingId, String by) {
    database
        .sql(
            "update timeline_entry set at = at - interval '%s' where opening_id = :opening"
                .formatted(by))
        .bind("opening", openingId)
        .then()
        .block();
  }

  protected SealedFile describe(Draft draft, JsonNode addressed) {
    SealedFile sealed = Desk.seal(addressed, draft.file());
    platform.put("/envelopes/" + draft.envelopeId() + "/header", sealed.description()).expect(200);
    return sealed;
  }

  protected Api.Answer upload(Draft draft, byte[] content) {
    return platform.upload("/envelopes/" + draft.envelopeId() + "/content", content);
  }

  /// A sealed bid of these bidders, the first of whom acts.
  protected Draft sealed(int size, Bidder... recipients) {
    return sealed(opening(), size, recipients);
  }

  protected Draft sealed(UUID openingId, int size, Bidder... recipients) {
    Draft draft = draft(openingId, recipients[0], size, "BIDDER");
    SealedFile sealed = describe(draft, address(draft, recipients));
    upload(draft, sealed.content()).expect(200);
    recipients[0].sign(draft.envelopeId(), draft.sessionId()).expect(200);
    return draft;
  }

  /// Opens a sealed bid to its end.
  ///
  /// @return the session
  protected UUID decrypt(Draft draft, Bidder bidder) {
    open(draft.openingId());
    UUID session = session(draft.envelopeId(), bidder, "DECRYPT");
    bidder
        .contentKey(draft.envelopeId(), session, bidder.fileKey(draft.envelopeId(), session))
        .expect(202);
    awaitState(draft.envelopeId(), "DECRYPTED");
    return session;
  }

  /// The opening's record, as the platform gets it.
  protected JsonNode record(UUID openingId) {
    return platform.get("/openings/" + openingId + "/record").expect(200);
  }

  protected JsonNode show(UUID envelopeId) {
    return platform.get("/envelopes/" + envelopeId).expect(200);
  }

  protected void awaitState(UUID envelopeId, String state) {
    Awaiting.untilAsserted(() -> {
      String actual = show(envelopeId).path("state").asString();
      if (!actual.equals(state)) {
        throw new AssertionError("state " + actual);
      }
    });
  }

  /// Whether a query about an id answers true.
  protected boolean holds(String sql, UUID id) {
    return Boolean.TRUE.equals(
        database.sql(sql).bind("id", id).mapValue(Boolean.class).one().block());
  }

  protected static UUID id(JsonNode node, String field) {
    return UUID.fromString(node.path(field).asString());
  }
}
