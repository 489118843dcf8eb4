package org.bidseal.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.jayway.jsonpath.JsonPath;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bidseal.embedded.KeycloakHttp.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real Keycloak on the real PostgreSQL: who gets which token, and who does not.
class EmbeddedServersTest {
  @TempDir static Path folder;
  static EmbeddedPostgres postgres;
  static EmbeddedKeycloak keycloak;
  static Realm realm;
  static KeycloakHttp http;

  @BeforeAll
  static void start() {
    Secrets secrets = Secrets.load(folder.resolve("secrets.properties"));
    postgres =
        EmbeddedPostgres.start(
            new EmbeddedPostgres.Settings(
                folder.resolve("postgres"), Ports.free(), secrets.get("postgres"), false));
    realm =
        new Realm(
            secrets,
            PhoneLoginKey.loadOrCreate(folder.resolve("phone-login.pem")),
            "http://127.0.0.1:8080");
    Database database = postgres.admin().database("keycloak", secrets.get("database.keycloak"));
    keycloak =
        EmbeddedKeycloak.start(
            new EmbeddedKeycloak.Settings(
                folder.resolve("keycloak"),
                Ports.free(),
                database,
                realm,
                EmbeddedKeycloak.smallJvm()));
    http = new KeycloakHttp(keycloak);
  }

  @AfterAll
  static void stop() {
    keycloak.close();
    postgres.close();
  }

