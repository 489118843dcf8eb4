package org.bidseal.problem;

import org.jspecify.annotations.Nullable;

/// Turns a library's exceptions into problems. Beans of this type are asked in their `@Order`,
/// before the built-in rules; a service that knows an exception of its own may add one.
@FunctionalInterface
public interface ProblemTranslator {
  /// The problem for this exception, or null if it is not this translator's business.
  @Nullable ProblemException translate(Throwable error);
}
