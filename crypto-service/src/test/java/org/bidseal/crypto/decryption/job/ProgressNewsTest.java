package org.bidseal.crypto.decryption.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.bidseal.crypto.blob.BlobName;
import org.bidseal.crypto.envelope.Addressing;
import org.bidseal.crypto.envelope.BidPart;
import org.bidseal.crypto.envelope.DecryptionStart;
import org.bidseal.crypto.envelope.Description;
import org.bidseal.crypto.envelope.Envelope.Decrypting;
import org.bidseal.crypto.envelope.Envelope.Seal;
import org.bidseal.crypto.envelope.Octets;
import org.bidseal.crypto.envelope.Recipient;
import org.bidseal.crypto.envelope.Sealing;
import org.bidseal.crypto.envelope.StatementSignature;
import org.bidseal.database.Transactions;
import org.bidseal.sessionframes.Frame;
import org.bidseal.sessionframes.SessionFrames;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.testsupport.Awaiting;
import org.bidseal.testsupport.GoldenEvents;
import org.bidseal.testsupport.PublishedEvents;
import org.bidseal.testsupport.ServiceTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/// What is told of a decryption that is under way.
@ServiceTest(database = "crypto")
@TestPropertySource(properties = "bidseal.crypto.roles=key")
class ProgressNewsTest {
  private static final Instant NOW = Instant.parse("2026-11-02T01:00:00Z");
  private static final Sm3Hash HASH = Sm3Hash.of(new byte[] {1});

  @Autowired private DecryptionEvents events;
  @Autowired private SessionFrames frames;
  @Autowired private Transactions transactions;

  @Test
  void progressIsToldToScreensAndServices() {
    Decrypting envelope = decrypting();
    events
        .progressedForAll(envelope, 600)
        .then(events.progressed(envelope, 600))
        .as(transactions::inTransaction)
        .block();

    List<Frame> told =
        Objects.requireNonNull(frames.since(envelope.start().sessionId(), 0).block());
    assertThat(told).extracting(Frame::type).containsExactly("decryption-progress");
    assertThat(told.getFirst().data().path("done").asLong()).isEqualTo(600);
    UUID envelopeId = envelope.part().envelopeId();
    Awaiting.untilAsserted(
        () -> assertThat(PublishedEvents.about("bidseal.crypto", envelopeId)).hasSize(1));
    GoldenEvents.verify(PublishedEvents.about("bidseal.crypto", envelopeId).getFirst());
  }

  private static Decrypting decrypting() {
    UUID id = UUID.randomUUID();
    BidPart part = new BidPart(id, id, id, id, id, "bid.pdf", 1000, Sealing.BIDDER);
    Octets octets = Octets.of(new byte[] {1});
    Seal seal =
        new Seal(
            part,
            new Addressing(id, id, id, id, true, List.of(new Recipient(id, id, id, "00", "")), 1),
            new Description(octets, HASH, octets, HASH),
            new StatementSignature(id, "01", "02"),
            BlobName.of("envelopes", id, id),
            NOW);
    return new Decrypting(seal, new DecryptionStart(id, id, id, id, NOW));
  }
}
