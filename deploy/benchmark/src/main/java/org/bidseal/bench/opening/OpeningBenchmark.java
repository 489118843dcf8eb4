package org.bidseal.bench.opening;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bidseal.bench.Peers;
import org.bidseal.demo.cast.Staff;
import org.bidseal.demo.platform.Desk;
import org.bidseal.fleet.Fleet;
import org.bidseal.fleet.Fleet.Replica;
import org.bidseal.fleet.FleetSettings;
import org.bidseal.fleet.Service;
import org.bidseal.phone.http.ApiClient;
import org.bidseal.phone.http.Gateway;
import org.bidseal.phone.http.Patience;
import org.bidseal.smcrypto.envelope.EnvelopeSealer;
import org.bidseal.smcrypto.evidence.LeafHasher;
import org.bidseal.smcrypto.sm4.Sm4Gcm;
import org.bidseal.smvector.Choice;
import org.bidseal.smvector.LeafHashers;
import org.bidseal.smvector.Sm4Implementations;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `deploy/bench opening`: a fleet of its own on free ports of the loopback address, with the key
/// role apart from bulk workers; bidders, bids, and then all of them at once. Ends by itself.
final class OpeningBenchmark implements AutoCloseable {
  /// Bids for each worker before the storm: a JVM is not measured in its first seconds.
  private static final int WARM_UP = 4;

  private static final long MEBIBYTE = 1024 * 1024;
  private static final Duration LONGEST_STORM = Duration.ofMinutes(20);

  /// Those that an opening needs.
  private static final Set<Service> SERVICES =
      Set.of(Service.IDENTITY, Service.SIGNING, Service.CRYPTO, Service.QR, Service.GATEWAY);

  /// One machine is all the phones and all the pages here.
  private static final Map<String, String> SETTINGS =
      Map.of(
          "bidseal.crypto.roles", "key",
          "bidseal.limits.per-address.rate", "1000",
          "bidseal.limits.per-address.burst", "1000",
          "bidseal.limits.per-client.rate", "2000",
          "bidseal.limits.per-client.burst", "2000",
          "bidseal.limits.per-user.rate", "500",
          "bidseal.limits.per-user.burst", "500");

  private final StormOptions options;
  private final Fleet fleet;
  private final Gateway gateway;
  private final Patience patience;
  private final Ledger ledger;

  private OpeningBenchmark(StormOptions options, Fleet fleet, SecureRandom random)
      throws SQLException {
    this.options = options;
    this.fleet = fleet;
    this.gateway = new Gateway(URI.create(fleet.url(Service.GATEWAY)), random, Clock.systemUTC());
    this.patience = new Patience(gateway.clock());
    this.ledger =
        new Ledger(
            fleet.database(Service.CRYPTO),
            fleet.kafkaBootstrap(),
            options.data().resolve("blobs").resolve(Service.CRYPTO.artifact()));
  }

  /// Runs all rounds.
  static StormReport run(StormOptions options, SecureRandom random)
      throws IOException, SQLException, InterruptedException {
    Files.createDirectories(options.data());
    Fleet.deleteData(options.data());
    Choice<Sm4Gcm> cipher = Sm4Implementations.choose(Sm4Implementations.AUTO);
    Choice<LeafHasher> hasher = LeafHashers.choose(Sm4Implementations.AUTO);
    say("measuring the peers");
    Peers peers = Peers.measure(cipher.implementation(), options.data());
    say("starting a fleet");
    FleetSettings settings =
        FleetSettings.forTest(options.root(), options.data())
            .withServices(SERVICES)
            .withProperties(SETTINGS);
    try (Fleet fleet = Fleet.start(settings, (_, _) -> {});
        OpeningBenchmark benchmark = new OpeningBenchmark(options, fleet, random)) {
      var sealer = new EnvelopeSealer(cipher.implementation(), hasher.implementation(), random);
      return new StormReport(Peers.machine(), peers, benchmark.rounds(sealer));
    } finally {
      Fleet.deleteData(options.data());
    }
  }

