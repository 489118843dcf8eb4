package org.bidseal.identity.keycloak;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.bidseal.servicedefaults.Ids;
import org.jboss.resteasy.client.jaxrs.internal.ResteasyClientBuilderImpl;
import org.keycloak.OAuth2Constants;
import org.keycloak.admin.client.JacksonProvider;
import org.keycloak.admin.client.KeycloakBuilder;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.client.WebClient;

/// Wires the two ways to Keycloak: the blocking admin client and the token endpoint.
@Configuration(proxyBeanMethods = false)
class KeycloakConfiguration {

  private static final String REALM_PATH = "/realms/";
  private static final int CONNECTIONS = 16;

  @Bean(destroyMethod = "close")
  KeycloakAdmin keycloakAdmin(
      @Value("${bidseal.security.issuer-uri}") String issuer,
      @Value("${bidseal.security.client-id}") String clientId,
      @Value("${bidseal.security.client-secret}") String clientSecret,
      KeycloakProperties properties) {
    int cut = issuer.lastIndexOf(REALM_PATH);
    String realm = issuer.substring(cut + REALM_PATH.length());
    long millis = properties.timeout().toMillis();
    var http =
        new ResteasyClientBuilderImpl()
            .connectionPoolSize(CONNECTIONS)
            .connectTimeout(millis, TimeUnit.MILLISECONDS)
            .readTimeout(millis, TimeUnit.MILLISECONDS)
            .connectionCheckoutTimeout(millis, TimeUnit.MILLISECONDS)
            .register(JacksonProvider.class, 100)
            .build();
    var keycloak =
        KeycloakBuilder.builder()
            .serverUrl(issuer.substring(0, cut))
            .realm(realm)
            .grantType(OAuth2Constants.CLIENT_CREDENTIALS)
            .clientId(clientId)
            .clientSecret(clientSecret)
            .resteasyClient(http)
            .build();
    return new KeycloakAdmin(keycloak, realm);
  }

  @Bean
  PersonTokens personTokens(
      WebClient.Builder http,
      @Value("${bidseal.security.issuer-uri}") String issuer,
      KeycloakProperties properties,
      Ids ids,
      Clock clock)
      throws IOException, JOSEException {
    JWK pem = JWK.parseFromPEMEncodedObjects(Files.readString(properties.keyFile()));
    RSAKey rsa = pem.toRSAKey();
    RSAKey key = new RSAKey.Builder(rsa).keyID(rsa.computeThumbprint().toString()).build();
    return new PersonTokens(http.build(), issuer, key, properties, ids, clock);
  }
}
