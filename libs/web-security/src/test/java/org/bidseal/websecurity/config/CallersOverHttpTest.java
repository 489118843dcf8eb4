package org.bidseal.websecurity.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.util.UUID;
import org.bidseal.testsupport.ServiceTest;
import org.bidseal.testsupport.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.json.JsonCompareMode;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

/// With tokens of the real realm.
@ServiceTest
class CallersOverHttpTest {
  private static final UUID PLATFORM = UUID.fromString("6f6b1f6e-21f4-4b7f-9f5d-53f6d4a3e111");

  @Autowired private WebTestClient client;

  @Test
  void eachKindOfCallerIsKnown() {
    UUID person = Tokens.newPerson();
    ok(get("/api/caller", Tokens.person(person)), "{\"person\":\"" + person + "\"}");
    ok(get("/api/caller", Tokens.platform(PLATFORM)), "{\"platform\":\"" + PLATFORM + "\"}");
    ok(get("/api/caller", Tokens.staff("ca-reviewer")), "{\"staff\":\"ca-reviewer\"}");
    ok(
        get("/api/caller", Tokens.service("signing-service")),
        "{\"service\":\"signing-service\",\"person\":\"nobody\"}");
  }

  @Test
  void aServiceNamesThePersonItActsFor() {
    UUID person = UUID.fromString("0190f7f0-0000-7000-8000-000000000001");
    ok(
        asService("/api/caller", person.toString()),
        "{\"service\":\"signing-service\",\"person\":\"" + person + "\"}");
    refused(asService("/api/caller", "me"), 400, "malformed-request");
  }

  @Test
  void nobodyElseCanNameAPerson() {
    client
        .get()
        .uri("/api/caller")
        .headers(headers -> headers.setBearerAuth(Tokens.platform(PLATFORM)))
        .header("X-Bidseal-Person", Tokens.newPerson().toString())
        .exchange()
        .expectBody()
        .json("{\"platform\":\"" + PLATFORM + "\"}");
  }

  @Test
  void anotherKindOfCallerIsForbidden() {
    refused(get("/api/person", Tokens.platform(PLATFORM)), 403, "forbidden");
    refused(get("/api/ca", Tokens.person(Tokens.newPerson())), 403, "forbidden");
  }

  @Test
  void staffNeedTheRole() {
    get("/api/ca", Tokens.staff("ca-reviewer")).expectStatus().isOk();
    refused(get("/api/ca", Tokens.staff("seal-reviewer")), 403, "forbidden");
  }

  @Test
  void internalPathsAreForServicesOnly() {
    ok(get("/internal/test/v1/hello", Tokens.service("signing-service")), "colleague");
    refused(get("/internal/test/v1/hello", Tokens.staff("operator")), 403, "forbidden");
    refused(get("/internal/test/v1/hello", Tokens.platform(PLATFORM)), 403, "forbidden");
  }

  @Test
  void theRawTokenCanBePassedOnButNotPrinted() {
    ok(get("/api/token", Tokens.staff("operator")), "BearerToken[REDACTED] true");
  }

  @Test
  void withoutATokenThereIsAChallenge() {
    refused(client.get().uri("/api/caller").exchange(), 401, "unauthenticated")
        .expectHeader()
        .valueEquals(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    refused(client.get().uri("/nowhere").exchange(), 401, "unauthenticated");
    refused(get("/nowhere", Tokens.staff("operator")), 404, "not-found");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "a.b.c", "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0."})
  void whatIsNoTokenIsRefused(String token) {
    refused(get("/api/caller", token), 401, "unauthenticated")
        .expectHeader()
        .valueEquals(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
  }

  @Test
  void aTokenSignedByAStrangerIsRefused() throws JOSEException, ParseException {
    SignedJWT real = SignedJWT.parse(Tokens.staff("operator"));
    var stranger = new RSAKeyGenerator(2048).generate();
    for (String keyId : new String[] {real.getHeader().getKeyID(), "unknown"}) {
      var header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(keyId).build();
      var forged = new SignedJWT(header, real.getJWTClaimsSet());
      forged.sign(new RSASSASigner(stranger));
      refused(get("/api/caller", forged.serialize()), 401, "unauthenticated");
    }
  }

  @Test
  void aTokenWhoseClaimsWereChangedIsRefused() throws ParseException {
    String[] parts = Tokens.staff("operator").split("\\.", -1);
    JWTClaimsSet claims = SignedJWT.parse(Tokens.staff("operator")).getJWTClaimsSet();
    JWTClaimsSet changed = new JWTClaimsSet.Builder(claims).subject("someone-else").build();
    String forged = parts[0] + "." + Base64URL.encode(changed.toString()) + "." + parts[2];
    refused(get("/api/caller", forged), 401, "unauthenticated");
  }

  @Test
  void openPathsNeedNoToken() {
    ok(client.get().uri("/api/open/hello").exchange(), "stranger");
    ok(get("/api/open/hello", Tokens.person(Tokens.newPerson())), "friend");
    refused(client.get().uri("/api/open/strict").exchange(), 401, "unauthenticated");
  }

  @Test
  void aPathMayBeOpenForOneMethodOnly() {
    ok(client.get().uri("/api/readable").exchange(), "read");
    refused(client.post().uri("/api/readable").exchange(), 401, "unauthenticated");
    client
        .post()
        .uri("/api/readable")
        .headers(headers -> headers.setBearerAuth(Tokens.staff("operator")))
        .exchange()
        .expectStatus()
        .isOk();
  }

  @Test
  void healthIsOpenAndOtherActuatorsAreNot() {
    client.get().uri("/actuator/health/liveness").exchange().expectStatus().isOk();
    refused(client.get().uri("/actuator/env").exchange(), 401, "unauthenticated");
  }

  private ResponseSpec get(String path, String token) {
    return client.get().uri(path).headers(headers -> headers.setBearerAuth(token)).exchange();
  }

  private ResponseSpec asService(String path, String person) {
    return client
        .get()
        .uri(path)
        .headers(headers -> headers.setBearerAuth(Tokens.service("signing-service")))
        .header("X-Bidseal-Person", person)
        .exchange();
  }

  private static void ok(ResponseSpec response, String body) {
    var content = response.expectStatus().isOk().expectBody();
    if (body.startsWith("{")) {
      content.json(body, JsonCompareMode.STRICT);
    } else {
      content.consumeWith(
          answer -> assertThat(answer.getResponseBody()).asString().isEqualTo(body));
    }
  }

  private static ResponseSpec refused(ResponseSpec response, int status, String type) {
    response
        .expectStatus()
        .isEqualTo(status)
        .expectHeader()
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .expectBody()
        .jsonPath("$.type")
        .isEqualTo("https://bidseal.org/problems/common/" + type);
    return response;
  }
}
