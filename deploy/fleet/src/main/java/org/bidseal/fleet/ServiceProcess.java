package org.bidseal.fleet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.bidseal.fleet.AppStore.App;
import org.bidseal.fleet.host.LogTail;
import org.bidseal.fleet.host.OurProcesses;

/// One run of one service's JVM.
final class ServiceProcess {
  private static final Duration READY_LIMIT = Duration.ofMinutes(3);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

  private final String name;
  private final int port;
  private final FleetSettings settings;
  private final Process process;

  private ServiceProcess(String name, int port, FleetSettings settings, Process process) {
    this.name = name;
    this.port = port;
    this.settings = settings;
    this.process = process;
  }

  /// Starts the JVM and returns at once.
  static ServiceProcess launch(Service service, FleetSettings settings, App app, Path properties) {
    return launch(service, service.artifact(), settings.port(service), settings, app, properties);
  }

  /// The same for one of several processes of a service.
  ///
  /// @param name of its log
  /// @param port that its properties give it
  static ServiceProcess launch(
      Service service, String name, int port, FleetSettings settings, App app, Path properties) {
    Path log = log(name, settings);
    try {
      Files.createDirectories(log.getParent());
      if (Files.exists(log)) {
        Files.move(
            log, log.resolveSibling(name + ".previous.log"), StandardCopyOption.REPLACE_EXISTING);
      }
      Process process =
          new ProcessBuilder(command(service, settings, app, properties))
              .directory(settings.dataFolder().toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      return new ServiceProcess(name, port, settings, process);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> command(
      Service service, FleetSettings settings, App app, Path properties) {
    List<String> command = new ArrayList<>();
    command.add(AppStore.java());
    command.addAll(service.jvmOptions());
    if (app.hasCache()) {
      command.add("-XX:AOTCache=" + app.cache());
    }
    command.addAll(arguments(settings, app, properties));
    return command;
  }

  /// What follows the JVM's own flags, in a normal run and in the one that makes the AOT cache.
  static List<String> arguments(FleetSettings settings, App app, Path properties) {
    return List.of(
        OurProcesses.marker(settings.dataFolder()),
        "-Dspring.config.additional-location=file:" + properties,
        "-Dspring.main.banner-mode=off",
        "-jar",
        app.jar().toString());
  }

  static Path log(Service service, FleetSettings settings) {
    return log(service.artifact(), settings);
  }

  private static Path log(String name, FleetSettings settings) {
    return settings.logs().resolve(name + ".log");
  }

  /// Waits until the service says that it is ready.
  ///
  /// @param giveUp whether waiting has become idle
  /// @throws FleetException if it ends before, or is not ready after three minutes
  void awaitReady(BooleanSupplier giveUp) {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness"))
            .timeout(Duration.ofSeconds(10))
            .build();
    long end = System.nanoTime() + READY_LIMIT.toNanos();
    try {
      while (System.nanoTime() < end) {
        if (answers(request)) {
          return;
        }
        if (giveUp.getAsBoolean()) {
          throw new FleetException(name + " was not waited for any longer");
        }
        if (process.waitFor(100, TimeUnit.MILLISECONDS)) {
          throw new FleetException(
              name
                  + " ended with code "
                  + process.exitValue()
                  + " while starting.\n"
                  + LogTail.describe(log(name, settings)));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FleetException("Interrupted while " + name + " started", e);
    }
    throw new FleetException(
        name
            + " is not ready after "
            + READY_LIMIT.toMinutes()
            + " minutes.\n"
            + LogTail.describe(log(name, settings)));
  }

  private static boolean answers(HttpRequest request) throws InterruptedException {
    try {
      return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException _) {
      // Not listening yet.
      return false;
    }
  }

  long pid() {
    return process.pid();
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  int exitCode() {
    return process.exitValue();
  }

  void awaitEnd() {
    process.onExit().join();
  }

  /// SIGKILL: as a crash.
  void kill() {
    process.destroyForcibly();
    awaitEnd(STOP_LIMIT);
  }

  /// SIGTERM; after 20 s SIGKILL.
  void stop() {
    process.destroy();
    if (!awaitEnd(STOP_LIMIT)) {
      kill();
    }
  }

  private boolean awaitEnd(Duration limit) {
    try {
      return process.waitFor(limit.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
