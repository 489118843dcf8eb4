package org.bidseal.fleet.command;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import org.bidseal.embedded.Ports;
import org.bidseal.fleet.FleetState;
import org.bidseal.fleet.FleetState.Part;
import org.bidseal.fleet.Service;
import org.bidseal.fleet.host.OurProcesses;
import org.jspecify.annotations.Nullable;

/// `deploy/status`: what runs, asked now.
final class Status {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();

  private Status() {}

  /// Prints a line for each part.
  ///
  /// @return 0 if all is well, 3 if nothing runs, 1 otherwise
  static int run(Path data) {
    @Nullable FleetState state = FleetState.read(data);
    OurProcesses ours = new OurProcesses(data);
    if (state == null || ours.find(state.launcher()).isEmpty()) {
      Console.line("The fleet does not run. Start it with: deploy/up");
      if (state != null && state.message() != null) {
        Console.line("Its last start failed: " + state.message());
      }
      return 3;
    }
    Console.line(
        "launcher           process %d, %s, %d MiB resident (Kafka runs in it)"
            .formatted(
                state.launcher(),
                state.phase().toString().toLowerCase(Locale.ROOT),
                residentMebibytes(state.launcher())));
    boolean well = true;
    long resident = residentMebibytes(state.launcher());
    for (Part part : state.parts()) {
      String health = health(part);
      resident += residentMebibytes(part.pid());
      well &= health.equals("up");
      Console.line(
          "%-18s port %-6d %-9s %-6s %s%s"
              .formatted(
                  part.name(),
                  part.port(),
                  part.state(),
                  health,
                  part.millis() > 0 ? "started in %.1f s".formatted(part.millis() / 1e3) : "",
                  part.pid() > 0
                      ? ", process %d, %d MiB".formatted(part.pid(), residentMebibytes(part.pid()))
                      : ""));
    }
    Console.line(
        "%-18s %d MiB resident, without PostgreSQL's shared pages".formatted("in all", resident));
    return well ? 0 : 1;
  }

  private static String health(Part part) {
    boolean isService =
        Arrays.stream(Service.values()).anyMatch(s -> s.artifact().equals(part.name()));
    String path =
        isService
            ? "/actuator/health/readiness"
            : part.name().equals("keycloak") ? "/realms/bidseal" : "";
    if (path.isEmpty()) {
      return Ports.isFree(part.port()) ? "down" : "up";
    }
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + part.port() + path))
              .timeout(Duration.ofSeconds(3))
              .build();
      int code = HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      return code == 200 ? "up" : "HTTP " + code;
    } catch (IOException _) {
      return "down";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "?";
    }
  }

  private static long residentMebibytes(long pid) {
    try {
      return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException _) {
      return 0;
    }
  }
}
