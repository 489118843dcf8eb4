package org.bidseal.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bidseal.bench.figure.Figure;
import org.bidseal.bench.figure.Goal;
import org.jspecify.annotations.Nullable;

/// All figures of a run, in order, and the goals.
final class Report {
  private final Map<String, Object> machine;
  private final List<Figure> figures = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final List<Goal> goals = new ArrayList<>();

  Report(Map<String, Object> machine) {
    this.machine = machine;
  }

  /// Adds a figure and shows it at once: a run takes a minute.
  double add(Figure figure) {
    figures.add(figure);
    System.out.printf(
        Locale.ROOT, "  %-64s %8.3f GB/s%n", figure.what(), figure.gigabytesPerSecond());
    return figure.bytesPerSecond();
  }

  /// Something to know about the figures.
  void note(String text) {
    notes.add(text);
    System.out.println("  " + text);
  }

  void add(Goal goal) {
    goals.add(goal);
  }

  /// The speed of a figure, or null if this machine could not measure it.
  @Nullable Double speed(String id) {
    return figures.stream()
        .filter(figure -> figure.id().equals(id))
        .map(Figure::bytesPerSecond)
        .findFirst()
        .orElse(null);
  }

  void printGoals() {
    Goal.print(goals, System.out);
  }

  /// For the JSON file.
  Map<String, Object> asMap() {
    return Map.of(
        "machine", machine, "figures", figures, "notes", notes, "goals", Goal.outcomes(goals));
  }
}
