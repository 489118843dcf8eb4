package org.bidseal.fleet.command;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.bidseal.embedded.process.Leftovers;
import org.bidseal.fleet.FleetState;
import org.bidseal.fleet.host.OurProcesses;
import org.jspecify.annotations.Nullable;

/// `deploy/down`: asks the launcher to stop, waits, and ends whatever a dead launcher left.
final class Down {
  private static final Duration LIMIT = Duration.ofSeconds(90);

  private Down() {}

  static int run(Path data) {
    @Nullable FleetState state = FleetState.read(data);
    if (state == null) {
      Console.line("No fleet has run in " + data + ".");
      return 0;
    }
    OurProcesses ours = new OurProcesses(data);
    Optional<ProcessHandle> launcher = ours.find(state.launcher());
    if (launcher.isPresent()) {
      Console.line("Stopping the fleet (process " + state.launcher() + ") …");
      launcher.get().destroy();
      if (!Leftovers.waitFor(launcher.get(), LIMIT)) {
        Console.line("It does not end in " + LIMIT.toSeconds() + " s: ending it by force.");
        launcher.get().destroyForcibly();
      }
    }
    @Nullable FleetState last = FleetState.read(data);
    List<String> ended = ours.endLeftovers((last == null ? state : last).processIds());
    if (!ended.isEmpty()) {
      Console.line("Ended what was left: " + String.join(", ", ended));
    }
    Console.line(
        launcher.isPresent() || !ended.isEmpty()
            ? "Stopped. Data stays in " + data + "."
            : "The fleet does not run.");
    return 0;
  }
}
