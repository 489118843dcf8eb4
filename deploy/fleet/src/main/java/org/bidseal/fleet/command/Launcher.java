package org.bidseal.fleet.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.bidseal.fleet.Fleet;
import org.bidseal.fleet.FleetException;
import org.bidseal.fleet.FleetState;
import org.jspecify.annotations.Nullable;

/// The JVM that outlives the terminal: starts the fleet, runs Kafka, watches the services, and
/// stops everything when it is asked to end (SIGTERM).
final class Launcher {
  private final long begin = System.nanoTime();

  private Launcher() {}

  static int run(Options options) {
    return new Launcher().serve(options);
  }

  private int serve(Options options) {
    try (FileChannel channel =
        FileChannel.open(
            options.dataFolder().resolve("lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE)) {
      @Nullable FileLock lock = channel.tryLock();
      if (lock == null) {
        throw new FleetException(
            "Another launcher uses " + options.dataFolder() + ". See: deploy/status");
      }
      return serveLocked(options);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int serveLocked(Options options) {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  asked.countDown();
                  await(stopped);
                },
                "stop"));
    try (Fleet _ = Fleet.start(options.settings(), this::report)) {
      await(asked);
      report("launcher", "stopping");
    } catch (FleetException e) {
      new FleetState(
              ProcessHandle.current().pid(),
              FleetState.Phase.FAILED,
              e.getMessage(),
              parts(options))
          .write(options.dataFolder());
      throw e;
    } finally {
      stopped.countDown();
    }
    return 0;
  }

  private static List<FleetState.Part> parts(Options options) {
    FleetState state = FleetState.read(options.dataFolder());
    return state == null ? List.of() : state.parts();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void report(String part, String what) {
    Console.line("%7.1f s  %-19s %s".formatted((System.nanoTime() - begin) / 1e9, part, what));
  }
}
