package org.bidseal.fleet;

import java.util.List;
import java.util.stream.Stream;

/// The services of the fleet: where each lies in the source tree, which database it owns and how
/// its JVM is set up on this machine.
public enum Service {
  IDENTITY("identity-service", "identity", 8081, 224),
  SEALS("seal-service", "seals", 8082, 224),
  SIGNING("signing-service", "signing", 8083, 256),
  CRYPTO("crypto-service", "crypto", 8084, 384) {
    @Override
    List<String> compilerOptions() {
      // The vector kernel needs C2 and reaches into the JDK's GHASH (docs/speed.md).
      return List.of(
          "--add-modules=jdk.incubator.vector",
          "--add-opens=java.base/com.sun.crypto.provider=ALL-UNNAMED");
    }
  },
  ESCROW("keyescrow-service", "escrow", 8085, 160),
  QR("qr-session-service", "qr", 8086, 160),
  GATEWAY("gateway", "", 8080, 192);

  private final String artifact;
  private final String database;
  private final int defaultPort;
  private final int heapMegabytes;

  Service(String artifact, String database, int defaultPort, int heapMegabytes) {
    this.artifact = artifact;
    this.database = database;
    this.defaultPort = defaultPort;
    this.heapMegabytes = heapMegabytes;
  }

  /// Name of the artifact, of its folder, of its Keycloak client and in `bidseal.services.<name>`.
  public String artifact() {
    return artifact;
  }

  /// Its database, or empty if it has none.
  String database() {
    return database;
  }

  /// Its port unless another is chosen.
  public int defaultPort() {
    return defaultPort;
  }

  /// The service of this artifact name.
  ///
  /// @throws FleetException if there is none
  public static Service of(String artifact) {
    for (Service service : values()) {
      if (service.artifact.equals(artifact)) {
        return service;
      }
    }
    throw new FleetException(
        "There is no service "
            + artifact
            + ". There are: "
            + String.join(", ", List.of(values()).stream().map(Service::artifact).toList()));
  }

  /// C1 alone: half the time and two thirds of the memory to start.
  List<String> compilerOptions() {
    return List.of("-XX:TieredStopAtLevel=1");
  }

  List<String> jvmOptions() {
    return Stream.concat(
            Stream.of(
                "-Xms32m",
                "-Xmx" + heapMegabytes + "m",
                "-Xss512k",
                "-XX:+UseSerialGC",
                "-XX:MaxDirectMemorySize=96m",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:+UseCompactObjectHeaders",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"),
            compilerOptions().stream())
        .toList();
  }
}
