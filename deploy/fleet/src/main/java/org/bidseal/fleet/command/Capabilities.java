package org.bidseal.fleet.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// `deploy/capabilities`: what docs/capabilities.md promises, and which test of the last run proved
/// it. Tests name capabilities by the annotation `@Capability`; their results lie in
/// `target/capabilities.tsv` of each module.
final class Capabilities {
  /// `- CRY-006 A wrong PIN …`, `| CRY-006 | A wrong PIN … |`, `**CRY-006** …`.
  private static final Pattern PROMISE =
      Pattern.compile("^[-*|# ]*\\**([A-Z]{2,5}-\\d{3}[a-z]?)\\**[ |:.—-]*(.*?)[ |]*$");

  private Capabilities() {}

  /// Prints a line for each capability.
  ///
  /// @return 0 if every one is proved by a passed test and none failed, else 1
  static int run(Path root) {
    return run(root, Console::line);
  }

  static int run(Path root, Consumer<String> out) {
    try {
      Map<String, String> promises = promises(root.resolve("docs").resolve("capabilities.md"));
      Map<String, Map<String, String>> results = results(root);
      TreeMap<String, String> all = new TreeMap<>(promises);
      results.keySet().forEach(id -> all.putIfAbsent(id, "(not in docs/capabilities.md)"));
      int proved = 0;
      for (Map.Entry<String, String> capability : all.entrySet()) {
        Map<String, String> tests = results.getOrDefault(capability.getKey(), Map.of());
        String verdict = verdict(tests);
        proved += verdict.equals("proved") ? 1 : 0;
        out.accept("%-8s  %-8s  %s".formatted(capability.getKey(), verdict, capability.getValue()));
        tests.forEach((test, result) -> out.accept("          %-8s  %s".formatted(result, test)));
      }
      out.accept("%d of %d proved by tests of the last run".formatted(proved, all.size()));
      return proved == all.size() ? 0 : 1;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String verdict(Map<String, String> tests) {
    if (tests.isEmpty()) {
      return "no test";
    }
    if (tests.containsValue("failed")) {
      return "FAILED";
    }
    return tests.containsValue("passed") ? "proved" : "not run";
  }

  private static Map<String, String> promises(Path file) throws IOException {
    Map<String, String> promises = new LinkedHashMap<>();
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        Matcher promise = PROMISE.matcher(line);
        if (promise.matches()) {
          promises.putIfAbsent(promise.group(1), promise.group(2));
        }
      }
    }
    return promises;
  }

  /// Id → (test → result).
  private static Map<String, Map<String, String>> results(Path root) throws IOException {
    Map<String, Map<String, String>> results = new TreeMap<>();
    for (Path file : resultFiles(root)) {
      for (String line : Files.readAllLines(file)) {
        String[] fields = line.split("\t", -1);
        if (fields.length == 3) {
          results.computeIfAbsent(fields[0], _ -> new TreeMap<>()).put(fields[1], fields[2]);
        }
      }
    }
    return results;
  }

  private static List<Path> resultFiles(Path root) throws IOException {
    try (Stream<Path> files =
        Files.find(root, 4, (path, _) -> path.endsWith(Path.of("target", "capabilities.tsv")))) {
      return files.sorted().toList();
    }
  }
}
