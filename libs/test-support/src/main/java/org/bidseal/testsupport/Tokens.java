package org.bidseal.testsupport;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.bidseal.embedded.Realm;
import org.bidseal.testsupport.servers.EntryPoint;
import org.bidseal.testsupport.servers.KeycloakClient;
import org.bidseal.testsupport.servers.TestServers;

/// Real access tokens of the shared Keycloak, for the `Authorization: Bearer` header. Whoever is
/// asked for the first time is created in the realm. Tokens are reused for as long as they have two
/// more minutes to live.
@EntryPoint
public final class Tokens {
  private static final long SPARE_SECONDS = 120;
  private static final Map<String, Cached> CACHE = new ConcurrentHashMap<>();

  private record Cached(String token, Instant reuseUntil) {}

  private Tokens() {}

  /// A person with this id: role `person`, `sub` = the id. Obtained as a phone obtains it, by an
  /// assertion (RFC 7523) of the identity provider `phone-login`.
  public static String person(UUID personId) {
    return cached("person " + personId, 900, () -> newPersonToken(personId));
  }

  /// Creates a person in the realm.
  ///
  /// @return the id, for [#person(UUID)]
  public static UUID newPerson() {
    UUID id = UUID.randomUUID();
    createPerson(id);
    return id;
  }

  /// The client of a trading platform: role `platform`, claim `platform_id`.
  public static String platform(UUID platformId) {
    return cached("platform " + platformId, 900, () -> newPlatformToken(platformId));
  }

  /// A member of the staff.
  ///
  /// @param role `operator`, `ca-reviewer` or `seal-reviewer`
  public static String staff(String role) {
    return cached(
        "staff " + role,
        900,
        () ->
            keycloak()
                .token(
                    Map.of(
                        "grant_type",
                        "password",
                        "client_id",
                        "bidseal-desk",
                        "username",
                        role,
                        "password",
                        secret("staff." + role))));
  }

  /// One of our services.
  ///
  /// @param service `signing-service`, …
  public static String service(String service) {
    return cached(
        "service " + service,
        300,
        () ->
            keycloak()
                .token(
                    Map.of(
                        "grant_type",
                        "client_credentials",
                        "client_id",
                        service,
                        "client_secret",
                        secret("client." + service))));
  }

  private static String cached(String whose, int lifeSeconds, Supplier<String> fetch) {
    return CACHE
        .compute(
            whose,
            (_, known) ->
                known != null && Instant.now().isBefore(known.reuseUntil())
                    ? known
                    : new Cached(
                        fetch.get(), Instant.now().plusSeconds(lifeSeconds - SPARE_SECONDS)))
        .token();
  }

  private static String newPersonToken(UUID personId) {
    createPerson(personId);
    return keycloak()
        .token(
            Map.of(
                "grant_type",
                "urn:ietf:params:oauth:grant-type:jwt-bearer",
                "client_id",
                Realm.PHONE_CLIENT,
                "client_secret",
                secret("client." + Realm.PHONE_CLIENT),
                "assertion",
                assertion(personId)));
  }

  /// Partial import, because it alone lets the caller choose a user's id.
  private static void createPerson(UUID personId) {
    Map<String, Object> user =
        Map.of(
            "id",
            personId.toString(),
            "username",
            "person-" + personId,
            "enabled",
            true,
            "realmRoles",
            List.of("person"),
            "federatedIdentities",
            List.of(
                Map.of(
                    "identityProvider",
                    Realm.PHONE_LOGIN,
                    "userId",
                    personId.toString(),
                    "userName",
                    personId.toString())));
    keycloak()
        .admin(
            "POST", "/partialImport", Map.of("ifResourceExists", "SKIP", "users", List.of(user)));
  }

  private static String newPlatformToken(UUID platformId) {
    String clientId = "platform-" + platformId;
    KeycloakClient keycloak = keycloak();
    if (keycloak.admin("GET", "/clients?clientId=" + clientId, Map.of()).isEmpty()) {
      createPlatform(keycloak, clientId, platformId);
    }
    return keycloak.token(
        Map.of(
            "grant_type",
            "client_credentials",
            "client_id",
            clientId,
            "client_secret",
            secret("client.platforms")));
  }

  private static void createPlatform(KeycloakClient keycloak, String clientId, UUID platformId) {
    Map<String, Object> claim =
        Map.of(
            "name",
            "platform_id",
            "protocol",
            "openid-connect",
            "protocolMapper",
            "oidc-hardcoded-claim-mapper",
            "config",
            Map.of(
                "claim.name", "platform_id",
                "claim.value", platformId.toString(),
                "jsonType.label", "String",
                "access.token.claim", "true"));
    keycloak.admin(
        "POST",
        "/clients",
        Map.of(
            "clientId", clientId,
            "publicClient", false,
            "secret", secret("client.platforms"),
            "serviceAccountsEnabled", true,
            "standardFlowEnabled", false,
            "fullScopeAllowed", true,
            "protocolMappers", List.of(claim)));
    String id =
        keycloak
            .admin("GET", "/clients?clientId=" + clientId, Map.of())
            .path(0)
            .path("id")
            .asString();
    String account =
        keycloak
            .admin("GET", "/clients/" + id + "/service-account-user", Map.of())
            .path("id")
            .asString();
    keycloak.admin(
        "POST",
        "/users/" + account + "/role-mappings/realm",
        List.of(keycloak.admin("GET", "/roles/platform", Map.of())));
  }

  private static String assertion(UUID personId) {
    Realm realm = TestServers.get().realm();
    long now = Instant.now().getEpochSecond();
    String input =
        base64Url("{\"alg\":\"RS256\",\"kid\":\"%s\"}".formatted(realm.phoneLogin().keyId()))
            + "."
            + base64Url(
                "{\"iss\":\"%s\",\"sub\":\"%s\",\"aud\":\"%s\",\"jti\":\"%s\",\"iat\":%d,\"exp\":%d}"
                    .formatted(
                        Realm.PHONE_LOGIN_ISSUER,
                        personId,
                        TestServers.get().issuer(),
                        UUID.randomUUID(),
                        now,
                        now + 60));
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(realm.phoneLogin().privateKey());
      signature.update(input.getBytes(StandardCharsets.US_ASCII));
      return input + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static String base64Url(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static KeycloakClient keycloak() {
    return new KeycloakClient(TestServers.get());
  }

  private static String secret(String name) {
    return TestServers.get().realm().secrets().get(name);
  }
}
