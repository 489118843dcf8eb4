package org.bidseal.crypto.testkit;

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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.bidseal.crypto.CryptoServiceApplication;
import org.bidseal.embedded.Ports;
import org.bidseal.smvector.Flags;
import org.bidseal.testsupport.Awaiting;
import org.springframework.core.env.Environment;
import org.springframework.test.web.reactive.server.WebTestClient;

/// crypto-service in a process of its own, on the test's database, topics and blobs.
public final class CryptoProcess implements AutoCloseable {
  private static final String ROLES = "bidseal.crypto.roles";
  private static final List<String> SMALL = List.of("-Xmx256m", "-XX:TieredStopAtLevel=1");
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final String name;
  private final Process process;
  private final int port;
  private final Path log;

  private CryptoProcess(String name, Process process, int port, Path log) {
    this.name = name;
    this.process = process;
    this.port = port;
    this.log = log;
  }

  /// Starts a bulk worker with the flags of production and returns at once.
  public static CryptoProcess fast(String name, Environment environment) {
    List<String> flags = new ArrayList<>(List.of(Flags.ALL.split(" ")));
    flags.add("-Xmx384m");
    return launch(name, environment, Ports.free(), Map.of(ROLES, "bulk"), flags);
  }

  /// Starts a bulk worker that is slow enough to be killed in the middle of a file on any machine.
  public static CryptoProcess slow(String name, Environment environment, Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("bidseal.crypto.sm4", "bouncy-castle");
    settings.put("bidseal.crypto.leaf-hasher", "bouncy-castle");
    settings.put(ROLES, "bulk");
    return launch(name, environment, Ports.free(), settings, SMALL);
  }

  /// Starts one that serves the API.
  ///
  /// @param port where an earlier one may have listened
  public static CryptoProcess serving(String name, Environment environment, int port) {
    return launch(name, environment, port, Map.of(ROLES, "key"), SMALL);
  }

  /// Starts one that serves the API, with settings of its own over the test's.
  public static CryptoProcess serving(
      String name, Environment environment, int port, Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(more);
    settings.put(ROLES, "key");
    return launch(name, environment, port, settings, SMALL);
  }

  private static CryptoProcess launch(
      String name,
      Environment environment,
      int port,
      Map<String, String> more,
      List<String> flags) {
    Properties properties = new Properties();
    properties.putAll(SharedSettings.of(environment));
    properties.put("server.port", Integer.toString(port));
    properties.put("server.address", "127.0.0.1");
    properties.putAll(more);
    try {
      Path folder = Files.createDirectories(Path.of("target", "service-test").toAbsolutePath());
      Path settings = folder.resolve(name + ".properties");
      try (var out = Files.newOutputStream(settings)) {
        properties.store(out, null);
      }
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(flags);
      command.add("-XX:+UseSerialGC");
      command.add("-Dspring.config.additional-location=file:" + settings);
      command.addAll(List.of("-cp", classPath(), CryptoServiceApplication.class.getName()));
      Path log = folder.resolve(name + ".log");
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      return new CryptoProcess(name, process, port, log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Surefire may hide the class path in a jar's manifest, which a child understands as well.
  static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  public CryptoProcess awaitReady() {
    Awaiting.untilAsserted(
        Duration.ofMinutes(2),
        () -> {
          if (!process.isAlive()) {
            throw new IllegalStateException(name + " ended with " + process.exitValue());
          }
          String health = get("/actuator/health/readiness");
          if (!health.contains("UP")) {
            throw new AssertionError(name + ": " + health);
          }
        });
    return this;
  }

  /// For the process's API; an earlier or later one on the same port answers it too.
  public WebTestClient client() {
    return WebTestClient.bindToServer()
        .baseUrl("http://127.0.0.1:" + port)
        .responseTimeout(Duration.ofSeconds(60))
        .build();
  }

  /// Waits until a process that refuses to start has ended.
  ///
  /// @return its exit code
  public int awaitRefusal() {
    Awaiting.untilAsserted(
        Duration.ofMinutes(2),
        () -> {
          if (process.isAlive()) {
            throw new AssertionError(name + " runs");
          }
        });
    return process.exitValue();
  }

  /// A counter's value, 0 before it was first counted.
  public long metric(String metric) {
    return get("/actuator/prometheus")
        .lines()
        .filter(line -> line.startsWith(metric + " ") || line.startsWith(metric + "{"))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /// What the process has logged.
  public String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// SIGKILL.
  public void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  /// SIGTERM.
  public void stop() {
    process.destroy();
    awaitEnd();
  }

  private void awaitEnd() {
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(name + " does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private String get(String path) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(10))
            .build();
    try {
      return HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException e) {
      // Not listening yet.
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      kill();
    }
  }
}
