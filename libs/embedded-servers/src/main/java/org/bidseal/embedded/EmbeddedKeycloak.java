package org.bidseal.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.bidseal.embedded.process.Leftovers;

/// A Keycloak server as a child process on the loopback address, with realm `bidseal`, its data in
/// a PostgreSQL database. The realm is imported when the database has none yet; a later change of
/// the realm file does not touch an existing realm. A server that outlived a killed parent is ended
/// by the next start on the same folder.
public final class EmbeddedKeycloak implements AutoCloseable {
  /// What one server needs to know.
  ///
  /// @param dataFolder of this server: its log, import file and scratch space
  /// @param port of its HTTP interface
  /// @param database where it keeps its data
  /// @param realm imported at the first start
  /// @param jvmOptions memory and compiler flags
  public record Settings(
      Path dataFolder, int port, Database database, Realm realm, List<String> jvmOptions) {}

  private static final Duration START_LIMIT = Duration.ofMinutes(10);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

  private static final String PID_FILE = "keycloak.pid";

  private final Process process;
  private final Settings settings;

  private EmbeddedKeycloak(Process process, Settings settings) {
    this.process = process;
    this.settings = settings;
  }

  /// C1 only and half a gigabyte: starts twice as fast, serves a few hundred logins a second.
  public static List<String> smallJvm() {
    return List.of(
        "-Xms64m",
        "-Xmx384m",
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-XX:MaxMetaspaceSize=256m",
        "-XX:+ExitOnOutOfMemoryError");
  }

  /// Starts the server and waits until the realm answers.
  ///
  /// @throws EmbeddedServerException if it does not within ten minutes, or ends before
  public static EmbeddedKeycloak start(Settings settings) {
    return start(settings, () -> false);
  }

  /// Starts the server and waits until the realm answers or waiting has become idle.
  ///
  /// @param giveUp asked again and again; `true` ends the start
  /// @throws EmbeddedServerException if the realm does not answer within ten minutes, or the server
  ///   ends before, or the start was given up
  public static EmbeddedKeycloak start(Settings settings, BooleanSupplier giveUp) {
    EmbeddedKeycloak keycloak = launch(settings);
    try {
      keycloak.awaitRealm(giveUp);
      return keycloak;
    } catch (RuntimeException e) {
      keycloak.close();
      throw e;
    }
  }

  private static EmbeddedKeycloak launch(Settings settings) {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Path distribution = KeycloakDistribution.home(java);
    try {
      Path instance = settings.dataFolder().toAbsolutePath();
      Path imports = instance.resolve("data").resolve("import");
      Files.createDirectories(imports);
      Leftovers.find(instance.resolve(PID_FILE), Set.of("-Dkc.home.dir=" + instance))
          .ifPresent(Leftovers::end);
      linkProgram(distribution, instance);
      OwnerOnly.write(imports.resolve("bidseal-realm.json"), settings.realm().json());
      ProcessBuilder builder =
          new ProcessBuilder(
                  KeycloakDistribution.command(
                      java, distribution, instance, settings.jvmOptions(), arguments(settings)))
              .directory(instance.toFile())
              .redirectErrorStream(true)
              .redirectOutput(instance.resolve("keycloak.log").toFile());
      // By environment, not by argument: arguments are visible to every local user.
      builder
          .environment()
          .putAll(
              Map.of(
                  "KC_DB_PASSWORD",
                  settings.database().password(),
                  "KC_BOOTSTRAP_ADMIN_USERNAME",
                  "admin",
                  "KC_BOOTSTRAP_ADMIN_PASSWORD",
                  settings.realm().secrets().get("keycloak.admin")));
      EmbeddedKeycloak keycloak = new EmbeddedKeycloak(builder.start(), settings);
      Files.writeString(instance.resolve(PID_FILE), Long.toString(keycloak.process.pid()));
      Runtime.getRuntime().addShutdownHook(new Thread(keycloak.process::destroy, "end-keycloak"));
      return keycloak;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Keycloak looks for its built program below its home, and writes its data there too. The home
  /// is this server's own, with links to the shared, read-only program.
  private static void linkProgram(Path distribution, Path instance) throws IOException {
    for (String name : List.of("conf", "lib", "providers", "themes")) {
      Path link = instance.resolve(name);
      Files.deleteIfExists(link);
      Files.createSymbolicLink(link, distribution.resolve(name));
    }
  }

  private static List<String> arguments(Settings settings) {
    List<String> arguments = new ArrayList<>();
    arguments.add("start");
    arguments.add("--optimized");
    arguments.add("--import-realm");
    arguments.add("--http-enabled=true");
    arguments.add("--http-host=127.0.0.1");
    arguments.add("--http-port=" + settings.port());
    arguments.add("--hostname=http://127.0.0.1:" + settings.port());
    arguments.add("--db-url=" + settings.database().jdbcUrl());
    arguments.add("--db-username=" + settings.database().role());
    arguments.add("--db-pool-initial-size=1");
    arguments.add("--db-pool-min-size=1");
    arguments.add("--db-pool-max-size=20");
    arguments.add("--log-level=INFO");
    return arguments;
  }

  private void awaitRealm(BooleanSupplier giveUp) {
    try (HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(issuer() + "/.well-known/openid-configuration"))
              .timeout(Duration.ofSeconds(10))
              .build();
      long end = System.nanoTime() + START_LIMIT.toNanos();
      while (System.nanoTime() < end) {
        if (answers(http, request)) {
          return;
        }
        if (giveUp.getAsBoolean()) {
          throw new EmbeddedServerException("Keycloak was not waited for any longer");
        }
        if (process.waitFor(100, TimeUnit.MILLISECONDS)) {
          throw new EmbeddedServerException(
              "Keycloak ended with code "
                  + process.exitValue()
                  + " while starting; "
                  + log()
                  + " ends with:\n"
                  + lastLines());
        }
      }
      throw new EmbeddedServerException(
          "Keycloak does not answer after " + START_LIMIT.toMinutes() + " minutes, see " + log());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EmbeddedServerException("Interrupted while Keycloak started", e);
    }
  }

  private String lastLines() {
    try {
      List<String> lines = Files.readAllLines(log());
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
    } catch (IOException e) {
      return "(" + e + ")";
    }
  }

  private static boolean answers(HttpClient http, HttpRequest request) throws InterruptedException {
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException _) {
      // Not listening yet.
      return false;
    }
  }

  /// `iss` of the realm's tokens, and the base of its endpoints.
  public String issuer() {
    return baseUrl() + "/realms/" + Realm.NAME;
  }

  /// `http://127.0.0.1:port`.
  public String baseUrl() {
    return "http://127.0.0.1:" + settings.port();
  }

  /// Where the server logs.
  public Path log() {
    return settings.dataFolder().resolve("keycloak.log");
  }

  /// The operating system's process, for supervision.
  public ProcessHandle process() {
    return process.toHandle();
  }

  /// Stops the server: asks, and after 20 s insists.
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
