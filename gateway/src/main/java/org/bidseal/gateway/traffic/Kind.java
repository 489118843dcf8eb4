package org.bidseal.gateway.traffic;

import java.util.List;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/// Paths with the same limits.
public final class Kind {
  private final List<PathPattern> patterns;
  private final Limits limits;

  /// @param paths patterns, such as `/api/crypto/v1/envelopes/*/content`
  public Kind(List<String> paths, Limits limits) {
    this.patterns = paths.stream().map(PathPatternParser.defaultInstance::parse).toList();
    this.limits = limits;
  }

  /// The patterns as they were given.
  public List<String> paths() {
    return patterns.stream().map(PathPattern::getPatternString).toList();
  }

  /// What a request to one of the paths may cost.
  public Limits limits() {
    return limits;
  }

  boolean has(PathContainer path) {
    return patterns.stream().anyMatch(pattern -> pattern.matches(path));
  }
}
