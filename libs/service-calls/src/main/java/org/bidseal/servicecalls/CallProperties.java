package org.bidseal.servicecalls;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Where the other services are, and how this one introduces itself.
///
/// @param services by name: `bidseal.services.crypto-service.url`
/// @param calls `bidseal.calls.…`
/// @param security `bidseal.security.…`
@ConfigurationProperties("bidseal")
record CallProperties(
    @DefaultValue Map<String, Target> services,
    @DefaultValue Calls calls,
    @DefaultValue Credentials security) {

  /// @param url base URL of a service, without its API paths
  record Target(URI url) {}

  /// @param deadline how long a call may take until its answer begins, unless the call says
  ///   otherwise
  /// @param maxBody largest JSON answer in bytes
  record Calls(@DefaultValue("5s") Duration deadline, @DefaultValue("4194304") int maxBody) {}

  /// @param issuerUri the realm
  /// @param tokenUri its token endpoint, if not at the usual path under the issuer
  /// @param clientId this service's name in the realm
  /// @param clientSecret its secret
  record Credentials(
      @Nullable String issuerUri,
      @Nullable URI tokenUri,
      @Nullable String clientId,
      @Nullable String clientSecret) {
    private static final String KEYCLOAK_TOKENS = "/protocol/openid-connect/token";

    URI tokens() {
      return tokenUri == null
          ? URI.create(required(issuerUri, "issuer-uri") + KEYCLOAK_TOKENS)
          : tokenUri;
    }

    String id() {
      return required(clientId, "client-id");
    }

    String secret() {
      return required(clientSecret, "client-secret");
    }

    @Override
    public String toString() {
      return "Credentials[clientId=" + clientId + ", clientSecret=[REDACTED]]";
    }

    private static String required(@Nullable String value, String key) {
      if (value == null || value.isBlank()) {
        throw new IllegalStateException("bidseal.security." + key + " is not set");
      }
      return value;
    }
  }
}
