package org.bidseal.gateway.route;

import java.net.URI;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// Where the services answer.
///
/// @param services address by service name, such as `crypto-service`
@ConfigurationProperties("bidseal")
public record Backends(Map<String, Target> services) {
  public Backends {
    services = Map.copyOf(services);
  }

  /// One service's address.
  public record Target(URI url) {}

  /// The address of a service.
  ///
  /// @throws IllegalStateException if it is not configured
  public URI url(String service) {
    Target target = services.get(service);
    if (target == null) {
      throw new IllegalStateException("bidseal.services." + service + ".url is not set");
    }
    return target.url();
  }
}
