package org.bidseal.gateway.traffic;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.http.server.PathContainer;

/// The one table of what requests may cost: a kind of traffic is some paths, how large a body may
/// be, and how long a caller is held. Each time limit is a little above the deadline that the
/// service itself has for these paths, so that the service's own answer comes first; the gateway's
/// is for the service that hangs.
///
/// @param kinds by name, such as `files`; a path belongs to one kind at most
/// @param others what a path may cost that no kind names
/// @param untaken how long a service may leave a piece of a request's body untaken
@ConfigurationProperties("bidseal.traffic")
public record Traffic(Map<String, Kind> kinds, Limits others, Duration untaken) {
  public Traffic {
    kinds = Map.copyOf(kinds);
  }

  /// What a request to this path may cost.
  public Limits limits(PathContainer path) {
    return kinds.values().stream()
        .filter(kind -> kind.has(path))
        .findFirst()
        .map(Kind::limits)
        .orElse(others);
  }

  /// A kind's paths below a prefix such as `/api/crypto/v1/`; may be none.
  public static List<String> under(String prefix, Kind kind) {
    return kind.paths().stream().filter(path -> path.startsWith(prefix)).toList();
  }
}
