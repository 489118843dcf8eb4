package org.bidseal.smvector;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Optional;

/// Leaves out what this machine cannot run, and says why.
public final class Skipping {
  private Skipping() {}

  /// Skips the test if there is a reason to.
  public static void unlessPossible(String what, Optional<String> refusal) {
    refusal.ifPresent(reason -> System.out.println(what + " is not tested here: " + reason));
    assumeTrue(refusal.isEmpty(), () -> refusal.orElse(""));
  }
}
