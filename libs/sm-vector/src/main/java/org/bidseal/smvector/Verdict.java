package org.bidseal.smvector;

/// What became of a candidate.
public enum Verdict {
  /// It is used.
  CHOSEN,
  /// Right, but another is faster.
  SLOWER,
  /// Its self-test failed: never used.
  WRONG,
  /// This machine or JVM cannot run it.
  UNAVAILABLE,
  /// Another was asked for by name.
  NOT_TRIED
}
