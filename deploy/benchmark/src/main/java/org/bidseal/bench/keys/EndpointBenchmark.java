package org.bidseal.bench.keys;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.bidseal.bench.figure.Percentiles;
import org.bidseal.bench.stage.BenchFleet;
import org.bidseal.bench.stage.Bidder;
import org.bidseal.bench.stage.SealedBid;
import org.bidseal.bench.stage.Sealing;
import org.bidseal.bench.stage.Shortcuts;
import org.bidseal.bench.stage.Together;
import org.bidseal.bench.stage.Usage;
import org.bidseal.demo.platform.Desk;
import org.bidseal.fleet.Service;
import org.bidseal.phone.http.Patience;
import org.bidseal.phone.key.HeldKey;
import org.bidseal.smcrypto.envelope.EnvelopeRecipient;
import org.bidseal.smcrypto.envelope.EnvelopeSealer;

/// Phones that co-decrypt the key of their one bid again and again, each in its confirmed session:
/// every request with a proof, a token and a requestId of its own, as the protocol wants.
final class EndpointBenchmark {
  private static final long BID_BYTES = 1000;

  private final BenchFleet stage;
  private final Desk desk;
  private final Patience patience;

  EndpointBenchmark(BenchFleet stage) {
    this.stage = stage;
    this.desk = stage.desk();
    this.patience = new Patience(stage.gateway().clock());
  }

  /// A phone with all that a request needs.
  private record Asker(
      Bidder bidder, UUID envelopeId, UUID session, HeldKey key, EnvelopeRecipient entry) {}

  EndpointCosts measure(KeyOptions options, EnvelopeSealer sealer)
      throws IOException, SQLException {
    List<Asker> askers = prepare(options, sealer);
    ask(askers, options.length(), EndpointBenchmark::coDecrypt);
    List<ProcessHandle> service = List.of(stage.fleet().process(Service.CRYPTO));
    List<ProcessHandle> gateway = List.of(stage.fleet().process(Service.GATEWAY));
    Usage serviceBefore = Usage.of(service);
    Usage gatewayBefore = Usage.of(gateway);
    Usage databaseBefore = Usage.of(stage.database());
    long begin = System.nanoTime();
    double[] millis = ask(askers, options.length(), EndpointBenchmark::coDecrypt);
    double seconds = (System.nanoTime() - begin) / 1e9;
    Usage serviceAfter = Usage.of(service);
    Usage gatewayAfter = Usage.of(gateway);
    Usage databaseAfter = Usage.of(stage.database());
    int reads = ask(askers, options.length(), EndpointBenchmark::read).length;
    return new EndpointCosts(
        millis.length,
        millis.length / seconds,
        Percentiles.of(millis, 0.5),
        Percentiles.of(millis, 0.99),
        each(serviceAfter.cpu(), serviceBefore.cpu(), millis.length),
        each(serviceAfter.compilers(), serviceBefore.compilers(), millis.length),
        each(gatewayAfter.cpu(), gatewayBefore.cpu(), millis.length),
        each(databaseAfter.cpu(), databaseBefore.cpu(), millis.length),
        each(Usage.of(service).cpu(), serviceAfter.cpu(), reads));
  }

  private List<Asker> prepare(KeyOptions options, EnvelopeSealer sealer)
      throws IOException, SQLException {
    List<Bidder> bidders = stage.enrol(options.phones());
    try (Connection connection = stage.connect()) {
      Shortcuts shortcuts = new Shortcuts(connection);
      shortcuts.backUp(bidders);
      List<SealedBid> bids =
          new Sealing(desk, sealer, patience, stage.folder("envelopes"))
              .seal(0, bidders, bidders.size(), BID_BYTES, stage.gateway().clock().instant());
      shortcuts.open(bids);
      return Together.run(bids.stream().<Supplier<Asker>>map(bid -> () -> confirm(bid)).toList());
    }
  }

  private Asker confirm(SealedBid bid) {
    Bidder bidder = bid.bidder();
    UUID session = desk.showDecryption(bid.envelopeId());
    patience.whileRefused(
        Set.of("code-expired"), () -> bidder.phone().sessions().scan(desk.code(session)));
    bidder.phone().sessions().confirm(session);
    HeldKey key = bidder.phone().keyRing().find(bidder.encryptionKey()).orElseThrow().key();
    EnvelopeRecipient entry = bidder.phone().bids().entry(bid.envelopeId(), key);
    Asker asker = new Asker(bidder, bid.envelopeId(), session, key, entry);
    patience.whileRefused(Set.of("session-not-confirmed"), () -> coDecrypt(asker));
    return asker;
  }

  /// @return milliseconds of each request, in ascending order
  private static double[] ask(List<Asker> askers, Duration length, Consumer<Asker> request) {
    long end = System.nanoTime() + length.toNanos();
    return Together.run(
            askers.stream()
                .<Supplier<List<Double>>>map(asker -> () -> ask(asker, end, request))
                .toList())
        .stream()
        .flatMap(List::stream)
        .mapToDouble(Double::doubleValue)
        .sorted()
        .toArray();
  }

  private static List<Double> ask(Asker asker, long end, Consumer<Asker> request) {
    List<Double> millis = new ArrayList<>();
    while (System.nanoTime() < end) {
      long begin = System.nanoTime();
      request.accept(asker);
      millis.add((System.nanoTime() - begin) / 1e6);
    }
    return millis;
  }

  private static byte[] coDecrypt(Asker asker) {
    return asker
        .bidder()
        .phone()
        .splitKeys()
        .coDecrypt(
            asker.key(),
            asker.bidder().pin(),
            asker.session(),
            asker.envelopeId(),
            asker.entry().encryptedKey());
  }

  /// What any request costs that says who asks and reads a row.
  private static void read(Asker asker) {
    asker.bidder().phone().openBids().on(asker.key().keyId());
  }

  private static double each(Duration after, Duration before, int requests) {
    return after.minus(before).toNanos() / 1e6 / requests;
  }
}
