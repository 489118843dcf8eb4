package org.bidseal.fleet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bidseal.embedded.Ports;
import org.bidseal.fleet.host.PortOwner;

/// What can be known before anything starts: room on the disk, built services, free ports.
public final class Preflight {
  private static final long NEEDED_BYTES = 2L << 30;

  private final FleetSettings settings;

  public Preflight(FleetSettings settings) {
    this.settings = settings;
  }

  /// Fails with everything that is wrong, at once.
  public void check() {
    List<String> problems = new ArrayList<>();
    disk(problems);
    artifacts(problems);
    ports(problems);
    if (!problems.isEmpty()) {
      throw new FleetException(String.join("\n", problems));
    }
  }

  private void disk(List<String> problems) {
    Path folder = settings.dataFolder();
    try {
      Files.createDirectories(folder);
      long free = Files.getFileStore(folder).getUsableSpace();
      if (free < NEEDED_BYTES) {
        problems.add(
            "%s has %d MiB free, the fleet needs %d. Make room, or set BIDSEAL_DATA to a folder on another disk."
                .formatted(folder, free >> 20, NEEDED_BYTES >> 20));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void artifacts(List<String> problems) {
    AppStore store = new AppStore(settings.appsFolder(), settings.root());
    for (Service service : settings.services()) {
      if (!Files.exists(store.builtJar(service))) {
        problems.add(
            service.artifact()
                + " is not built ("
                + store.builtJar(service)
                + " is missing). Run: mvn -DskipTests package");
      }
    }
  }

  private void ports(List<String> problems) {
    for (Map.Entry<String, Integer> port : settings.allPorts().entrySet()) {
      if (!Ports.isFree(port.getValue())) {
        problems.add(
            "Port %d (%s) is taken by %s. End that program, or choose another port: --port %s=NUMBER."
                .formatted(
                    port.getValue(),
                    port.getKey(),
                    PortOwner.describe(port.getValue()).orElse("another program"),
                    port.getKey()));
      }
    }
  }
}