  private List<Round> rounds(EnvelopeSealer sealer)
      throws IOException, SQLException, InterruptedException {
    say("enrolling " + options.phones() + " bidders");
    Desk desk = desk();
    Enrolment enrolment = new Enrolment(gateway, staff("ca-reviewer"));
    List<Bidder> bidders = enrolment.enrol(options.phones());
    ledger.backUp(bidders);
    Path folder = Files.createDirectories(options.data().resolve("envelopes"));
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
                gateway.clock().instant());
        Round round =
            round(
                desk,
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

  private Round round(Desk desk, Setting setting, List<SealedBid> warmUp, List<SealedBid> bids)
      throws IOException, SQLException, InterruptedException {
    int workers = setting.workers();
    say("starting " + workers + (workers == 1 ? " bulk worker" : " bulk workers"));
    List<Replica> replicas =
        Together.run(
            IntStream.range(0, workers)
                .<Supplier<Replica>>mapToObj(worker -> () -> start(setting.number(), worker))
                .toList());
    try {
      ledger.open(warmUp);
      ledger.open(bids);
      say("warming up");
      new Storm(desk, patience).confirm(warmUp);
      await("the last bid of the warm-up", () -> ledger.ended(warmUp) == warmUp.size());
      List<ProcessHandle> bulk = replicas.stream().map(Replica::handle).toList();
      List<ProcessHandle> key = List.of(fleet.process(Service.CRYPTO));
      Usage bulkBefore = Usage.of(bulk);
      Usage keyBefore = Usage.of(key);
      Usage databaseBefore = Usage.of(database());
      say("the storm");
      Storm storm = new Storm(desk, patience);
      Duration confirmed = storm.confirm(bids);
      await("the last plaintext", () -> ledger.ended(bids) == bids.size());
      Usage bulkAfter = Usage.of(bulk);
      Usage keyAfter = Usage.of(key);
      Usage databaseAfter = Usage.of(database());
      await("the last event", ledger::allPublished);
      Ledger.Balance balance = ledger.balance(bids);
      List<Ledger.Job> jobs = ledger.jobs(bids);
      List<Double> seconds = jobs.stream().map(Ledger.Job::seconds).sorted().toList();
      double first = jobs.stream().mapToDouble(Ledger.Job::requested).min().orElseThrow();
      double last = jobs.stream().mapToDouble(Ledger.Job::finished).max().orElseThrow();
      return new Round(
          workers,
          bids.size(),
          setting.mebibytes(),
          seconds(confirmed),
          last - first,
          Round.percentile(seconds, 0.5),
          Round.percentile(seconds, 0.99),
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

  /// PostgreSQL's processes; those of connections that ended are not in it.
  private List<ProcessHandle> database() throws IOException {
    Path file = options.data().resolve("postgres").resolve("cluster").resolve("postmaster.pid");
    long pid = Long.parseLong(Files.readAllLines(file).getFirst().strip());
    ProcessHandle server =
        ProcessHandle.of(pid).orElseThrow(() -> new IllegalStateException("no PostgreSQL"));
    return Stream.concat(Stream.of(server), server.descendants()).toList();
  }

  private Replica start(int round, int worker) {
    return fleet.startReplica(
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

  /// A trading platform, registered for this run.
  private Desk desk() {
    ApiClient operator =
        gateway.as(gateway.staffTokens("operator", fleet.realm().secrets().get("staff.operator")));
    JsonNode registration =
        operator.post(
            "/api/identity/v1/platforms",
            Map.of(
                "name",
                "Benchmark",
                "region",
                "420500",
                "settings",
                Map.of(
                    "serverSideSealing", false,
                    "backupPolicy", "REQUIRED",
                    "sealClaimPolicy", "LOCAL")));
    return Desk.connect(gateway, registration);
  }

  private Staff staff(String user) {
    return Staff.login(gateway, user, fleet.realm().secrets().get("staff." + user));
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  private static void say(String what) {
    System.out.println("  " + what + " …");
  }

  @Override
  public void close() throws SQLException {
    ledger.close();
  }

  /// Writes a report as JSON.
  static void write(StormReport report, Path file) throws IOException {
    Files.writeString(
        file,
        JsonMapper.builder()
            .build()
            .writerWithDefaultPrettyPrinter()
            .writeValueAsString(report.asMap()));
  }
}