  @Test
  void rolesNeedTheirPasswordAndStayInTheirDatabase() throws SQLException {
    Database one = postgres.admin().database("tenant_one", "secretOne");
    Database two = postgres.admin().database("tenant_two", "secretTwo");
    DriverManager.getConnection(one.jdbcUrl(), "tenant_one", "secretOne").close();
    assertThatThrownBy(() -> DriverManager.getConnection(one.jdbcUrl(), "tenant_one", "wrong"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("password authentication failed");
    assertThatThrownBy(() -> DriverManager.getConnection(two.jdbcUrl(), "tenant_one", "secretOne"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("permission denied");
  }

  @Test
  void aServiceGetsATokenWithItsRoleAndName() {
    String claims = KeycloakHttp.claims(serviceToken("signing-service"));
    assertThat(JsonPath.<String>read(claims, "$.azp")).isEqualTo("signing-service");
    assertThat(JsonPath.<List<String>>read(claims, "$.realm_access.roles")).contains("service");
    assertThat(JsonPath.<String>read(claims, "$.iss")).isEqualTo(keycloak.issuer());
  }

  @Test
  void staffLogInWithTheirPassword() {
    Answer answer =
        http.token(
            Map.of(
                "grant_type", "password",
                "client_id", "bidseal-desk",
                "username", "ca-reviewer",
                "password", realm.secrets().get("staff.ca-reviewer")));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    String claims = KeycloakHttp.claims(answer.text("$.access_token"));
    assertThat(JsonPath.<List<String>>read(claims, "$.realm_access.roles"))
        .contains("ca-reviewer")
        .doesNotContain("seal-reviewer", "operator", "service");
  }

  @Test
  void identityServiceMakesAPersonAndVouchesForHim() {
    String person = newPerson();
    Answer answer = redeem(assertion(person, keycloak.issuer(), 0));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    String claims = KeycloakHttp.claims(answer.text("$.access_token"));
    assertThat(JsonPath.<String>read(claims, "$.sub")).isEqualTo(person);
    assertThat(JsonPath.<List<String>>read(claims, "$.realm_access.roles")).contains("person");
    assertThat(JsonPath.<String>read(claims, "$.azp")).isEqualTo(Realm.PHONE_CLIENT);
    // A second may pass between signing and answering.
    assertThat(JsonPath.<Integer>read(answer.body(), "$.expires_in")).isBetween(895, 900);
  }

  @Test
  void anAssertionIsGoodForOneUse() {
    String assertion = assertion(newPerson(), keycloak.issuer(), 0);
    assertThat(redeem(assertion).status()).isEqualTo(200);
    assertThat(redeem(assertion).status()).isEqualTo(400);
  }

  @Test
  void anOldOrMisdirectedAssertionIsRefused() {
    String person = newPerson();
    assertThat(redeem(assertion(person, keycloak.issuer(), 120)).status()).isEqualTo(400);
    assertThat(redeem(assertion(person, "https://elsewhere", 0)).status()).isEqualTo(400);
    assertThat(redeem(assertion(UUID.randomUUID().toString(), keycloak.issuer(), 0)).status())
        .isEqualTo(400);
  }

  @Test
  void aServiceCannotRedeemAssertions() {
    Answer answer =
        http.token(
            Map.of(
                "grant_type",
                "urn:ietf:params:oauth:grant-type:jwt-bearer",
                "client_id",
                "seal-service",
                "client_secret",
                realm.secrets().get("client.seal-service"),
                "assertion",
                assertion(newPerson(), keycloak.issuer(), 0)));
    assertThat(answer.status()).isEqualTo(400);
  }

  @Test
  void identityServiceMakesAPlatformWhoseTokenSaysWhich() {
    String admin = serviceToken("identity-service");
    String clientId = "platform-" + UUID.randomUUID();
    UUID platformId = UUID.randomUUID();
    Answer created =
        http.admin(
            admin,
            "POST",
            "/clients",
            """
            {"clientId":"%s","publicClient":false,"secret":"s3cret","serviceAccountsEnabled":true,
             "standardFlowEnabled":false,"directAccessGrantsEnabled":false,"fullScopeAllowed":true,
             "protocolMappers":[{"name":"platform_id","protocol":"openid-connect",
               "protocolMapper":"oidc-hardcoded-claim-mapper",
               "config":{"claim.name":"platform_id","claim.value":"%s","jsonType.label":"String",
                         "access.token.claim":"true"}}]}
            """
                .formatted(clientId, platformId));
    assertThat(created.status()).as(created.body()).isEqualTo(201);
    String id = created.createdId();
    String account =
        http.admin(admin, "GET", "/clients/" + id + "/service-account-user", "").text("$.id");
    grantRole(admin, account, "platform");
    Answer answer =
        http.token(
            Map.of(
                "grant_type",
                "client_credentials",
                "client_id",
                clientId,
                "client_secret",
                "s3cret"));
    String claims = KeycloakHttp.claims(answer.text("$.access_token"));
    assertThat(JsonPath.<String>read(claims, "$.platform_id")).isEqualTo(platformId.toString());
    assertThat(JsonPath.<List<String>>read(claims, "$.realm_access.roles")).contains("platform");
  }

  @Test
  void otherServicesMayNotAdministerTheRealm() {
    Answer answer = http.admin(serviceToken("seal-service"), "GET", "/users", "");
    assertThat(answer.status()).isEqualTo(403);
  }

  private static String serviceToken(String service) {
    Answer answer =
        http.token(
            Map.of(
                "grant_type",
                "client_credentials",
                "client_id",
                service,
                "client_secret",
                realm.secrets().get("client." + service)));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.text("$.access_token");
  }

  private static String newPerson() {
    String admin = serviceToken("identity-service");
    Answer created =
        http.admin(
            admin,
            "POST",
            "/users",
            "{\"username\":\"person-%s\",\"enabled\":true}".formatted(UUID.randomUUID()));
    assertThat(created.status()).as(created.body()).isEqualTo(201);
    String id = created.createdId();
    grantRole(admin, id, "person");
    Answer linked =
        http.admin(
            admin,
            "POST",
            "/users/" + id + "/federated-identity/" + Realm.PHONE_LOGIN,
            "{\"userId\":\"%s\",\"userName\":\"%s\"}".formatted(id, id));
    assertThat(linked.status()).as(linked.body()).isEqualTo(204);
    return id;
  }

  private static void grantRole(String admin, String user, String role) {
    Answer representation = http.admin(admin, "GET", "/roles/" + role, "");
    assertThat(representation.status()).as(representation.body()).isEqualTo(200);
    Answer granted =
        http.admin(
            admin,
            "POST",
            "/users/" + user + "/role-mappings/realm",
            "[" + representation.body() + "]");
    assertThat(granted.status()).as(granted.body()).isEqualTo(204);
  }

  private static Answer redeem(String assertion) {
    return http.token(
        Map.of(
            "grant_type",
            "urn:ietf:params:oauth:grant-type:jwt-bearer",
            "client_id",
            Realm.PHONE_CLIENT,
            "client_secret",
            realm.secrets().get("client." + Realm.PHONE_CLIENT),
            "assertion",
            assertion));
  }

  private static String assertion(String person, String audience, int secondsAgo) {
    long issued = Instant.now().getEpochSecond() - secondsAgo;
    String header = "{\"alg\":\"RS256\",\"kid\":\"%s\"}".formatted(realm.phoneLogin().keyId());
    String claims =
        "{\"iss\":\"%s\",\"sub\":\"%s\",\"aud\":\"%s\",\"jti\":\"%s\",\"iat\":%d,\"exp\":%d}"
            .formatted(
                Realm.PHONE_LOGIN_ISSUER,
                person,
                audience,
                UUID.randomUUID(),
                issued,
                issued + 3_600);
    String input = base64Url(header) + "." + base64Url(claims);
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
}
