package org.bidseal.bench.figure;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What we want to reach, and what this run showed.
///
/// @param actual null if this run could not show it; then `note` says why
/// @param unit `GB/s`, `x`, `MiB`, `/s`, `ms`
/// @param atMost whether less is better
public record Goal(
    String what, double target, String unit, boolean atMost, @Nullable Double actual, String note) {
  public static Goal atLeast(String what, double target, String unit, double actual, String note) {
    return new Goal(what, target, unit, false, actual, note);
  }

  public static Goal atMost(String what, double target, String unit, double actual, String note) {
    return new Goal(what, target, unit, true, actual, note);
  }

  /// A goal of which this run could show nothing.
  public static Goal notShown(String what, double target, String unit, String why) {
    return new Goal(what, target, unit, false, null, why);
  }

  /// `met`, `NOT met` or `not shown`.
  public String outcome() {
    if (actual == null) {
      return "not shown";
    }
    boolean met = atMost ? actual <= target : actual >= target;
    return met ? "met" : "NOT met";
  }

  /// All of them as a table.
  public static void print(List<Goal> goals, PrintStream out) {
    out.printf("%n%-64s %10s %10s  %s%n", "goal", "wanted", "measured", "");
    for (Goal goal : goals) {
      out.printf(
          Locale.ROOT,
          "%-64s %10s %10s  %s%s%n",
          goal.what(),
          (goal.atMost() ? "<= " : ">= ") + number(goal.target(), goal.unit()),
          goal.actual() == null ? "-" : number(goal.actual(), goal.unit()),
          goal.outcome(),
          goal.note().isEmpty() ? "" : " (" + goal.note() + ")");
    }
  }

  /// For JSON files.
  public static List<Map<String, Object>> outcomes(List<Goal> goals) {
    return goals.stream()
        .map(goal -> Map.<String, Object>of("goal", goal, "outcome", goal.outcome()))
        .toList();
  }

  private static String number(double value, String unit) {
    return String.format(Locale.ROOT, value < 10 ? "%.2f %s" : "%.0f %s", value, unit);
  }
}
