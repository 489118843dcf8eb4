package org.bidseal.bench;

import org.jspecify.annotations.Nullable;

/// What we want to reach, and what this run showed.
///
/// @param actual null if this run could not show it; then `note` says why
/// @param unit `GB/s`, `×`, `MiB`
/// @param atMost whether less is better
record Goal(
    String what, double target, String unit, boolean atMost, @Nullable Double actual, String note) {
  static Goal atLeast(String what, double target, String unit, double actual, String note) {
    return new Goal(what, target, unit, false, actual, note);
  }

  static Goal notShown(String what, double target, String unit, String why) {
    return new Goal(what, target, unit, false, null, why);
  }

  /// `met`, `NOT met` or `not shown`.
  String outcome() {
    if (actual == null) {
      return "not shown";
    }
    boolean met = atMost ? actual <= target : actual >= target;
    return met ? "met" : "NOT met";
  }
}
