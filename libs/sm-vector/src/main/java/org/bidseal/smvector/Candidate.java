package org.bidseal.smvector;

import java.time.Duration;

/// Something that may be chosen.
///
/// @param name unique
/// @param patience how long it is warmed up without getting faster before that is believed to be
///   its speed: long for what waits for the compiler
record Candidate<T>(
    String name, Maker<T> maker, Check<T> check, Work<T> work, Duration patience, Remark remark) {
  /// Makes one, or throws an [IllegalStateException] whose message says why this machine cannot.
  interface Maker<T> {
    T make();
  }

  /// Throws a [SelfTestException] if the implementation is wrong.
  interface Check<T> {
    void run(T implementation);
  }

  /// Does a little work, a millisecond at most once warm, and answers how many bytes it was.
  interface Work<T> {
    int run(T implementation);
  }

  /// What to say of it though it works; empty for nothing.
  interface Remark {
    String text();
  }
}
