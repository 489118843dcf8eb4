package org.bidseal.bench.opening;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.bidseal.bench.Peers;
import org.bidseal.bench.figure.Percentiles;
import org.bidseal.bench.stage.BenchFleet;
import org.bidseal.bench.stage.Bidder;
import org.bidseal.bench.stage.SealedBid;
import org.bidseal.bench.stage.Sealing;
import org.bidseal.bench.stage.Shortcuts;
import org.bidseal.bench.stage.Together;
import org.bidseal.bench.stage.Usage;
import org.bidseal.demo.platform.Desk;
import org.bidseal.fleet.Fleet.Replica;
import org.bidseal.fleet.Service;
import org.bidseal.phone.http.Patience;
import org.bidseal.smcrypto.envelope.EnvelopeSealer;
import org.bidseal.smcrypto.evidence.LeafHasher;
import org.bidseal.smcrypto.sm4.Sm4Gcm;
import org.bidseal.smvector.Choice;
import org.bidseal.smvector.LeafHashers;
import org.bidseal.smvector.Sm4Implementations;

/// `deploy/bench opening`: a fleet of its own on free ports of the loopback address, with the key
/// role apart from bulk workers; bidders, bids, and then all of them at once. Ends by itself.
final class OpeningBenchmark {
  /// Bids for each worker before the storm: a JVM is not measured in its first seconds.
  private static final int WARM_UP = 4;

  private static final long MEBIBYTE = 1024 * 1024;
  private static final Duration LONGEST_STORM = Duration.ofMinutes(20);

  private final StormOptions options;
  private final BenchFleet stage;
  private final Desk desk;
  private final Patience patience;
  private final Ledger ledger;
  private final Shortcuts shortcuts;

  private OpeningBenchmark(StormOptions options, BenchFleet stage, Connection connection) {
    this.options = options;
    this.stage = stage;
    this.desk = stage.desk();
    this.patience = new Patience(stage.gateway().clock());
    this.ledger = new Ledger(connection, stage.fleet().kafkaBootstrap(), stage.blobs());
    this.shortcuts = new Shortcuts(connection);
  }

  /// Runs all rounds.
  static StormReport run(StormOptions options, SecureRandom random)
      throws IOException, SQLException, InterruptedException {
    Files.createDirectories(options.data());
    Choice<Sm4Gcm> cipher = Sm4Implementations.choose(Sm4Implementations.AUTO);
    Choice<LeafHasher> hasher = LeafHashers.choose(Sm4Implementations.AUTO);
    say("measuring the peers");
    Peers peers = Peers.measure(cipher.implementation(), options.data());
    say("starting a fleet");
    try (BenchFleet stage = BenchFleet.start(options.root(), options.data(), random);
        Connection connection = stage.connect()) {
      var sealer = new EnvelopeSealer(cipher.implementation(), hasher.implementation(), random);
      OpeningBenchmark benchmark = new OpeningBenchmark(options, stage, connection);
      return new StormReport(Peers.machine(), peers, benchmark.rounds(sealer));
    }
  }

  private List<Round> rounds(EnvelopeSealer sealer)
      throws IOException, SQLException, InterruptedException {
    say("enrolling " + options.phones() + " bidders");
    List<Bidder> bidders = stage.enrol(options.phones());
    shortcuts.backUp(bidders);
    Path folder = stage.folder("envelopes");
    Sealing sealing = new Sealing(desk, sealer, patience, folder);
    List<Round> rounds = new ArrayList<>();
    for (int mebibytes : options.sizes()) {
      for (int workers : options.workers()) {
        int warmUp = WARM_UP * workers;
        int number = rounds.size();
        say("sealing " + options.bids() + " bids of " + mebibytes + " MiB, and some to warm up");
        List<SealedBid> bids =
            sealing.seal(
                number,
                bidders,
                warmUp + options.bids(),
                mebibytes * MEBIBYTE,
                stage.gateway().clock().instant());
        Round round =
            round(
                new Setting(workers, number, mebibytes),
                bids.subList(0, warmUp),
                bids.subList(warmUp, bids.size()));
        rounds.add(round);
        StormReport.print(List.of(round), System.out);
      }
    }
    return rounds;
  }

  /// What is different from round to round.
  private record Setting(int workers, int number, int mebibytes) {}

  private Round round(Setting setting, List<SealedBid> warmUp, List<SealedBid> bids)
      throws IOException, SQLException, InterruptedException {
    int workers = setting.workers();
    say("starting " + workers + (workers == 1 ? " bulk worker" : " bulk workers"));
    List<Replica> replicas =
        Together.run(
            IntStream.range(0, workers)
                .<Supplier<Replica>>mapToObj(worker -> () -> start(setting.number(), worker))
                .toList());
    try {
      shortcuts.open(warmUp);
      shortcuts.open(bids);
      say("warming up");
      new Storm(desk, patience).confirm(warmUp);
      await("the last bid of the warm-up", () -> ledger.ended(warmUp) == warmUp.size());
      List<ProcessHandle> bulk = replicas.stream().map(Replica::handle).toList();
      List<ProcessHandle> key = List.of(stage.fleet().process(Service.CRYPTO));
      Usage bulkBefore = Usage.of(bulk);
      Usage keyBefore = Usage.of(key);
      Usage databaseBefore = Usage.of(stage.database());
      say("the storm");
      Storm storm = new Storm(desk, patience);
      Duration confirmed = storm.confirm(bids);
      await("the last plaintext", () -> ledger.ended(bids) == bids.size());
      Usage bulkAfter = Usage.of(bulk);
      Usage keyAfter = Usage.of(key);
      Usage databaseAfter = Usage.of(stage.database());
      await("the last event", ledger::allPublished);
      Ledger.Balance balance = ledger.balance(bids);
      List<Ledger.Job> jobs = ledger.jobs(bids);
      double[] seconds = jobs.stream().mapToDouble(Ledger.Job::seconds).sorted().toArray();
      double first = jobs.stream().mapToDouble(Ledger.Job::requested).min().orElseThrow();
      double last = jobs.stream().mapToDouble(Ledger.Job::finished).max().orElseThrow();
      return new Round(
          workers,
          bids.size(),
          setting.mebibytes(),
          seconds(confirmed),
          last - first,
          Percentiles.of(seconds, 0.5),
          Percentiles.of(seconds, 0.99),
          seconds(bulkAfter.cpu().minus(bulkBefore.cpu())),
          seconds(keyAfter.cpu().minus(keyBefore.cpu())),
          seconds(databaseAfter.cpu().minus(databaseBefore.cpu())),
          bulkAfter.peakMebibytes(),
          balance.lost(),
          balance.doubled());
    } finally {
      replicas.forEach(Replica::close);
    }
  }

  private Replica start(int round, int worker) {
    return stage
        .fleet()
        .startReplica(
            Service.CRYPTO,
            "crypto-bulk-" + round + "-" + worker,
            Map.of("bidseal.crypto.roles", "bulk"));
  }

  private interface Condition {
    boolean holds() throws SQLException;
  }

  private static void await(String what, Condition condition)
      throws SQLException, InterruptedException {
    long end = System.nanoTime() + LONGEST_STORM.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("waited in vain for " + what);
      }
      Thread.sleep(Duration.ofMillis(50));
    }
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  private static void say(String what) {
    System.out.println("  " + what + " …");
  }
}
