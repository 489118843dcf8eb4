package org.bidseal.fleet;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.bidseal.embedded.Ports;

/// What a fleet is made of.
///
/// @param root of the checkout: built services lie in `<root>/<service>/target`
/// @param dataFolder everything the fleet keeps: databases, events, blobs, keys, secrets, logs,
///   state
/// @param appsFolder where Boot jars are unpacked and their AOT caches kept; may be shared
/// @param services that run
/// @param ports of the services
/// @param postgresPort of PostgreSQL
/// @param kafkaPort of Kafka's broker
/// @param kafkaControllerPort of Kafka's controller
/// @param keycloakPort of Keycloak
/// @param durable whether a commit survives a power cut
/// @param trainCaches whether to make missing AOT caches in the background once all is ready
/// @param properties further Spring properties for every service
public record FleetSettings(
    Path root,
    Path dataFolder,
    Path appsFolder,
    Set<Service> services,
    Map<Service, Integer> ports,
    int postgresPort,
    int kafkaPort,
    int kafkaControllerPort,
    int keycloakPort,
    boolean durable,
    boolean trainCaches,
    Map<String, String> properties) {

  /// The fleet of `deploy/up`: usual ports, data in `<root>/.data`.
  public static FleetSettings local(Path root, Path dataFolder) {
    Map<Service, Integer> ports = new EnumMap<>(Service.class);
    for (Service service : Service.values()) {
      ports.put(service, service.defaultPort());
    }
    return new FleetSettings(
        root,
        dataFolder,
        dataFolder.resolve("apps"),
        EnumSet.allOf(Service.class),
        ports,
        15432,
        19092,
        19093,
        8090,
        true,
        true,
        Map.of());
  }

  /// A fleet of its own for a test: free ports, another data folder, unpacked services shared with
  /// other tests of the same checkout.
  public static FleetSettings forTest(Path root, Path dataFolder) {
    Map<Service, Integer> ports = new EnumMap<>(Service.class);
    for (Service service : Service.values()) {
      ports.put(service, Ports.free());
    }
    return new FleetSettings(
        root,
        dataFolder,
        root.resolve("target").resolve("fleet-apps"),
        EnumSet.allOf(Service.class),
        ports,
        Ports.free(),
        Ports.free(),
        Ports.free(),
        Ports.free(),
        false,
        false,
        Map.of());
  }

  /// The same with these services only.
  public FleetSettings withServices(Set<Service> only) {
    return new FleetSettings(
        root,
        dataFolder,
        appsFolder,
        EnumSet.copyOf(only),
        ports,
        postgresPort,
        kafkaPort,
        kafkaControllerPort,
        keycloakPort,
        durable,
        trainCaches,
        properties);
  }

  /// The same with further Spring properties for every service.
  public FleetSettings withProperties(Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>(properties);
    all.putAll(more);
    return new FleetSettings(
        root,
        dataFolder,
        appsFolder,
        services,
        ports,
        postgresPort,
        kafkaPort,
        kafkaControllerPort,
        keycloakPort,
        durable,
        trainCaches,
        all);
  }

  /// The same with another port for one part: a service's name, `postgres`, `kafka` or `keycloak`.
  public FleetSettings withPort(String part, int port) {
    Map<Service, Integer> changed = new EnumMap<>(ports);
    int postgres = postgresPort;
    int kafka = kafkaPort;
    int controller = kafkaControllerPort;
    int keycloak = keycloakPort;
    switch (part) {
      case "postgres" -> postgres = port;
      case "kafka" -> kafka = port;
      case "kafka-controller" -> controller = port;
      case "keycloak" -> keycloak = port;
      default -> changed.put(Service.of(part), port);
    }
    return new FleetSettings(
        root,
        dataFolder,
        appsFolder,
        services,
        changed,
        postgres,
        kafka,
        controller,
        keycloak,
        durable,
        trainCaches,
        properties);
  }

  int port(Service service) {
    return ports.getOrDefault(service, service.defaultPort());
  }

  /// Base URL of a service.
  public String url(Service service) {
    return "http://127.0.0.1:" + port(service);
  }

  /// `iss` of the realm's tokens.
  public String issuer() {
    return "http://127.0.0.1:" + keycloakPort + "/realms/bidseal";
  }

  Path logs() {
    return dataFolder.resolve("logs");
  }

  /// Ports of the parts, in the order in which they are shown.
  Map<String, Integer> partPorts() {
    Map<String, Integer> parts = allPorts();
    parts.remove("kafka-controller");
    return parts;
  }

  /// All ports by the name of the part that listens there.
  Map<String, Integer> allPorts() {
    Map<String, Integer> all = new LinkedHashMap<>();
    all.put("postgres", postgresPort);
    all.put("kafka", kafkaPort);
    all.put("kafka-controller", kafkaControllerPort);
    all.put("keycloak", keycloakPort);
    services.forEach(service -> all.put(service.artifact(), port(service)));
    return all;
  }
}
