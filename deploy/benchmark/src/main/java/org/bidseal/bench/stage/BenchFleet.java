package org.bidseal.bench.stage;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.bidseal.demo.cast.Staff;
import org.bidseal.demo.platform.Desk;
import org.bidseal.embedded.Database;
import org.bidseal.fleet.Fleet;
import org.bidseal.fleet.FleetSettings;
import org.bidseal.fleet.Service;
import org.bidseal.phone.http.ApiClient;
import org.bidseal.phone.http.Gateway;
import tools.jackson.databind.JsonNode;

/// A fleet of a benchmark's own, in a folder that is emptied before and after.
public final class BenchFleet implements AutoCloseable {
  /// Those that an opening needs.
  private static final Set<Service> SERVICES =
      Set.of(Service.IDENTITY, Service.SIGNING, Service.CRYPTO, Service.QR, Service.GATEWAY);

  /// One machine is all the phones and all the pages here.
  private static final Map<String, String> SETTINGS =
      Map.of(
          "bidseal.crypto.roles", "key",
          "bidseal.limits.per-address.rate", "1000",
          "bidseal.limits.per-address.burst", "1000",
          "bidseal.limits.per-client.rate", "2000",
          "bidseal.limits.per-client.burst", "2000",
          "bidseal.limits.per-user.rate", "500",
          "bidseal.limits.per-user.burst", "500");

  private final Path data;
  private final Fleet fleet;
  private final Gateway gateway;

  private BenchFleet(Path data, Fleet fleet, SecureRandom random) {
    this.data = data;
    this.fleet = fleet;
    this.gateway = new Gateway(URI.create(fleet.url(Service.GATEWAY)), random, Clock.systemUTC());
  }

  /// Starts it, crypto-service in the role `key` only.
  ///
  /// @param root of the checkout
  /// @param data its folder
  public static BenchFleet start(Path root, Path data, SecureRandom random) throws IOException {
    Files.createDirectories(data);
    Fleet.deleteData(data);
    FleetSettings settings =
        FleetSettings.forTest(root, data).withServices(SERVICES).withProperties(SETTINGS);
    return new BenchFleet(data, Fleet.start(settings, (_, _) -> {}), random);
  }

  public Fleet fleet() {
    return fleet;
  }

  public Gateway gateway() {
    return gateway;
  }

  /// A connection to crypto-service's database.
  public Connection connect() throws SQLException {
    Database database = fleet.database(Service.CRYPTO);
    return DriverManager.getConnection(database.jdbcUrl(), database.role(), database.password());
  }

  /// A folder of the run's own, for what is on its way.
  public Path folder(String name) throws IOException {
    return Files.createDirectories(data.resolve(name));
  }

  /// Where crypto-service keeps its blobs.
  public Path blobs() {
    return data.resolve("blobs").resolve(Service.CRYPTO.artifact());
  }

  /// A trading platform, registered for this run.
  public Desk desk() {
    ApiClient operator =
        gateway.as(gateway.staffTokens("operator", fleet.realm().secrets().get("staff.operator")));
    JsonNode registration =
        operator.post(
            "/api/identity/v1/platforms",
            Map.of(
                "name",
                "Benchmark",
                "region",
                "420500",
                "settings",
                Map.of(
                    "serverSideSealing", false,
                    "backupPolicy", "REQUIRED",
                    "sealClaimPolicy", "LOCAL")));
    return Desk.connect(gateway, registration);
  }

  /// Bidders whose certificates a reviewer of this fleet approved.
  public List<Bidder> enrol(int count) {
    String user = "ca-reviewer";
    Staff reviewer = Staff.login(gateway, user, fleet.realm().secrets().get("staff." + user));
    return new Enrolment(gateway, reviewer).enrol(count);
  }

  /// PostgreSQL's processes; those of connections that ended are not in it.
  public List<ProcessHandle> database() throws IOException {
    Path file = data.resolve("postgres").resolve("cluster").resolve("postmaster.pid");
    long pid = Long.parseLong(Files.readAllLines(file).getFirst().strip());
    ProcessHandle server =
        ProcessHandle.of(pid).orElseThrow(() -> new IllegalStateException("no PostgreSQL"));
    return Stream.concat(Stream.of(server), server.descendants()).toList();
  }

  @Override
  public void close() throws IOException {
    fleet.close();
    Fleet.deleteData(data);
  }
}
