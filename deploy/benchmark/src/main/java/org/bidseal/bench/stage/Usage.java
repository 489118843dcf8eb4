package org.bidseal.bench.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// What processes have used so far.
///
/// @param cpu user and system time of all of them
/// @param compilers what of it went to the JVM's own compilers, as far as their threads still live:
///   a young process compiles more than it computes; zero where `/proc` is not
/// @param peakMebibytes most resident memory of any one of them (`VmHWM`), 0 where `/proc` is not
public record Usage(Duration cpu, Duration compilers, double peakMebibytes) {
  /// Linux shows times to its users in hundredths of a second.
  private static final long MILLIS_A_TICK = 10;

  public static Usage of(List<ProcessHandle> processes) throws IOException {
    Duration cpu = Duration.ZERO;
    Duration compilers = Duration.ZERO;
    double peak = 0;
    for (ProcessHandle process : processes) {
      cpu = cpu.plus(process.info().totalCpuDuration().orElse(Duration.ZERO));
      compilers = compilers.plus(compilers(process.pid()));
      peak = Math.max(peak, peak(process.pid()));
    }
    return new Usage(cpu, compilers, peak);
  }

  private static Duration compilers(long pid) throws IOException {
    Path threads = Path.of("/proc", Long.toString(pid), "task");
    if (!Files.isDirectory(threads)) {
      return Duration.ZERO;
    }
    long ticks = 0;
    try (Stream<Path> all = Files.list(threads)) {
      for (Path thread : all.toList()) {
        ticks += compilerTicks(thread.resolve("stat"));
      }
    }
    return Duration.ofMillis(ticks * MILLIS_A_TICK);
  }

  /// proc_pid_stat(5): the name in brackets is the second field, utime and stime are the 14th and
  /// 15th.
  private static long compilerTicks(Path stat) throws IOException {
    String line;
    try {
      line = Files.readString(stat);
    } catch (NoSuchFileException ended) {
      return 0;
    }
    if (!line.contains("(C1 Compiler") && !line.contains("(C2 Compiler")) {
      return 0;
    }
    String[] afterName = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
    return Long.parseLong(afterName[11]) + Long.parseLong(afterName[12]);
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
