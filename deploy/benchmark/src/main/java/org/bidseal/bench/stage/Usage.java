package org.bidseal.bench.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// What processes have used so far.
///
/// @param cpu user and system time of all of them
/// @param peakMebibytes most resident memory of any one of them (`VmHWM`), 0 where `/proc` is not
public record Usage(Duration cpu, double peakMebibytes) {
  public static Usage of(List<ProcessHandle> processes) throws IOException {
    Duration cpu = Duration.ZERO;
    double peak = 0;
    for (ProcessHandle process : processes) {
      cpu = cpu.plus(process.info().totalCpuDuration().orElse(Duration.ZERO));
      peak = Math.max(peak, peak(process.pid()));
    }
    return new Usage(cpu, peak);
  }

  private static double peak(long pid) throws IOException {
    Path status = Path.of("/proc", Long.toString(pid), "status");
    if (!Files.isReadable(status)) {
      return 0;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
        .findFirst()
        .orElse(0);
  }
}
