package org.bidseal.gateway.route;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bidseal.websecurity.PublicPaths;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;

/// Paths are passed on unchanged; a route's id is its service. Internal paths have no route.
@Configuration(proxyBeanMethods = false)
class Routes {
  private static final Map<String, String> SERVICES = new LinkedHashMap<>();

  static {
    SERVICES.put("/api/identity/v1/**", "identity-service");
    SERVICES.put("/api/seals/v1/**", "seal-service");
    SERVICES.put("/api/signing/v1/**", "signing-service");
    SERVICES.put("/api/crypto/v1/**", "crypto-service");
    SERVICES.put("/api/escrow/v1/**", "keyescrow-service");
    SERVICES.put("/api/qr/v1/**", "qr-session-service");
  }

  /// Keycloak's own pages and endpoints of the realm, for logins and client credentials; its
  /// administration is not reached from here.
  private static final String[] KEYCLOAK = {"/realms/bidseal/**", "/resources/**"};

  @Bean
  RouteLocator routeLocator(
      RouteLocatorBuilder builder,
      Backends backends,
      @Value("${bidseal.security.issuer-uri}") URI issuer) {
    RouteLocatorBuilder.Builder routes = builder.routes();
    SERVICES.forEach((path, service) ->
        routes.route(service, route -> route.path(path).uri(backends.url(service))));
    return routes.route("keycloak", route -> route.path(KEYCLOAK).uri(issuer.resolve("/"))).build();
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
    return PublicPaths.of(KEYCLOAK);
  }
}
