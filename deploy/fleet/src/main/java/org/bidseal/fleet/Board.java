package org.bidseal.fleet;

import java.nio.file.Files;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.bidseal.fleet.FleetState.Part;
import org.bidseal.fleet.FleetState.Phase;
import org.jspecify.annotations.Nullable;

/// What every part of one fleet is doing, written to `state.json` at each change and reported to
/// whoever watches.
final class Board {
  private final FleetSettings settings;
  private final Progress progress;
  private final Map<String, Part> parts = new ConcurrentHashMap<>();
  private volatile Phase phase = Phase.STARTING;

  /// Later ones are its consequences: other starts are given up.
  private final AtomicReference<@Nullable RuntimeException> firstFailure = new AtomicReference<>();

  Board(FleetSettings settings, Progress progress) {
    this.settings = settings;
    this.progress = progress;
    settings
        .partPorts()
        .forEach((name, port) -> parts.put(name, new Part(name, 0, port, "waiting", 0)));
    save(null);
  }

  /// Starts a part, and says so, and how long it took, or that it failed.
  ///
  /// @param start returns when the part is ready
  /// @param pid of the part's process, 0 if it has none of its own
  <T> T start(String part, int port, Supplier<T> start, ToLongFunction<T> pid) {
    progress.report(part, "starting");
    set(part, 0, port, "starting");
    long begin = System.nanoTime();
    T started;
    try {
      started = start.get();
    } catch (RuntimeException e) {
      if (phase != Phase.STARTING || firstFailure.compareAndSet(null, e)) {
        progress.report(part, "FAILED after " + seconds(begin) + " s");
      }
      set(part, 0, port, "failed");
      throw e;
    }
    put(new Part(part, pid.applyAsLong(started), port, "ready", millis(begin)));
    progress.report(part, "ready after " + seconds(begin) + " s on port " + port);
    return started;
  }

  private static long millis(long begin) {
    return (System.nanoTime() - begin) / 1_000_000;
  }

  private static String seconds(long begin) {
    return "%.1f".formatted(millis(begin) / 1_000.0);
  }

  /// Whether some part failed to start, so that waiting for the others is idle.
  boolean isFailing() {
    return firstFailure.get() != null;
  }

  /// Why the fleet did not start.
  ///
  /// @param caught used if no part failed
  RuntimeException cause(RuntimeException caught) {
    RuntimeException first = firstFailure.get();
    return first == null ? caught : first;
  }

  Phase phase() {
    return phase;
  }

  void phase(Phase next, @Nullable String message) {
    phase = next;
    save(message);
  }

  void set(String part, long pid, int port, String state) {
    put(new Part(part, pid, port, state, 0));
  }

  private void put(Part part) {
    parts.put(part.name(), part);
    save(null);
  }

  void report(String part, String what) {
    progress.report(part, what);
  }

  private synchronized void save(@Nullable String message) {
    if (!Files.isDirectory(settings.dataFolder())) {
      // A test has deleted its folder.
      return;
    }
    new FleetState(
            ProcessHandle.current().pid(),
            phase,
            message,
            settings.partPorts().keySet().stream()
                .filter(parts::containsKey)
                .map(parts::get)
                .toList())
        .write(settings.dataFolder());
  }
}
