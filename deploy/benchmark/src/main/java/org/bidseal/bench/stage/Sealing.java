package org.bidseal.bench.stage;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.bidseal.demo.platform.Desk;
import org.bidseal.phone.Bids;
import org.bidseal.phone.http.Patience;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.envelope.EnvelopeSealer;
import org.bidseal.smcrypto.envelope.SealedEnvelope;
import org.bidseal.smcrypto.x509.Sm2Certificates;
import tools.jackson.databind.JsonNode;

/// Seals bids on the bidders' side and uploads them.
public final class Sealing {
  private static final int AT_ONCE = 2;

  private final Desk desk;
  private final EnvelopeSealer sealer;
  private final Patience patience;
  private final Path folder;

  /// @param folder for envelopes on their way
  public Sealing(Desk desk, EnvelopeSealer sealer, Patience patience, Path folder) {
    this.desk = desk;
    this.sealer = sealer;
    this.patience = patience;
    this.folder = folder;
  }

  /// One bid after the other of each bidder, for as many openings as that takes.
  ///
  /// @param round part of the lots' names and of the files' seeds
  public List<SealedBid> seal(int round, List<Bidder> bidders, int bids, long bytes, Instant now) {
    Instant later = now.plus(Duration.ofHours(6));
    List<Supplier<SealedBid>> work = new ArrayList<>();
    UUID opening = null;
    for (int i = 0; i < bids; i++) {
      Bidder bidder = bidders.get(i % bidders.size());
      if (opening == null || i % bidders.size() == 0) {
        opening = desk.registerOpening("BENCH-" + round + "-" + i, later, later);
      }
      UUID of = opening;
      BidFile file = new BidFile(round * 100_000L + i, bytes);
      work.add(() -> seal(of, bidder, file));
    }
    return Together.run(work, AT_ONCE);
  }

  private SealedBid seal(UUID opening, Bidder bidder, BidFile file) {
    bidder.hand().lock();
    try {
      UUID envelope =
          desk.startEnvelope(opening, bidder.enterpriseId(), "bid", file.size(), "BIDDER");
      UUID session = desk.showEncryption(envelope);
      patience.whileRefused(
          Set.of("code-expired"), () -> bidder.phone().sessions().scan(desk.code(session)));
      bidder.phone().sessions().confirm(session);
      // The phone remembers which recipients it checked and chose, and vouches for those only.
      Bids bids = bidder.phone().bids();
      UUID certificate = bids.possibleRecipients(bidder.enterpriseId()).getFirst();
      bids.address(envelope, session, List.of(certificate));
      Path sealed = folder.resolve(envelope + ".envelope");
      desk.describe(envelope, seal(desk.envelope(envelope), file, sealed));
      bids.vouch(envelope, session, bidder.pin());
      desk.uploadCiphertext(envelope, sealed);
      Files.delete(sealed);
      return new SealedBid(opening, envelope, bidder, file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      bidder.hand().unlock();
    }
  }

  private Map<String, Object> seal(JsonNode envelope, BidFile file, Path target)
      throws IOException {
    List<Point> recipients = new ArrayList<>();
    for (JsonNode recipient : envelope.path("recipients")) {
      byte[] der = Base64.getDecoder().decode(recipient.path("certificate").asString());
      recipients.add(Sm2Certificates.publicKey(Sm2Certificates.parse(der)));
    }
    try (var sealing =
            sealer.start(
                UUID.fromString(envelope.path("envelopeId").asString()),
                UUID.fromString(envelope.path("openingId").asString()),
                recipients);
        InputStream in = file.open();
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(target))) {
      SealedEnvelope sealed = sealing.seal(in, out);
      return Map.of(
          "header", Base64.getEncoder().encodeToString(sealed.header().encoded()),
          "treeRoot", sealed.treeRoot().hex(),
          "plaintextSize", sealed.plaintextBytes());
    }
  }
}
