package org.bidseal.fleet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.bidseal.embedded.Database;
import org.bidseal.embedded.Realm;

/// The settings of one service in this fleet, in a properties file that only its owner can read:
/// neither the command line nor the environment shows a secret.
final class ServiceProperties {
  private final FleetSettings settings;
  private final Realm realm;

  ServiceProperties(FleetSettings settings, Realm realm) {
    this.settings = settings;
    this.realm = realm;
  }

  /// Writes the file of a service that owns this database.
  Path write(Service service, Database database) {
    return save(service.artifact(), withDatabase(service, database));
  }

  /// Writes the file of one more process of a service.
  ///
  /// @param name of the file
  /// @param more what is different from the first process
  Path write(Service service, Database database, String name, int port, Map<String, String> more) {
    Map<String, String> properties = withDatabase(service, database);
    properties.put("server.port", Integer.toString(port));
    properties.putAll(more);
    return save(name, properties);
  }

  private Map<String, String> withDatabase(Service service, Database database) {
    Map<String, String> properties = common(service);
    properties.put("spring.r2dbc.url", database.r2dbcUrl());
    properties.put("spring.r2dbc.username", database.role());
    properties.put("spring.r2dbc.password", database.password());
    properties.put("spring.datasource.url", database.jdbcUrl());
    properties.put("spring.datasource.username", database.role());
    properties.put("spring.datasource.password", database.password());
    return properties;
  }

  /// Writes the file of a service without a database.
  Path write(Service service) {
    return save(service.artifact(), common(service));
  }

  private Map<String, String> common(Service service) {
    Map<String, String> properties = new TreeMap<>();
    properties.put("server.port", Integer.toString(settings.port(service)));
    properties.put("server.address", "127.0.0.1");
    properties.put("spring.kafka.bootstrap-servers", "127.0.0.1:" + settings.kafkaPort());
    properties.put("bidseal.security.issuer-uri", settings.issuer());
    properties.put("bidseal.security.client-id", service.artifact());
    properties.put(
        "bidseal.security.client-secret", realm.secrets().get("client." + service.artifact()));
    for (Service other : Service.values()) {
      properties.put("bidseal.services." + other.artifact() + ".url", settings.url(other));
    }
    properties.put("bidseal.public-url", settings.url(Service.GATEWAY));
    // The services' application.yml calls it by the name of the environment variable.
    properties.put("BIDSEAL_PUBLIC_URL", settings.url(Service.GATEWAY));
    Path data = settings.dataFolder();
    properties.put(
        "bidseal.key-wrapping.key-file",
        data.resolve("keys").resolve(service.artifact() + ".key").toString());
    properties.put("bidseal.blobs.folder", blobs(service).toString());
    if (service == Service.IDENTITY) {
      properties.put("bidseal.phone-login.key-file", realm.phoneLogin().file().toString());
      properties.put("bidseal.phone-login.issuer", Realm.PHONE_LOGIN_ISSUER);
      properties.put("bidseal.phone-login.client-id", Realm.PHONE_CLIENT);
      properties.put(
          "bidseal.phone-login.client-secret", realm.secrets().get("client." + Realm.PHONE_CLIENT));
    }
    if (service == Service.ESCROW) {
      // This fleet is for trying out: a recovery that was confirmed is imported at once.
      properties.put("bidseal.escrow.waiting-time", "PT0S");
    }
    properties.putAll(settings.properties());
    return properties;
  }

  /// Where the service keeps its blobs.
  private Path blobs(Service service) {
    Path folder = settings.dataFolder().resolve("blobs").resolve(service.artifact());
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path save(String name, Map<String, String> properties) {
    Path folder = settings.dataFolder().resolve("config");
    Path file = folder.resolve(name + ".properties");
    try {
      Files.createDirectories(folder);
      Files.createDirectories(settings.dataFolder().resolve("keys"));
      Files.deleteIfExists(file);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(
          file,
          properties.entrySet().stream()
              .map(e -> e.getKey() + "=" + e.getValue().replace("\\", "\\\\") + "\n")
              .collect(Collectors.joining()));
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
