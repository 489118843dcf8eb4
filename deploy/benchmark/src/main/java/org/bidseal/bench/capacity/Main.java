package org.bidseal.bench.capacity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `deploy/bench capacity`.
final class Main {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Main() {}

  /// Exit code 0, or 2 for a wrong command line.
  public static void main(String[] arguments) throws IOException {
    try {
      new CapacityReport(Measured.of(reports(List.of(arguments))), System.out).print();
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    }
  }

  private static List<JsonNode> reports(List<String> arguments) throws IOException {
    List<JsonNode> reports = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i += 2) {
      if (!arguments.get(i).equals("--measured") || i + 1 == arguments.size()) {
        throw new IllegalArgumentException("deploy/bench capacity --measured FILE …");
      }
      reports.add(JSON.readTree(Files.readString(Path.of(arguments.get(i + 1)))));
    }
    if (reports.isEmpty()) {
      throw new IllegalArgumentException(
          "Measure first: deploy/bench opening --size 8,48 --json FILE, then --measured FILE");
    }
    return reports;
  }
}
