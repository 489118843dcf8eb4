package org.bidseal.bench.opening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.bidseal.bench.Peers;
import org.bidseal.bench.figure.Percentiles;
import org.bidseal.bench.stage.BidFile;
import org.bidseal.bench.stage.Together;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StormTest {
  @Test
  void readsTheCommandLine() {
    StormOptions options =
        StormOptions.parse(List.of("--bids", "8", "--size", "8,50", "--workers", "1,2,4"));
    assertThat(options.bids()).isEqualTo(8);
    assertThat(options.sizes()).containsExactly(8, 50);
    assertThat(options.workers()).containsExactly(1, 2, 4);
    assertThat(options.phones()).as("no more phones than bids").isEqualTo(8);
    for (List<String> wrong :
        List.of(
            List.of("--bids"),
            List.of("--bids", "0"),
            List.of("--workers", "1,x"),
            List.of("--size", "4097"),
            List.of("--speed", "1"))) {
      assertThatThrownBy(() -> StormOptions.parse(wrong))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aBidsFileIsTheSameEachTimeAndAnotherForEachBid(@TempDir Path folder) throws IOException {
    BidFile bid = new BidFile(7, 200_001);
    Path file = folder.resolve("file");
    try (InputStream in = bid.open()) {
      Files.copy(in, file);
    }
    assertThat(file).hasSize(200_001);
    assertThat(bid.isSameAs(file)).isTrue();
    assertThat(new BidFile(8, 200_001).isSameAs(file)).isFalse();
    assertThat(new BidFile(7, 200_000).isSameAs(file)).isFalse();
    assertThat(new BidFile(7, 200_002).isSameAs(file)).isFalse();
  }

  @Test
  void aReportSaysWhatWasMetAndWhatNot() {
    Peers peers = new Peers("vector", 2e9, 25e6, 1e9);
    Round good = round(1, 10.0, 0, 0);
    assertThat(new StormReport(Map.of(), peers, List.of(good)).outcomes().values())
        .containsExactly("met", "met", "met", "not shown (one round)");
    StormReport bad =
        new StormReport(Map.of(), peers, List.of(good, round(2, 13.0, 1, 0), round(4, 10.0, 0, 2)));
    assertThat(bad.outcomes().values())
        .startsWith("met", "NOT met", "NOT met")
        .last()
        .asString()
        .startsWith("NOT met (-9 % … +18 %)");
    assertThat(good.cpuSecondsPerMegabyte()).isBetween(0.0298, 0.0299);

    var printed = new ByteArrayOutputStream();
    bad.print(new PrintStream(printed, true, StandardCharsets.UTF_8));
    assertThat(printed.toString(StandardCharsets.UTF_8)).contains("0.00050 CPU-s/MB", "NOT met");
  }

  private static Round round(int workers, double cpu, int lost, int doubled) {
    return new Round(workers, 40, 8, 12, 14, 1, 2, cpu, 3, 2, 200, lost, doubled);
  }

  @Test
  void percentilesAreValuesThatWereSeen() {
    double[] hundred = IntStream.rangeClosed(1, 100).asDoubleStream().toArray();
    assertThat(Percentiles.of(hundred, 0.5)).isEqualTo(50);
    assertThat(Percentiles.of(hundred, 0.99)).isEqualTo(99);
    assertThat(Percentiles.of(new double[] {3}, 0.99)).isEqualTo(3);
  }

  @Test
  void theFirstFailureOfManyIsTold() {
    List<Supplier<Integer>> work =
        List.of(
            () -> 1,
            () -> {
              throw new IllegalStateException("two");
            });
    assertThatThrownBy(() -> Together.run(work)).hasMessage("two");
    assertThat(Together.run(List.<Supplier<Integer>>of(() -> 1, () -> 2), 1)).containsExactly(1, 2);
  }
}
