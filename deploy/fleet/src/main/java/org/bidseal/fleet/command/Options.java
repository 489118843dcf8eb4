package org.bidseal.fleet.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bidseal.fleet.FleetException;
import org.bidseal.fleet.FleetSettings;
import org.bidseal.fleet.Service;
import org.jspecify.annotations.Nullable;

/// The command line, understood.
///
/// @param root of the checkout
/// @param dataFolder of the fleet, absolute
/// @param detach whether to return once all is ready
/// @param fresh whether to delete the data first
/// @param services that run
/// @param ports that differ from the usual ones, by part
record Options(
    Path root,
    Path dataFolder,
    boolean detach,
    boolean fresh,
    Set<Service> services,
    Map<String, Integer> ports) {

  static Options parse(List<String> arguments) {
    Path root = Path.of("").toAbsolutePath();
    @Nullable Path data = null;
    boolean detach = false;
    boolean fresh = false;
    Set<Service> services = EnumSet.allOf(Service.class);
    Map<String, Integer> ports = new LinkedHashMap<>();
    Iterator<String> rest = arguments.iterator();
    while (rest.hasNext()) {
      String option = rest.next();
      switch (option) {
        case "--detach", "-d" -> detach = true;
        case "--fresh" -> fresh = true;
        case "--root" -> root = Path.of(value(option, rest)).toAbsolutePath().normalize();
        case "--data" -> data = Path.of(value(option, rest)).toAbsolutePath().normalize();
        case "--only" -> services = services(value(option, rest));
        case "--port" -> port(value(option, rest), ports);
        default -> throw new FleetException("Unknown option: " + option);
      }
    }
    return new Options(
        root, data == null ? root.resolve(".data") : data, detach, fresh, services, ports);
  }

  private static String value(String option, Iterator<String> rest) {
    if (!rest.hasNext()) {
      throw new FleetException(option + " needs a value");
    }
    return rest.next();
  }

  private static Set<Service> services(String names) {
    Set<Service> services = EnumSet.noneOf(Service.class);
    for (String name : names.split(",", -1)) {
      services.add(Service.of(name.strip()));
    }
    return services;
  }

  private static void port(String assignment, Map<String, Integer> ports) {
    int equals = assignment.indexOf('=');
    try {
      ports.put(
          assignment.substring(0, Math.max(0, equals)),
          Integer.valueOf(assignment.substring(equals + 1)));
    } catch (NumberFormatException e) {
      throw new FleetException("--port wants NAME=NUMBER, not " + assignment, e);
    }
  }

  FleetSettings settings() {
    FleetSettings settings = FleetSettings.local(root, dataFolder).withServices(services);
    for (Map.Entry<String, Integer> port : ports.entrySet()) {
      settings = settings.withPort(port.getKey(), port.getValue());
    }
    return settings;
  }

  /// The same, for the launcher's own command line.
  List<String> forLauncher() {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--root",
                root.toString(),
                "--data",
                dataFolder.toString(),
                "--only",
                String.join(",", services.stream().map(Service::artifact).toList())));
    ports.forEach((name, port) -> arguments.addAll(List.of("--port", name + "=" + port)));
    return arguments;
  }
}
