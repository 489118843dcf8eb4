package org.bidseal.smvector;

/// What was found out about one candidate.
///
/// @param name such as `vector`
/// @param bytesPerSecond measured in CPU time of one thread; 0 if it was not measured
/// @param detail why it was refused, what would make it faster, or empty
public record Trial(String name, Verdict verdict, double bytesPerSecond, String detail) {
  Trial(String name, Verdict verdict, String detail) {
    this(name, verdict, 0, detail);
  }

  Trial with(Verdict other) {
    return new Trial(name, other, bytesPerSecond, detail);
  }

  /// For the log: `vector 2031 MB/s`, `libgcrypt unavailable (…)`.
  @Override
  public String toString() {
    String what =
        switch (verdict) {
          case CHOSEN, SLOWER -> "%.0f MB/s".formatted(bytesPerSecond / 1e6);
          case WRONG -> "WRONG";
          case UNAVAILABLE -> "unavailable";
          case NOT_TRIED -> "not tried";
        };
    return detail.isEmpty() ? name + " " + what : name + " " + what + " (" + detail + ")";
  }
}
