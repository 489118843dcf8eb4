package org.bidseal.crypto.hall;

import java.util.Arrays;
import java.util.regex.Pattern;
import org.bidseal.crypto.problem.CryptoProblem;
import org.bidseal.problem.ProblemException;

/// What a reader has seen: PostgreSQL's snapshot of his last look (`xmin:xmax:xip,…`), and whether
/// he saw all bids then. A row is news for him if the transaction of its latest change was not
/// finished in that snapshot. So writers keep no counter and wait for nobody, and a reader misses
/// nothing, whatever replica answers him.
///
/// @param everybody whether bids of others were shown
/// @param snapshot as `pg_current_snapshot()` prints it
record HallVersion(boolean everybody, String snapshot) {
  private static final Pattern FORM = Pattern.compile("[ao][0-9]{1,19}:[0-9]{1,19}:[0-9,]{0,8000}");
  private static final String ALL = "a";
  private static final String OWN = "o";

  /// From the wire.
  ///
  /// @throws ProblemException {@link CryptoProblem#HALL_VERSION_NOT_VALID}
  static HallVersion parse(String text) {
    if (!FORM.matcher(text).matches()) {
      throw notValid();
    }
    var version = new HallVersion(text.startsWith(ALL), text.substring(1));
    try {
      version.saw(0);
    } catch (NumberFormatException _) {
      throw notValid();
    }
    return version;
  }

  String text() {
    return (everybody ? ALL : OWN) + snapshot;
  }

  /// Whether a change by this transaction was visible.
  boolean saw(long transaction) {
    String[] parts = snapshot.split(":", -1);
    if (transaction < Long.parseLong(parts[0])) {
      return true;
    }
    return transaction < Long.parseLong(parts[1])
        && Arrays.stream(parts[2].split(","))
            .filter(running -> !running.isEmpty())
            .mapToLong(Long::parseLong)
            .noneMatch(running -> running == transaction);
  }

  private static ProblemException notValid() {
    return new ProblemException(
        CryptoProblem.HALL_VERSION_NOT_VALID, "`since` is not a version that this service gave.");
  }
}
