package org.bidseal.fleet.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/// The end of a log, for messages.
public final class LogTail {
  private static final int LINES = 12;

  private LogTail() {}

  /// Where the log is, and its last lines: those that speak of errors, if any do.
  public static String describe(Path log) {
    try {
      List<String> lines =
          new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
      List<String> telling =
          lines.stream()
              .filter(line ->
                  line.contains("ERROR")
                      || line.contains("Caused by:")
                      || line.contains("APPLICATION FAILED")
                      || line.startsWith("Description:")
                      || line.startsWith("Reason:"))
              .toList();
      return "Its log is "
          + log
          + ", which ends with:\n"
          + last(telling.isEmpty() ? lines : telling);
    } catch (IOException e) {
      return "Its log " + log + " cannot be read: " + e.getMessage();
    }
  }

  private static String last(List<String> lines) {
    return lines.subList(Math.max(0, lines.size() - LINES), lines.size()).stream()
        .map(line -> "    " + (line.length() > 240 ? line.substring(0, 240) + "…" : line))
        .collect(Collectors.joining("\n"));
  }
}
