package org.bidseal.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.bidseal.embedded.Database;
import org.bidseal.fleet.FleetState.Phase;
import org.bidseal.testsupport.Awaiting;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real PostgreSQL, Kafka, Keycloak and processes; the services' jars alone are small stand-ins.
class FleetTest {
  // One data folder for all tests: Keycloak fills its database once.
  @TempDir static Path root;
  private final List<String> reports = new CopyOnWriteArrayList<>();
  private FleetSettings settings;

  @BeforeEach
  void makeJars() throws IOException {
    for (Service service : List.of(Service.QR, Service.GATEWAY)) {
      makeJar(
          root.resolve(service.artifact())
              .resolve("target")
              .resolve(service.artifact() + "-0.1.0-SNAPSHOT-exec.jar"));
    }
    settings =
        FleetSettings.forTest(root, root.resolve("data"))
            .withServices(EnumSet.of(Service.QR, Service.GATEWAY));
  }

  @Test
  void servicesCrashComeBackAndKeepTheirData() throws Exception {
    try (Fleet fleet = Fleet.start(settings, this::report)) {
      assertThat(fleet.isAlive(Service.QR)).isTrue();
      write(fleet.database(Service.QR));

      fleet.kill(Service.QR);
      assertThat(fleet.isAlive(Service.QR)).isFalse();
      assertThatThrownBy(() -> get(fleet.url(Service.QR))).isInstanceOf(IOException.class);
      fleet.restart(Service.QR);
      assertThat(get(fleet.url(Service.QR))).isEqualTo(200);

      get(fleet.url(Service.GATEWAY) + "/exit");
      Awaiting.untilAsserted(() ->
          assertThat(reports)
              .contains("gateway: ended with code 7; starting it again")
              .filteredOn(line -> line.startsWith("gateway: ready"))
              .hasSize(2));
      assertThat(get(fleet.url(Service.GATEWAY))).isEqualTo(200);
    }
    FleetState state = Objects.requireNonNull(FleetState.read(settings.dataFolder()));
    assertThat(state.phase()).isEqualTo(Phase.STOPPED);
    assertThatThrownBy(() -> get(settings.url(Service.GATEWAY))).isInstanceOf(IOException.class);

    try (Fleet again = Fleet.start(settings, this::report)) {
      assertThat(read(again.database(Service.QR))).isEqualTo("kept");
    }
  }

  @Test
  void aServiceThatFailsIsNamedWithItsLogAndNothingStaysBehind() {
    FleetSettings failing = settings.withProperties(Map.of("test.fails", "yes"));
    assertThatThrownBy(() -> Fleet.start(failing, this::report))
        .isInstanceOf(FleetException.class)
        .hasMessageContaining("ended with code 1 while starting")
        .hasMessageContaining("the fake service was told to fail");
    assertThat(reports).anyMatch(line -> line.matches("(gateway|qr-session-service): FAILED.*"));
    FleetState state = Objects.requireNonNull(FleetState.read(failing.dataFolder()));
    assertThat(state.phase()).isEqualTo(Phase.FAILED);
    assertThat(state.processIds().values()).containsOnly(0L);
  }

  @Test
  void whatStandsInTheWayIsSaidBeforeAnythingStarts() throws IOException {
    Files.delete(
        root.resolve("gateway").resolve("target").resolve("gateway-0.1.0-SNAPSHOT-exec.jar"));
    try (ServerSocket taken =
        new ServerSocket(settings.keycloakPort(), 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> Fleet.start(settings, this::report))
          .isInstanceOf(FleetException.class)
          .hasMessageContaining("gateway is not built")
          .hasMessageContaining(
              "Port "
                  + taken.getLocalPort()
                  + " (keycloak) is taken by process "
                  + ProcessHandle.current().pid());
    }
    assertThat(reports).isEmpty();
  }

  private void report(String part, String what) {
    reports.add(part + ": " + what);
  }

  private static int get(String url) throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
              HttpRequest.newBuilder(URI.create(url)).build(),
              HttpResponse.BodyHandlers.discarding())
          .statusCode();
    }
  }

  private static void write(Database database) throws SQLException {
    try (var connection =
            DriverManager.getConnection(database.jdbcUrl(), database.role(), database.password());
        var statement = connection.createStatement()) {
      statement.execute("create table note as select 'kept' as word");
    }
  }

  private static String read(Database database) throws SQLException {
    try (var connection =
            DriverManager.getConnection(database.jdbcUrl(), database.role(), database.password());
        var statement = connection.createStatement();
        ResultSet found = statement.executeQuery("select word from note")) {
      found.next();
      return found.getString(1);
    }
  }

  private static void makeJar(Path jar) throws IOException {
    Files.createDirectories(jar.getParent());
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, FakeService.class.getName());
    String entry = FakeService.class.getName().replace('.', '/') + ".class";
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
        InputStream code = FakeService.class.getClassLoader().getResourceAsStream(entry)) {
      out.putNextEntry(new JarEntry(entry));
      Objects.requireNonNull(code).transferTo(out);
      out.closeEntry();
    }
  }
}
