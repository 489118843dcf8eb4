package org.bidseal.websecurity.config;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// Whose tokens are taken.
///
/// @param issuerUri the realm as tokens name it (`iss`): `http://localhost:8090/realms/bidseal`
/// @param jwkSetUri where its keys are, if not at the realm's usual path under the issuer: inside a
///   cluster the issuer's public address may be out of reach
@ConfigurationProperties("bidseal.security")
record SecurityProperties(String issuerUri, @Nullable URI jwkSetUri) {
  private static final String KEYCLOAK_KEYS = "/protocol/openid-connect/certs";

  @SuppressWarnings("ConstantValue") // Binding leaves null what is not configured.
  SecurityProperties {
    if (issuerUri == null || issuerUri.isBlank()) {
      throw new IllegalArgumentException("bidseal.security.issuer-uri is not set");
    }
  }

  URI keys() {
    return jwkSetUri == null ? URI.create(issuerUri + KEYCLOAK_KEYS) : jwkSetUri;
  }
}
