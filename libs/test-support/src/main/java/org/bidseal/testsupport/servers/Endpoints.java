package org.bidseal.testsupport.servers;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/// Where the shared servers are: the content of the file through which the server JVM tells the
/// test JVMs.
///
/// @param pid process id of the server JVM
/// @param leasePort where a test JVM keeps a connection open for as long as it needs the servers
/// @param key what the server answers on that port, so that a stranger on a reused port is noticed
/// @param kafkaBootstrap `host:port`
/// @param keycloakUrl base URL of Keycloak
record Endpoints(
    long pid,
    int leasePort,
    String key,
    int postgresPort,
    String kafkaBootstrap,
    String keycloakUrl) {

  void write(Path file) {
    Properties properties = new Properties();
    properties.setProperty("pid", Long.toString(pid));
    properties.setProperty("lease-port", Integer.toString(leasePort));
    properties.setProperty("key", key);
    properties.setProperty("postgres-port", Integer.toString(postgresPort));
    properties.setProperty("kafka-bootstrap", kafkaBootstrap);
    properties.setProperty("keycloak-url", keycloakUrl);
    Path next = file.resolveSibling(file.getFileName() + ".next");
    try {
      try (var out = Files.newBufferedWriter(next)) {
        properties.store(out, null);
      }
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The endpoints in the file, or `null` if there is none or it is not of this version.
  static @Nullable Endpoints read(Path file) {
    if (!Files.exists(file)) {
      return null;
    }
    Properties properties = new Properties();
    try (Reader in = Files.newBufferedReader(file)) {
      properties.load(in);
      return new Endpoints(
          Long.parseLong(properties.getProperty("pid", "")),
          Integer.parseInt(properties.getProperty("lease-port", "")),
          properties.getProperty("key", ""),
          Integer.parseInt(properties.getProperty("postgres-port", "")),
          properties.getProperty("kafka-bootstrap", ""),
          properties.getProperty("keycloak-url", ""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NumberFormatException _) {
      return null;
    }
  }
}
