package org.bidseal.crypto.hall;

import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bidseal.crypto.problem.CryptoProblem;
import org.bidseal.problem.ProblemException;

/// What a reader has seen: PostgreSQL's snapshot of his last look (`xmin:xmax:xip,…`), and whether
/// he saw all bids then. A row is news for him if the transaction of its latest change was not
/// finished in that snapshot. So writers keep no counter and wait for nobody, and a reader misses
/// nothing, whatever replica answers him.
///
/// @param everybody whether bids of others were shown
/// @param snapshot as `pg_current_snapshot()` prints it
/// @param oldest all transactions before it had ended
/// @param next no transaction from it on had begun
/// @param running those between that had not ended
record HallVersion(boolean everybody, String snapshot, long oldest, long next, Set<Long> running) {
  private static final Pattern FORM = Pattern.compile("[ao][0-9]+:[0-9]+:[0-9,]*");
  private static final int LONGEST = 8_000;
  private static final String ALL = "a";
  private static final String OWN = "o";

  HallVersion {
    running = Set.copyOf(running);
  }

  /// The version of a look.
  static HallVersion of(boolean everybody, String snapshot) {
    String[] parts = snapshot.split(":", -1);
    return new HallVersion(
        everybody,
        snapshot,
        Long.parseLong(parts[0]),
        Long.parseLong(parts[1]),
        Arrays.stream(parts[2].split(","))
            .filter(id -> !id.isEmpty())
            .map(Long::valueOf)
            .collect(Collectors.toSet()));
  }

  /// From the wire.
  ///
  /// @throws ProblemException {@link CryptoProblem#HALL_VERSION_NOT_VALID}
  static HallVersion parse(String text) {
    if (text.length() > LONGEST || !FORM.matcher(text).matches()) {
      throw notValid();
    }
    try {
      return of(text.startsWith(ALL), text.substring(1));
    } catch (NumberFormatException _) {
      throw notValid();
    }
  }

  String text() {
    return (everybody ? ALL : OWN) + snapshot;
  }

  /// Whether a change by this transaction was visible.
  boolean saw(long transaction) {
    return transaction < oldest || (transaction < next && !running.contains(transaction));
  }

  private static ProblemException notValid() {
    return new ProblemException(
        CryptoProblem.HALL_VERSION_NOT_VALID, "`since` is not a version that this service gave.");
  }
}
