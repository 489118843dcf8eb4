package org.bidseal.fleet.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Processes of a data folder that outlived their launcher. A process id alone proves nothing (ids
/// are reused): its command line must name the folder.
public final class OurProcesses {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final Path dataFolder;

  public OurProcesses(Path dataFolder) {
    this.dataFolder = dataFolder;
  }

  /// By this flag a later run recognises a process of this data folder.
  public static String marker(Path dataFolder) {
    return "-Dbidseal.fleet.data=" + dataFolder;
  }

  /// The process of this id, if it lives and is of this data folder.
  public Optional<ProcessHandle> find(long pid) {
    return pid <= 0
        ? Optional.empty()
        : ProcessHandle.of(pid)
            .filter(ProcessHandle::isAlive)
            .filter(process -> isOurs(process.pid()));
  }

  private boolean isOurs(long pid) {
    List<String> arguments = commandLine(pid);
    return arguments.contains(marker(dataFolder))
        || arguments.contains(dataFolder.resolve("postgres").resolve("cluster").toString());
  }

  /// Ends what an earlier run left behind.
  ///
  /// @param processIds by the name of what ran
  /// @return a few words for each process ended
  public List<String> endLeftovers(Map<String, Long> processIds) {
    List<String> ended = new ArrayList<>();
    processIds.forEach((name, pid) ->
        find(pid)
            .ifPresent(process -> {
              end(process);
              ended.add(name + " (process " + process.pid() + ")");
            }));
    postmaster()
        .ifPresent(process -> {
          end(process);
          ended.add("postgres (process " + process.pid() + ")");
        });
    return ended;
  }

  /// PostgreSQL writes its process id into the first line of `postmaster.pid`.
  private Optional<ProcessHandle> postmaster() {
    Path file = dataFolder.resolve("postgres").resolve("cluster").resolve("postmaster.pid");
    try {
      return Files.exists(file)
          ? find(Long.parseLong(Files.readAllLines(file).getFirst().strip()))
          : Optional.empty();
    } catch (IOException | NumberFormatException e) {
      throw new IllegalStateException(file + " cannot be read", e);
    }
  }

  private static void end(ProcessHandle process) {
    process.destroy();
    if (!waitFor(process, PATIENCE)) {
      process.destroyForcibly();
      waitFor(process, PATIENCE);
    }
  }

  /// Whether the process ended within this time.
  public static boolean waitFor(ProcessHandle process, Duration limit) {
    try {
      process.onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException _) {
      return !process.isAlive();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The arguments of a process, empty if it is gone or not ours to see.
  static List<String> commandLine(long pid) {
    try {
      String raw =
          new String(
              Files.readAllBytes(Path.of("/proc", Long.toString(pid), "cmdline")),
              StandardCharsets.UTF_8);
      return List.of(raw.split("\0", -1));
    } catch (IOException _) {
      return List.of();
    }
  }
}
