package org.bidseal.fleet.host;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.bidseal.embedded.process.Leftovers;

/// Who listens on a port, as far as `/proc` tells this user.
public final class PortOwner {
  private static final String LISTENING = "0A";

  private PortOwner() {}

  /// `process 1234 (java -jar other.jar)`, or empty if it cannot be found out.
  public static Optional<String> describe(int port) {
    try {
      Set<String> sockets = listeningSockets(port);
      return sockets.isEmpty() ? Optional.empty() : holder(sockets);
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private static Set<String> listeningSockets(int port) throws IOException {
    String suffix = ":" + String.format(Locale.ROOT, "%04X", port);
    Set<String> sockets = new HashSet<>();
    for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
      Path file = Path.of(table);
      if (!Files.exists(file)) {
        continue;
      }
      for (String line : Files.readAllLines(file)) {
        // sl local_address rem_address st tx:rx tr:when retrnsmt uid timeout inode
        String[] fields = line.strip().split("\\s+", -1);
        if (fields.length > 9 && fields[1].endsWith(suffix) && fields[3].equals(LISTENING)) {
          sockets.add("socket:[" + fields[9] + "]");
        }
      }
    }
    return sockets;
  }

  private static Optional<String> holder(Set<String> sockets) throws IOException {
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : processes) {
        if (holds(process, sockets)) {
          long pid = Long.parseLong(process.getFileName().toString());
          String command = String.join(" ", Leftovers.commandLine(pid)).strip();
          return Optional.of(
              "process "
                  + pid
                  + " ("
                  + (command.length() > 120 ? command.substring(0, 120) + "…" : command)
                  + ")");
        }
      }
    }
    return Optional.empty();
  }

  private static boolean holds(Path process, Set<String> sockets) {
    try (DirectoryStream<Path> open = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path descriptor : open) {
        if (Files.isSymbolicLink(descriptor)
            && sockets.contains(Files.readSymbolicLink(descriptor).toString())) {
          return true;
        }
      }
      return false;
    } catch (IOException _) {
      // Gone meanwhile, or another user's.
      return false;
    }
  }
}
