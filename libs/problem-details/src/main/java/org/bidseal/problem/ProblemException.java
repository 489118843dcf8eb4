package org.bidseal.problem;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A request is refused, or cannot be served, for a reason that the caller may know. The detail and
/// the extensions are sent to the caller: no secrets, no names of tables or hosts in them.
///
/// Built fluently where it is thrown, by one thread; not changed afterwards.
@SuppressWarnings("serial") // Never serialized; Error Prone and javac cannot know.
public class ProblemException extends RuntimeException {
  private static final Set<String> RESERVED =
      Set.of(
          "type", "title", "status", "detail", "instance", "titles", "next", "traceId", "errors");

  private final ProblemType type;
  private final String detail;
  private final Map<String, Object> extensions = new LinkedHashMap<>();
  private final List<FieldProblem> errors = new ArrayList<>();
  private @Nullable Duration retryAfter;

  /// @param type the kind of problem
  /// @param detail this occurrence, in English, for a developer
  public ProblemException(ProblemType type, String detail) {
    this(type, detail, null);
  }

  /// @param cause for the log; never shown to the caller
  public ProblemException(ProblemType type, String detail, @Nullable Throwable cause) {
    super(type.name() + ": " + detail, cause);
    this.type = type;
    this.detail = detail;
  }

  /// Adds an extension member (RFC 9457 §3.2).
  ///
  /// @throws IllegalArgumentException if the key is a member that every problem has
  public final ProblemException with(String key, Object value) {
    if (RESERVED.contains(key)) {
      throw new IllegalArgumentException("'" + key + "' is a standard member of a problem");
    }
    extensions.put(key, value);
    return this;
  }

  /// Says when trying again makes sense: header `Retry-After`, in whole seconds, rounded up.
  public final ProblemException retryAfter(Duration delay) {
    this.retryAfter = delay;
    return this;
  }

  /// Adds an entry to `errors`.
  public final ProblemException withError(FieldProblem error) {
    errors.add(error);
    return this;
  }

  public final ProblemType type() {
    return type;
  }

  public final String detail() {
    return detail;
  }

  public final Map<String, Object> extensions() {
    return Map.copyOf(extensions);
  }

  public final List<FieldProblem> errors() {
    return List.copyOf(errors);
  }

  public final Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
