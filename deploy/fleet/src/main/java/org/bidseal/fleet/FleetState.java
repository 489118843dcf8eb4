package org.bidseal.fleet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// What the launcher last said about its fleet, in `state.json` of the data folder.
///
/// @param launcher process id of the JVM that runs Kafka and watches the others
/// @param phase of the fleet
/// @param message why, if the phase is `FAILED`
/// @param parts of the fleet
public record FleetState(long launcher, Phase phase, @Nullable String message, List<Part> parts) {
  /// STARTING → READY → STOPPING → STOPPED; STARTING → FAILED.
  public enum Phase {
    STARTING,
    READY,
    STOPPING,
    STOPPED,
    FAILED
  }

  /// One server or service.
  ///
  /// @param name `postgres`, `kafka`, `keycloak` or a service's name
  /// @param pid of its process, 0 if it has none of its own now
  /// @param port where it listens
  /// @param state one word for a person: `waiting`, `starting`, `ready`, `stopped`, `ended`,
  ///   `killed`
  /// @param millis how long its start took, 0 before it is ready
  public record Part(String name, long pid, int port, String state, long millis) {}

  /// The parts' processes, for [org.bidseal.fleet.host.OurProcesses].
  public Map<String, Long> processIds() {
    Map<String, Long> ids = new LinkedHashMap<>();
    parts.forEach(part -> ids.put(part.name(), part.pid()));
    return ids;
  }

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  static Path file(Path dataFolder) {
    return dataFolder.resolve("state.json");
  }

  /// The state in the data folder, or `null` if no fleet has run there.
  public static @Nullable FleetState read(Path dataFolder) {
    Path file = file(dataFolder);
    try {
      return Files.exists(file) ? JSON.readValue(Files.readAllBytes(file), FleetState.class) : null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (JacksonException e) {
      throw new FleetException(file + " is damaged; delete it and start again", e);
    }
  }

  public void write(Path dataFolder) {
    Path file = file(dataFolder);
    Path next = file.resolveSibling("state.json.next");
    try {
      Files.write(next, JSON.writeValueAsBytes(this));
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
