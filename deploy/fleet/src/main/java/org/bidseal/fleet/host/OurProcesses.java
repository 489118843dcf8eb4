package org.bidseal.fleet.host;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bidseal.embedded.process.Leftovers;
import org.bidseal.embedded.process.Postmaster;

/// Processes of a data folder that outlived their launcher. Their command lines name the folder:
/// our JVMs by [#marker], PostgreSQL by its data directory.
public final class OurProcesses {
  private final Postmaster postmaster;
  private final Set<String> marks;

  public OurProcesses(Path dataFolder) {
    this.postmaster = new Postmaster(dataFolder.resolve("postgres").resolve("cluster"));
    this.marks = Set.of(marker(dataFolder), postmaster.cluster().toString());
  }

  /// By this flag a later run recognises a process of this data folder.
  public static String marker(Path dataFolder) {
    return "-Dbidseal.fleet.data=" + dataFolder;
  }

  /// The process of this id, if it lives and is of this data folder.
  public Optional<ProcessHandle> find(long pid) {
    return Leftovers.find(pid, marks);
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
              Leftovers.end(process);
              ended.add(name + " (process " + process.pid() + ")");
            }));
    postmaster.end().ifPresent(process -> ended.add("postgres (process " + process.pid() + ")"));
    return ended;
  }
}
