package org.bidseal.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.bidseal.testsupport.servers.TestServers;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TokensTest {
  @Test
  void aPersonIsTheSubjectAndHasTheRole() {
    UUID id = Tokens.newPerson();
    JsonNode claims = claims(Tokens.person(id));
    assertThat(claims.path("sub").asString()).isEqualTo(id.toString());
    assertThat(roles(claims)).contains("person").doesNotContain("service", "platform");
  }

  @Test
  void anyIdMayBeAPerson() {
    UUID id = UUID.randomUUID();
    assertThat(claims(Tokens.person(id)).path("sub").asString()).isEqualTo(id.toString());
  }

  @Test
  void aPlatformIsNamedByItsClaim() {
    UUID id = UUID.randomUUID();
    JsonNode claims = claims(Tokens.platform(id));
    assertThat(claims.path("platform_id").asString()).isEqualTo(id.toString());
    assertThat(roles(claims)).contains("platform");
  }

  @Test
  void staffHaveTheirOneRole() {
    assertThat(roles(claims(Tokens.staff("seal-reviewer"))))
        .contains("seal-reviewer")
        .doesNotContain("ca-reviewer", "operator");
  }

  @Test
  void aServiceIsNamedByAzp() {
    JsonNode claims = claims(Tokens.service("signing-service"));
    assertThat(claims.path("azp").asString()).isEqualTo("signing-service");
    assertThat(claims.path("iss").asString()).isEqualTo(TestServers.get().issuer());
    assertThat(roles(claims)).contains("service");
  }

  private static JsonNode claims(String token) {
    return JsonMapper.builder()
        .build()
        .readTree(
            new String(
                Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]), StandardCharsets.UTF_8));
  }

  private static List<String> roles(JsonNode claims) {
    return claims.path("realm_access").path("roles").valueStream().map(JsonNode::asString).toList();
  }
}
