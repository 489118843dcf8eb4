package org.bidseal.websecurity;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPatternParser;

/// Paths that need no token. A service declares a bean, or several; everything else is
/// authenticated, but for health, metrics and the API description.
///
/// ```java
/// @Bean
/// PublicPaths revocationLists() {
///   return PublicPaths.of(HttpMethod.GET, "/api/identity/v1/crls/**");
/// }
/// ```
///
/// @param method the only method that is open; null for all
/// @param patterns path patterns of Spring's `PathPattern`
public record PublicPaths(@Nullable HttpMethod method, List<String> patterns) {
  public PublicPaths {
    patterns = List.copyOf(patterns);
    if (patterns.isEmpty()) {
      throw new IllegalArgumentException("PublicPaths without a pattern");
    }
  }

  /// Opens the paths to every method.
  public static PublicPaths of(String... patterns) {
    return new PublicPaths(null, List.of(patterns));
  }

  /// Opens the paths to one method.
  public static PublicPaths of(HttpMethod method, String... patterns) {
    return new PublicPaths(method, List.of(patterns));
  }

  /// Whether a request needs no token.
  ///
  /// @param path of the request, or a template of such paths
  public boolean includes(HttpMethod method, String path) {
    return (this.method == null || this.method.equals(method))
        && patterns.stream()
            .map(PathPatternParser.defaultInstance::parse)
            .anyMatch(pattern -> pattern.matches(PathContainer.parsePath(path)));
  }
}
