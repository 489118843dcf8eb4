package org.bidseal.bench.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.bidseal.bench.capacity.Measured.Round;
import org.bidseal.bench.capacity.Simulation.Outcome;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class SimulationTest {
  private static final Costs COSTS = new Costs(0.02, 0.001, 0.01, 0.005);
  private static final double ENDLESS = 1e12;

  @Test
  void theSameStormEndsTheSameTwice() {
    Plant plant = new Plant(8, 4, 4, 2000);
    assertThat(new Simulation(COSTS, plant).run(500, 50, 60))
        .isEqualTo(new Simulation(COSTS, plant).run(500, 50, 60));
  }

  @Test
  void coresThatAreShortDecide() {
    // 2,000 bids of 0.12 s on 2 cores: two minutes.
    Outcome outcome = new Simulation(COSTS, new Plant(2, 64, 64, ENDLESS)).run(2000, 100, 10);
    assertThat(outcome.lastSeconds()).isCloseTo(120, within(3.0));
    assertThat(outcome.busiest()).startsWith("bulk cores");
  }

  @Test
  void aStoreThatIsSlowDecides() {
    // 200 GB read and 200 GB written at 2 GB/s.
    Outcome outcome = new Simulation(COSTS, new Plant(128, 64, 64, 2000)).run(2000, 100, 10);
    assertThat(outcome.lastSeconds()).isCloseTo(200, within(2.0));
    assertThat(outcome.busiest()).startsWith("blob store");
  }

  @Test
  void enoughOfAllEndsWithTheConfirmations() {
    Outcome outcome = new Simulation(COSTS, new Plant(128, 64, 64, ENDLESS)).run(2000, 50, 60);
    assertThat(outcome.lastSeconds()).isCloseTo(60, within(1.0));
    assertThat(outcome.p50Seconds()).isLessThan(0.2);
  }

  @Test
  void costsAreTheLineThroughTheRounds() {
    Measured measured =
        new Measured(
            List.of(
                new Round(1, 100, 8, 10, 12, 1, 100 * 0.028, 2, 1),
                new Round(2, 100, 64, 10, 12, 1, 100 * 0.084, 4, 1)),
            2,
            0.0005,
            1000);
    Costs costs = measured.costs();
    assertThat(costs.perMegabyte()).isCloseTo(0.001, within(1e-9));
    assertThat(costs.perBid()).isCloseTo(0.02, within(1e-9));
    assertThat(costs.keyRole()).isCloseTo(0.03, within(1e-9));
    assertThat(costs.database()).isCloseTo(0.01, within(1e-9));
  }

  @Test
  void oneSizeAloneCountsAsBytes() {
    Measured measured =
        new Measured(List.of(new Round(1, 10, 10, 1, 1, 1, 2, 1, 1)), 2, 0.0005, 1000);
    assertThat(measured.costs().perMegabyte()).isCloseTo(0.02, within(1e-9));
    assertThat(measured.costs().perBid()).isZero();
  }

  @Test
  void aReportOfAStormIsReadAndItsSimulationSaysThatItIsOne() {
    String json =
        """
        {"machine": {"processors": 2}, "peers": {"kernelSpeed": 2e9, "diskSpeed": 1e9},
         "rounds": [{"workers": 1, "bids": 40, "mebibytes": 8, "confirmSeconds": 10,
                     "totalSeconds": 12, "p50Seconds": 1, "cpuSeconds": 2, "keyCpuSeconds": 3,
                     "databaseCpuSeconds": 1}]}
        """;
    var printed = new ByteArrayOutputStream();
    new CapacityReport(
            Measured.of(List.of(JsonMapper.builder().build().readTree(json))),
            new PrintStream(printed, true, StandardCharsets.UTF_8))
        .print();
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .startsWith("A SIMULATION")
        .contains("2000 bids of 50 MB", "5000 bids of 100 MB");
  }
}
