package org.bidseal.fleet.command;

import java.io.UncheckedIOException;
import java.util.List;
import org.bidseal.fleet.FleetException;

/// The commands behind the scripts in `deploy/`.
final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    List<String> all = List.of(arguments);
    String command = all.isEmpty() ? "" : all.getFirst();
    List<String> rest = all.isEmpty() ? all : all.subList(1, all.size());
    int code;
    try {
      code =
          switch (command) {
            case "up" -> new Up(Options.parse(rest)).run();
            case "serve" -> Launcher.run(Options.parse(rest));
            case "down" -> Down.run(Options.parse(rest).dataFolder());
            case "status" -> Status.run(Options.parse(rest).dataFolder());
            case "capabilities" -> Capabilities.run(Options.parse(rest).root());
            default -> throw new FleetException("Unknown command: '" + command + "'");
          };
    } catch (FleetException e) {
      Console.error(String.valueOf(e.getMessage()));
      code = 1;
    } catch (UncheckedIOException e) {
      // "No space left on device", "Permission denied": the message says which file.
      Console.error("Cannot go on: " + e.getCause());
      code = 1;
    }
    // Past threads of Kafka and of HTTP clients, which are not all daemons.
    System.exit(code);
  }
}
