package org.bidseal.gateway.route;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bidseal.gateway.traffic.Limits;
import org.bidseal.gateway.traffic.Traffic;
import org.bidseal.websecurity.PublicPaths;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder;
import org.springframework.cloud.gateway.support.RouteMetadataUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;

/// Paths are passed on unchanged. A service has a route for each kind of traffic that it has, and
/// one for all others; each waits as long as its traffic may take. Internal paths have no route.
@Configuration(proxyBeanMethods = false)
class Routes {
  /// A route's service, in its metadata.
  static final String SERVICE = "service";

  private static final Map<String, String> SERVICES = new LinkedHashMap<>();

  static {
    SERVICES.put("/api/identity/v1/", "identity-service");
    SERVICES.put("/api/seals/v1/", "seal-service");
    SERVICES.put("/api/signing/v1/", "signing-service");
    SERVICES.put("/api/crypto/v1/", "crypto-service");
    SERVICES.put("/api/escrow/v1/", "keyescrow-service");
    SERVICES.put("/api/qr/v1/", "qr-session-service");
  }

  /// Keycloak's own pages and endpoints of the realm, for logins and client credentials; its
  /// administration is not reached from here.
  private static final List<String> KEYCLOAK = List.of("/realms/bidseal/**", "/resources/**");

  @Bean
  RouteLocator routeLocator(
      RouteLocatorBuilder builder,
      Backends backends,
      Traffic traffic,
      @Value("${bidseal.security.issuer-uri}") URI issuer) {
    RouteLocatorBuilder.Builder routes = builder.routes();
    SERVICES.forEach((prefix, service) -> {
      URI target = backends.url(service);
      traffic
          .kinds()
          .forEach((name, kind) ->
              add(routes, service, name, Traffic.under(prefix, kind), kind.limits(), target));
      add(routes, service, "others", List.of(prefix + "**"), traffic.others(), target);
    });
    add(routes, "keycloak", "others", KEYCLOAK, traffic.others(), issuer.resolve("/"));
    return routes.build();
  }

  private static void add(
      RouteLocatorBuilder.Builder routes,
      String service,
      String kind,
      List<String> paths,
      Limits limits,
      URI target) {
    if (paths.isEmpty()) {
      return;
    }
    routes.route(
        service + "." + kind,
        route ->
            route
                .path(paths.toArray(String[]::new))
                .metadata(SERVICE, service)
                .metadata(RouteMetadataUtils.RESPONSE_TIMEOUT_ATTR, limits.answer().toMillis())
                .uri(target));
  }

  /// What needs no token; the services decide for themselves too.
  @Bean
  PublicPaths publicReads() {
    return PublicPaths.of(
        HttpMethod.GET,
        "/api/*/v1/openapi.json",
        "/api/identity/v1/trust-anchors",
        "/api/identity/v1/crl",
        "/api/identity/v1/sandbox/**");
  }

  @Bean
  PublicPaths publicWrites() {
    return PublicPaths.of(
        HttpMethod.POST,
        "/api/identity/v1/sms-codes",
        "/api/identity/v1/sessions",
        "/api/identity/v1/sessions/refresh");
  }

  @Bean
  PublicPaths keycloakPaths() {
    return PublicPaths.of(KEYCLOAK.toArray(String[]::new));
  }
}
