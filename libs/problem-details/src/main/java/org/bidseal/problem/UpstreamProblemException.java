package org.bidseal.problem;

import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Another service of the fleet refused (4xx) what this service asked on behalf of its caller. Its
/// problem is passed on as it is, with this service's `instance`.
///
/// To react to one of its problems inside a use case, compare the type:
/// `onErrorResume(UpstreamProblemException.class, e -> e.is("seals", "GRANT_USED_UP") ? … )`.
public final class UpstreamProblemException extends ProblemException {
  private static final long serialVersionUID = 1L;

  /// @param type the other service's problem type, read from its answer
  public UpstreamProblemException(UpstreamType type, String detail) {
    super(type, detail);
  }

  /// Whether the other service's problem is the named one.
  ///
  /// @param service short name of the service: `seals`
  /// @param name name of the constant in its enum: `GRANT_USED_UP`
  public boolean is(String service, String name) {
    return type().service().equals(service) && type().name().equals(name);
  }

  /// A problem type known only from an answer.
  ///
  /// @param uri as answered, `https://bidseal.org/problems/<service>/<name>`
  /// @param definition as answered
  public record UpstreamType(URI uri, ProblemDefinition definition) implements ProblemType {
    @Override
    public String service() {
      return segment(2);
    }

    @Override
    public String name() {
      return segment(1).toUpperCase(Locale.ROOT).replace('-', '_');
    }

    private String segment(int fromEnd) {
      @Nullable String path = uri.getPath();
      String[] segments = path == null ? new String[0] : path.split("/", -1);
      return segments.length >= fromEnd ? segments[segments.length - fromEnd] : "";
    }
  }
}
