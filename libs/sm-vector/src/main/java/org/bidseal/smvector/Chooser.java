package org.bidseal.smvector;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tries candidates and takes the fastest that is right. One that is preferred and seems slower
/// than another is measured once more, and for longer: on a busy machine the compiler's threads may
/// come so late that it was not compiled yet, and the choice holds for the life of the process.
final class Chooser<T> {
  private static final Logger LOG = LoggerFactory.getLogger(Chooser.class);

  /// How much longer the second time: half a minute at most for what waits for the compiler.
  private static final int SECOND_PATIENCE = 5;

  private final String what;
  private final List<Candidate<T>> candidates;
  private final Map<String, T> right = new TreeMap<>();

  /// @param what is chosen, for the log
  /// @param candidates the one to prefer first; the last one works everywhere
  Chooser(String what, List<Candidate<T>> candidates) {
    this.what = what;
    this.candidates = candidates;
  }

  /// @param wish a candidate's name, or `auto`
  /// @throws IllegalArgumentException if nobody is called that
  /// @throws IllegalStateException if the one asked for cannot run here or is wrong, or none is
  ///   right
  Choice<T> choose(String wish) {
    if (!wish.equals(Sm4Implementations.AUTO)
        && candidates.stream().noneMatch(candidate -> candidate.name().equals(wish))) {
      throw new IllegalArgumentException(
          "There is no %s \"%s\". There are: %s, %s."
              .formatted(
                  what,
                  wish,
                  Sm4Implementations.AUTO,
                  String.join(", ", candidates.stream().map(Candidate::name).toList())));
    }
    List<Trial> trials = new ArrayList<>();
    for (Candidate<T> candidate : candidates) {
      boolean wanted = wish.equals(Sm4Implementations.AUTO) || wish.equals(candidate.name());
      trials.add(
          wanted
              ? trial(candidate)
              : new Trial(candidate.name(), Verdict.NOT_TRIED, wish + " is asked for"));
    }
    giveASecondChance(trials);
    Trial best = fastest(trials);
    trials.replaceAll(
        trial -> trial.name().equals(best.name()) ? trial.with(Verdict.CHOSEN) : trial);
    T implementation = right.get(best.name());
    if (implementation == null) {
      throw new IllegalStateException(best.name() + " passed no self-test");
    }
    LOG.info("{}: {}", what, String.join("; ", trials.stream().map(Trial::toString).toList()));
    return new Choice<>(implementation, trials);
  }

  private Trial trial(Candidate<T> candidate) {
    T implementation;
    try {
      implementation = candidate.maker().make();
    } catch (IllegalStateException | LinkageError e) {
      return new Trial(candidate.name(), Verdict.UNAVAILABLE, describe(e));
    }
    try {
      candidate.check().run(implementation);
      double speed =
          Throughput.of(() -> candidate.work().run(implementation), candidate.patience());
      right.put(candidate.name(), implementation);
      return new Trial(candidate.name(), Verdict.SLOWER, speed, candidate.remark().text());
    } catch (RuntimeException | LinkageError e) {
      LOG.error("{}: {} fails its self-test and is not used", what, candidate.name(), e);
      return new Trial(candidate.name(), Verdict.WRONG, describe(e));
    }
  }

  private void giveASecondChance(List<Trial> trials) {
    int best = trials.indexOf(fastest(trials));
    for (int i = 0; i < best; i++) {
      T implementation = right.get(trials.get(i).name());
      if (implementation != null) {
        Candidate<T> candidate = candidates.get(i);
        double wanted = trials.get(best).bytesPerSecond();
        double speed =
            Throughput.of(
                () -> candidate.work().run(implementation),
                candidate.patience().multipliedBy(SECOND_PATIENCE),
                wanted);
        if (speed > trials.get(i).bytesPerSecond()) {
          trials.set(
              i, new Trial(candidate.name(), Verdict.SLOWER, speed, candidate.remark().text()));
        }
      }
    }
  }

  private Trial fastest(List<Trial> trials) {
    Trial best = null;
    for (Trial trial : trials) {
      if (right.containsKey(trial.name())
          && (best == null || trial.bytesPerSecond() > best.bytesPerSecond())) {
        best = trial;
      }
    }
    if (best == null) {
      throw new IllegalStateException("No usable " + what + ": " + trials);
    }
    return best;
  }

  private static String describe(Throwable e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }
}
