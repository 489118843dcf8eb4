package org.bidseal.identity.keycloak;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How identity-service vouches to Keycloak for a person whose SMS code it has checked.
///
/// @param keyFile PKCS#8 PEM file of the RSA key whose public half the realm trusts
/// @param issuer `iss` of the assertions, as configured in the realm
/// @param provider alias of the realm's identity provider for these assertions
/// @param clientId the client that redeems assertions
/// @param clientSecret its secret
/// @param timeout of one request to Keycloak
@ConfigurationProperties("bidseal.phone-login")
public record KeycloakProperties(
    Path keyFile,
    @DefaultValue("https://bidseal.org/identity-service/phone-login") URI issuer,
    @DefaultValue("phone-login") String provider,
    @DefaultValue("bidseal-phone") String clientId,
    String clientSecret,
    @DefaultValue("5s") Duration timeout) {

  @Override
  public String toString() {
    return "KeycloakProperties[" + keyFile + ", " + issuer + ", REDACTED]";
  }
}
