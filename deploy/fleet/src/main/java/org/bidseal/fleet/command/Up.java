package org.bidseal.fleet.command;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bidseal.embedded.Secrets;
import org.bidseal.fleet.Fleet;
import org.bidseal.fleet.FleetSettings;
import org.bidseal.fleet.FleetState;
import org.bidseal.fleet.FleetState.Phase;
import org.bidseal.fleet.Preflight;
import org.bidseal.fleet.Service;
import org.bidseal.fleet.host.OurProcesses;
import org.jspecify.annotations.Nullable;

/// `deploy/up`: starts a launcher of its own session, shows what it reports, and, unless detached,
/// stays until Ctrl-C, which stops the fleet.
final class Up {
  private final Options options;
  private final Path data;
  private final Path log;

  Up(Options options) {
    this.options = options;
    this.data = options.dataFolder();
    this.log = data.resolve("logs").resolve("launcher.log");
  }

  int run() {
    @Nullable FleetState earlier = FleetState.read(data);
    if (earlier != null && runs(earlier)) {
      Console.line("The fleet already runs (process " + earlier.launcher() + ").");
      summary();
      return 0;
    }
    if (earlier != null) {
      cleanUp(earlier);
    }
    if (options.fresh()) {
      Fleet.deleteData(data);
      Console.line("Starting with empty data.");
    }
    new Preflight(options.settings()).check();
    Process launcher = launch();
    boolean ready = follow(launcher);
    if (!ready) {
      return 1;
    }
    summary();
    return options.detach() ? 0 : stay(launcher);
  }

  private boolean runs(FleetState state) {
    return new OurProcesses(data).find(state.launcher()).isPresent();
  }

  private void cleanUp(FleetState earlier) {
    List<String> ended = new OurProcesses(data).endLeftovers(earlier.processIds());
    if (!ended.isEmpty()) {
      Console.line(
          "An earlier run ended without cleaning up. Ended what it left: "
              + String.join(", ", ended));
    }
  }

  /// In a session of its own (`setsid`): Ctrl-C reaches this process only, which then stops the
  /// fleet in order.
  private Process launch() {
    List<String> command =
        new ArrayList<>(
            List.of(
                "setsid",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx320m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseCompactObjectHeaders",
                "-Djava.net.preferIPv4Stack=true",
                OurProcesses.marker(data),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "serve"));
    command.addAll(options.forLauncher());
    try {
      Files.createDirectories(log.getParent());
      return new ProcessBuilder(command)
          .directory(options.root().toFile())
          .redirectErrorStream(true)
          .redirectOutput(log.toFile())
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Shows the launcher's lines until all is ready or something failed.
  private boolean follow(Process launcher) {
    try (RandomAccessFile lines = new RandomAccessFile(log.toFile(), "r")) {
      while (true) {
        boolean ended = launcher.waitFor(100, TimeUnit.MILLISECONDS);
        @Nullable FleetState state = FleetState.read(data);
        print(lines);
        if (ended) {
          Console.error("The launcher ended; its log is " + log);
          return false;
        }
        if (state != null && state.launcher() == launcher.pid() && state.phase() == Phase.READY) {
          print(lines);
          return true;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void print(RandomAccessFile lines) throws IOException {
    int available = (int) (lines.length() - lines.getFilePointer());
    if (available > 0) {
      byte[] bytes = new byte[available];
      lines.readFully(bytes);
      Console.line(new String(bytes, StandardCharsets.UTF_8).stripTrailing());
    }
  }

  private int stay(Process launcher) {
    Console.line("\nCtrl-C stops the fleet; its data stays in " + data + ".");
    AtomicBoolean stopping = new AtomicBoolean();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  if (!stopping.get()) {
                    Down.run(data);
                  }
                },
                "down"));
    try (RandomAccessFile lines = new RandomAccessFile(log.toFile(), "r")) {
      lines.seek(lines.length());
      while (!launcher.waitFor(500, TimeUnit.MILLISECONDS)) {
        print(lines);
      }
      stopping.set(true);
      Console.line("The fleet has ended.");
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }

  private void summary() {
    FleetSettings settings = options.settings();
    Secrets secrets = Secrets.load(data.resolve("secrets.properties"));
    String gateway = settings.url(Service.GATEWAY);
    Console.line(
        """

        The fleet is ready.

          API                %s   each service's contract: /api/identity/v1/openapi.json, …
          Keycloak           http://127.0.0.1:%d   admin / %s
          Kafka              127.0.0.1:%d
          PostgreSQL         127.0.0.1:%d  passwords in %s

          Staff              operator      / %s
                             ca-reviewer   / %s
                             seal-reviewer / %s

        What next
          deploy/demo            the life of one bid, step by step, against this fleet
          deploy/status          what runs, and whether it is well
          deploy/logs NAME       a log: %s, …
          deploy/down            stop; data stays in %s\
        """
            .formatted(
                gateway,
                settings.keycloakPort(),
                secrets.get("keycloak.admin"),
                settings.kafkaPort(),
                settings.postgresPort(),
                data.resolve("secrets.properties"),
                secrets.get("staff.operator"),
                secrets.get("staff.ca-reviewer"),
                secrets.get("staff.seal-reviewer"),
                Service.IDENTITY.artifact(),
                data));
  }
}
