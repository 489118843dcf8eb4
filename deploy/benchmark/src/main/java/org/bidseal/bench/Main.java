package org.bidseal.bench;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.bidseal.bench.command.JsonFile;
import org.bidseal.bench.figure.Figure;
import org.bidseal.bench.figure.Goal;
import org.bidseal.smcrypto.evidence.LeafHasher;
import org.bidseal.smcrypto.evidence.PlainLeafHasher;
import org.bidseal.smcrypto.sm4.BouncyCastleSm4Gcm;
import org.bidseal.smcrypto.sm4.Sm4Gcm;
import org.bidseal.smvector.Choice;
import org.bidseal.smvector.LeafHashers;
import org.bidseal.smvector.Sm4Implementations;
import org.jspecify.annotations.Nullable;

/// `deploy/bench crypto`.
@EntryPoint
final class Main {
  /// Bouncy Castle takes a second for every 25 MiB.
  private static final int PEER_MEBIBYTES = 48;

  private static final int LARGEST_MEBIBYTES = 4096;
  private static final double HEAP_MEBIBYTES = 64;

  private Main() {}

  /// Exit code 0 when all was measured, whatever came of the goals; 2 for a wrong command line.
  public static void main(String[] arguments) throws IOException, InterruptedException {
    List<String> words = List.of(arguments);
    if (words.isEmpty() || !words.getFirst().equals("crypto")) {
      System.err.println("deploy/bench crypto");
      System.exit(2);
    }
    Options options;
    try {
      options = Options.parse(words.subList(1, words.size()));
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    run(options);
  }

  private static void run(Options options) throws IOException, InterruptedException {
    Map<String, Object> machine = MachineFacts.collect();
    machine.forEach((name, value) -> System.out.println(name + ": " + value));
    System.out.println();
    Report report = new Report(machine);

    Choice<Sm4Gcm> sm4 = Sm4Implementations.choose(Sm4Implementations.AUTO);
    Choice<LeafHasher> hasher = LeafHashers.choose(Sm4Implementations.AUTO);
    report.note("a service would choose: SM4 " + sm4.trials());
    report.note("a service would choose: leaves " + hasher.trials());

    OptionalDouble openSsl = OpenSsl.sm4Ctr();
    openSsl.ifPresentOrElse(
        speed -> report.add(new Figure("sm4-ctr.openssl", "SM4-CTR, openssl speed", speed)),
        () -> report.note("openssl is not here or knows no SM4: nothing to compare with"));
    new BulkBenchmark(report).run();

    EnvelopeBenchmark envelopes =
        new EnvelopeBenchmark(report, options.folder(), new SecureRandom());
    envelopes.run(
        "bouncy-castle",
        new BouncyCastleSm4Gcm(),
        new PlainLeafHasher(),
        Math.min(PEER_MEBIBYTES, options.mebibytes()));
    envelopes.run("chosen", sm4.implementation(), hasher.implementation(), options.mebibytes());
    double heap = EnvelopeBenchmark.peakHeapMebibytes();
    report.note(
        "peak heap of the last envelope: %.0f MiB of %s"
            .formatted(heap, machine.get("maxHeapMebibytes")));

    addGoals(report, options, heap);
    report.printGoals();
    JsonFile.write(report.asMap(), options.json());
  }

  private static void addGoals(Report report, Options options, double heap) {
    speed(report, "SM4-GCM of the vector kernel", 2.0, "sm4-gcm.vector", "");
    ratio(
        report,
        "SM4-GCM: vector kernel to Bouncy Castle",
        25,
        "sm4-gcm.vector",
        "sm4-gcm.bouncy-castle");
    ratio(
        report,
        "SM4-GCM of the vector kernel to openssl's SM4-CTR",
        12,
        "sm4-gcm.vector",
        "sm4-ctr.openssl");
    ratio(report, "SM4-CTR: vector kernel to openssl", 12, "sm4-ctr.vector", "sm4-ctr.openssl");
    speed(report, "leaves of the segment tree, 16 at once", 1.5, "leaves.vector", "");
    speed(report, "opening an envelope, file to file", 1.0, "envelope-open.chosen", "");
    speed(report, "sealing an envelope, file to file", 1.0, "envelope-seal.chosen", "");
    ratio(
        report,
        "opening: chosen to Bouncy Castle",
        1,
        "envelope-open.chosen",
        "envelope-open.bouncy-castle");
    ratio(
        report,
        "sealing: chosen to Bouncy Castle",
        1,
        "envelope-seal.chosen",
        "envelope-seal.bouncy-castle");
    String what = "peak heap at 4 GiB";
    report.add(
        options.mebibytes() >= LARGEST_MEBIBYTES
            ? Goal.atMost(what, HEAP_MEBIBYTES, "MiB", heap, "")
            : new Goal(
                what,
                HEAP_MEBIBYTES,
                "MiB",
                true,
                null,
                "%.0f MiB at %d MiB; run with --size 4096".formatted(heap, options.mebibytes())));
  }

  private static void speed(Report report, String what, double target, String id, String note) {
    Double actual = report.speed(id);
    report.add(
        actual == null
            ? Goal.notShown(what, target, "GB/s", "not measured on this machine")
            : Goal.atLeast(what, target, "GB/s", actual / 1e9, note));
  }

  private static void ratio(Report report, String what, double target, String ours, String theirs) {
    @Nullable Double our = report.speed(ours);
    @Nullable Double their = report.speed(theirs);
    report.add(
        our == null || their == null
            ? Goal.notShown(what, target, "x", "not measured on this machine")
            : Goal.atLeast(what, target, "x", our / their, ""));
  }
}
