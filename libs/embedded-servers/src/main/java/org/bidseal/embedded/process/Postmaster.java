package org.bidseal.embedded.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;

/// The PostgreSQL server process of one data directory, whoever started it. A hard kill of the JVM
/// that did leaves it running: it is nobody's child.
///
/// @param cluster the data directory, absolute, as it stands behind `-D` on the command line
public record Postmaster(Path cluster) {
  /// Held by the JVM that started the server, for as long as that JVM lives.
  private static final String OWNERS_LOCK = "epg-lock";

  /// The process, if one of this data directory lives. PostgreSQL writes its id into the first line
  /// of `postmaster.pid`.
  public Optional<ProcessHandle> find() {
    return Leftovers.find(cluster.resolve("postmaster.pid"), Set.of(cluster.toString()));
  }

  /// Ends the server, whoever started it, by a fast shutdown: open transactions roll back, and what
  /// was committed stays.
  ///
  /// @return the process that was ended
  public Optional<ProcessHandle> end() {
    Optional<ProcessHandle> server = find();
    server.ifPresent(process -> {
      interrupt(process);
      Leftovers.insist(process, Leftovers.PATIENCE);
    });
    return server;
  }

  /// Ends the server if the JVM that started it is gone.
  ///
  /// @return the process that was ended
  public Optional<ProcessHandle> endOrphan() throws IOException {
    Path lock = cluster.resolve(OWNERS_LOCK);
    if (!Files.exists(lock)) {
      return Optional.empty();
    }
    try (FileChannel file = FileChannel.open(lock, StandardOpenOption.WRITE);
        FileLock held = file.tryLock()) {
      return held == null ? Optional.empty() : end();
    } catch (OverlappingFileLockException _) {
      // Its owner is this very JVM.
      return Optional.empty();
    }
  }

  /// SIGINT, which Java cannot send: at SIGTERM PostgreSQL would wait for its clients to leave, and
  /// an orphaned Keycloak does not.
  private static void interrupt(ProcessHandle process) {
    try {
      new ProcessBuilder("sh", "-c", "kill -INT " + process.pid())
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .onExit()
          .join();
    } catch (IOException e) {
      throw new IllegalStateException("Process " + process.pid() + " cannot be ended", e);
    }
  }
}
