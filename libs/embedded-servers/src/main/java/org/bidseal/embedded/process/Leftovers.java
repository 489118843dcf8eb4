package org.bidseal.embedded.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Processes that an earlier run may have left behind, known by an id which that run wrote down. An
/// id alone proves nothing (ids are reused): one of the arguments of the process must be a mark
/// that only a process of the same data folder bears.
public final class Leftovers {
  static final Duration PATIENCE = Duration.ofSeconds(15);

  private Leftovers() {}

  /// The process of this id, if it lives and bears one of the marks.
  ///
  /// @param pid may be 0, for none
  /// @param marks whole arguments, such as `-Dkc.home.dir=<folder>`
  public static Optional<ProcessHandle> find(long pid, Set<String> marks) {
    return pid <= 0
        ? Optional.empty()
        : ProcessHandle.of(pid)
            .filter(ProcessHandle::isAlive)
            .filter(process -> !Collections.disjoint(commandLine(process.pid()), marks));
  }

  /// As [#find(long, Set)], with the id from the first line of a file.
  ///
  /// @return empty also if there is no such file
  /// @throws IllegalStateException if the file is there and does not begin with an id
  public static Optional<ProcessHandle> find(Path pidFile, Set<String> marks) {
    if (!Files.exists(pidFile)) {
      return Optional.empty();
    }
    try (var lines = Files.lines(pidFile)) {
      return find(Long.parseLong(lines.findFirst().orElse("").strip()), marks);
    } catch (IOException | NumberFormatException e) {
      throw new IllegalStateException(pidFile + " cannot be read", e);
    }
  }

  /// Asks the process to end (SIGTERM), and after 15 s insists (SIGKILL).
  ///
  /// @throws IllegalStateException if it lives on all the same
  public static void end(ProcessHandle process) {
    process.destroy();
    insist(process, PATIENCE);
  }

  /// For a process that has been asked to end.
  static void insist(ProcessHandle process, Duration patience) {
    if (waitFor(process, patience)) {
      return;
    }
    process.destroyForcibly();
    if (!waitFor(process, PATIENCE)) {
      throw new IllegalStateException("Process " + process.pid() + " cannot be ended");
    }
  }

  /// Whether the process ended within this time. A zombie has ended: nobody may ever ask for the
  /// exit code of an orphan.
  public static boolean waitFor(ProcessHandle process, Duration limit) {
    CompletableFuture<ProcessHandle> exit = process.onExit();
    long end = System.nanoTime() + limit.toNanos();
    try {
      while (System.nanoTime() < end && !commandLine(process.pid()).isEmpty()) {
        if (hasCompleted(exit)) {
          return true;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return !process.isAlive() || commandLine(process.pid()).isEmpty();
  }

  private static boolean hasCompleted(CompletableFuture<?> exit) throws InterruptedException {
    try {
      exit.get(50, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException _) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The arguments of a process, the program first; empty if it is gone or not ours to see.
  /// [ProcessHandle#info()] forgets command lines that are longer than a page of memory.
  public static List<String> commandLine(long pid) {
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
