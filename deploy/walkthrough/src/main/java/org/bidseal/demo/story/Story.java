package org.bidseal.demo.story;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Supplier;
import org.bidseal.phone.DeceivedException;
import org.bidseal.phone.http.ApiProblemException;
import org.jspecify.annotations.Nullable;

/// Tells what happens, a line a step, each with its time.
public final class Story {
  private final PrintStream out;
  private final Clock clock;
  private final Instant start;

  public Story(PrintStream out, Clock clock) {
    this.out = out;
    this.clock = clock;
    this.start = clock.instant();
  }

  public void chapter(String title) {
    out.printf("%n%s%n", title);
  }

  /// Does a step and tells it, with its time.
  public <T> T step(String text, Supplier<T> action) {
    Instant begin = clock.instant();
    T result = action.get();
    line(text, Duration.between(begin, clock.instant()));
    return result;
  }

  public void step(String text, Runnable action) {
    step(
        text,
        () -> {
          action.run();
          return text;
        });
  }

  /// Tries what must not work, and tells how it was refused.
  ///
  /// @param slug last segment of the problem type that is expected
  /// @throws StoryException if it worked, or was refused for another reason
  public void refused(String text, String slug, Runnable attempt) {
    Instant begin = clock.instant();
    try {
      attempt.run();
    } catch (ApiProblemException problem) {
      if (!problem.slug().equals(slug)) {
        throw problem;
      }
      line(text + " – refused: " + problem.title(), Duration.between(begin, clock.instant()));
      return;
    }
    throw new StoryException(text + ": this should have been refused, and was not");
  }

  /// Tries what a phone must see through by itself.
  ///
  /// @throws StoryException if it did not
  public void seenThrough(String text, Runnable attempt) {
    refusedByThePhone(text, DeceivedException.class, attempt);
  }

  /// Tries what a phone must refuse by itself.
  ///
  /// @throws StoryException if it did not
  public void refusedByThePhone(
      String text, Class<? extends RuntimeException> expected, Runnable attempt) {
    Instant begin = clock.instant();
    try {
      attempt.run();
    } catch (RuntimeException refusal) {
      if (!expected.isInstance(refusal)) {
        throw refusal;
      }
      line(text + " – refused by the phone", Duration.between(begin, clock.instant()));
      note(refusal.getMessage());
      return;
    }
    throw new StoryException(text + ": the phone should have refused this, and did not");
  }

  public void note(@Nullable String text) {
    out.println("           " + text);
  }

  public void waitUntil(String what, Instant moment) {
    Duration left = Duration.between(clock.instant(), moment);
    if (left.isPositive()) {
      note("waiting %d s for %s".formatted(left.toSeconds() + 1, what));
      try {
        Thread.sleep(left.plusMillis(500));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
    }
  }

  public void end(String text) {
    out.printf(
        Locale.ROOT,
        "%n%s (%.1f s)%n",
        text,
        Duration.between(start, clock.instant()).toMillis() / 1000.0);
  }

  private void line(String text, Duration took) {
    out.printf(Locale.ROOT, "  %6.2f s  %s%n", took.toMillis() / 1000.0, text);
  }
}
