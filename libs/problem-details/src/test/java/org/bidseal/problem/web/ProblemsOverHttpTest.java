package org.bidseal.problem.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.json.JsonCompareMode;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.BodyContentSpec;

@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = "bidseal.api.base-path=/api/test")
@AutoConfigureWebTestClient(timeout = "30s")
class ProblemsOverHttpTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

  @Autowired private WebTestClient client;

  @Test
  void aProblemBearsEverythingACallerNeeds() {
    client
        .get()
        .uri("/problem?secret=1")
        .header("traceparent", "00-" + TRACE + "-b7ad6b7169203331-01")
        .exchange()
        .expectStatus()
        .isEqualTo(429)
        .expectHeader()
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .expectHeader()
        .valueEquals(HttpHeaders.RETRY_AFTER, "2")
        .expectHeader()
        .valueEquals(HttpHeaders.CACHE_CONTROL, "no-store")
        .expectBody()
        .json(
            """
            {
              "type": "https://bidseal.org/problems/common/rate-limited",
              "title": "Too many requests",
              "status": 429,
              "detail": "Five in a minute.",
              "instance": "/problem",
              "titles": {"en": "Too many requests", "zh": "请求过于频繁"},
              "next": {
                "en": "Wait for the time in the Retry-After header and try again.",
                "zh": "请等待 Retry-After 响应头给出的时间后重试。"
              },
              "traceId": "%s",
              "limit": 5
            }
            """
                .formatted(TRACE),
            JsonCompareMode.STRICT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "zh-CN,zh;q=0.9,en;q=0.8 | 请求过于频繁 | zh",
        "en-GB,zh;q=0.5 | Too many requests | en",
        "fr | Too many requests | en",
        "fr,zh-Hans;q=0.3 | 请求过于频繁 | zh",
        "--- | Too many requests | en"
      })
  void titleIsInThePreferredLanguage(String accepted, String title, String language) {
    client
        .get()
        .uri("/problem")
        .header(HttpHeaders.ACCEPT_LANGUAGE, accepted)
        .exchange()
        .expectHeader()
        .valueEquals(HttpHeaders.CONTENT_LANGUAGE, language)
        .expectBody()
        .jsonPath("$.title")
        .isEqualTo(title);
  }

  @Test
  void anUnknownErrorTellsNothingButItsTrace() {
    String body =
        client
            .get()
            .uri("/bug")
            .exchange()
            .expectStatus()
            .isEqualTo(500)
            .expectBody(String.class)
            .returnResult()
            .getResponseBody();
    assertThat(body).contains("problems/common/internal").contains("traceId");
    assertThat(body).doesNotContain("db.internal").doesNotContain("IllegalState");
  }

  @Test
  void aProblemIsAnsweredThoughItsCauseLooksLikeAClientThatLeft() {
    client
        .get()
        .uri("/cut-off")
        .exchange()
        .expectStatus()
        .isBadRequest()
        .expectBody()
        .jsonPath("$.type")
        .isEqualTo("https://bidseal.org/problems/common/malformed-request")
        .jsonPath("$.detail")
        .isEqualTo("The upload ends too early.");
  }

  /// Nobody reads an answer there; a problem would only be noise in our log.
  @Test
  void nothingIsAnsweredToAClientThatLeft() {
    client.get().uri("/gone").exchange().expectBody().isEmpty();
  }

  @Test
  void aFullQueueIsTemporarilyUnavailable() {
    client
        .get()
        .uri("/busy")
        .exchange()
        .expectStatus()
        .isEqualTo(503)
        .expectHeader()
        .valueEquals(HttpHeaders.RETRY_AFTER, "1");
  }

  @Test
  void halfAnAnswerIsNotTakenForAWholeOne() {
    assertThatThrownBy(
            () -> client.get().uri("/half").exchange().expectBody(byte[].class).returnResult())
        .hasMessageContaining("prematurely closed");
  }

  @Test
  void headHasNoBody() {
    client.head().uri("/problem").exchange().expectStatus().isEqualTo(429).expectBody().isEmpty();
  }

  @Test
  void anUnknownPathIsNotFound() {
    client
        .get()
        .uri("/nowhere")
        .exchange()
        .expectStatus()
        .isNotFound()
        .expectBody()
        .jsonPath("$.type")
        .isEqualTo("https://bidseal.org/problems/common/not-found");
  }

  @Test
  void aWrongMethodNamesTheRightOnes() {
    client
        .delete()
        .uri("/problem")
        .exchange()
        .expectStatus()
        .isEqualTo(405)
        .expectHeader()
        .value(HttpHeaders.ALLOW, allow -> assertThat(allow).contains("GET"))
        .expectBody()
        .jsonPath("$.type")
        .isEqualTo("https://bidseal.org/problems/common/method-not-allowed");
  }

  @Test
  void aWrongContentTypeIsUnsupported() {
    client
        .post()
        .uri("/registrations")
        .contentType(MediaType.TEXT_PLAIN)
        .bodyValue("x")
        .exchange()
        .expectStatus()
        .isEqualTo(415)
        .expectBody()
        .jsonPath("$.type")
        .isEqualTo("https://bidseal.org/problems/common/unsupported-media-type");
  }

  @Test
  void aBodyOverTheLimitIsTooLarge() {
    post("{\"name\": \"" + "n".repeat(1_100_000) + "\"}", 413)
        .jsonPath("$.type")
        .isEqualTo("https://bidseal.org/problems/common/payload-too-large");
  }

  @Test
  void validationNamesEachFieldInBothLanguages() {
    post(
            """
            {"name": "", "number": "12a", "id": "%s", "kind": "FINANCE",
             "code": "123456789012345678", "items": [{"copies": 1}, {"copies": 0}]}
            """
                .formatted(UUID.randomUUID()),
            400)
        .jsonPath("$.type")
        .isEqualTo("https://bidseal.org/problems/common/validation-failed")
        .jsonPath("$.errors.length()")
        .isEqualTo(3)
        .jsonPath("$.errors[?(@.field=='name')].messages.en")
        .isEqualTo("must not be blank")
        .jsonPath("$.errors[?(@.field=='name')].messages.zh")
        .isEqualTo("不能为空")
        .jsonPath("$.errors[?(@.field=='number')].messages.en")
        .isEqualTo("digits only")
        .jsonPath("$.errors[?(@.field=='number')].messages.zh")
        .isEqualTo("只能是数字")
        .jsonPath("$.errors[?(@.field=='items[1].copies')].messages.zh")
        .isEqualTo("最小不能小于1");
  }

  @Test
  void parametersAreValidatedAlike() {
    client
        .get()
        .uri("/count?count=0&id=" + UUID.randomUUID())
        .exchange()
        .expectStatus()
        .isBadRequest()
        .expectBody()
        .jsonPath("$.type")
        .isEqualTo("https://bidseal.org/problems/common/validation-failed")
        .jsonPath("$.errors[0].field")
        .isEqualTo("count")
        .jsonPath("$.errors[0].message")
        .isEqualTo("must be greater than or equal to 1");
  }

  @ParameterizedTest
  @CsvSource({
    "/count?count=1, id, is missing",
    "/count?count=1&id=7, id, is not a well-formed UUID"
  })
  void aParameterThatCannotBeReadIsNamed(String uri, String field, String message) {
    client
        .get()
        .uri(uri)
        .exchange()
        .expectStatus()
        .isBadRequest()
        .expectBody()
        .jsonPath("$.type")
        .isEqualTo("https://bidseal.org/problems/common/malformed-request")
        .jsonPath("$.errors[0].field")
        .isEqualTo(field)
        .jsonPath("$.errors[0].message")
        .isEqualTo(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "{\"nmae\": \"x\"}; nmae; is unknown",
        "{\"items\": [{\"copies\": 1, \"extra\": 2}]}; items[0].extra; is unknown",
        "{\"id\": \"7\"}; id; is not a well-formed UUID",
        "{\"kind\": \"PERSONAL\"}; kind; must be one of OFFICIAL, FINANCE",
        "{\"code\": \"123\"}; code; has 18 characters",
        "{\"items\": {}}; items; has the wrong type or form",
        "{\"items\": [{\"copies\": \"1\"}]}; items[0].copies; has the wrong type or form"
      })
  void aFieldThatCannotBeReadIsNamed(String json, String field, String message) {
    post(json, 400)
        .jsonPath("$.type")
        .isEqualTo("https://bidseal.org/problems/common/malformed-request")
        .jsonPath("$.errors[0].field")
        .isEqualTo(field)
        .jsonPath("$.errors[0].message")
        .isEqualTo(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "{\"name\": ; The body is not the JSON expected (line 1, column",
        "{\"name\": \"a\", \"name\": \"b\"}; The body is not the JSON expected (line 1, column",
        "[]; The body is not the JSON expected"
      })
  void aBodyThatIsNoJsonIsMalformed(String json, String detail) {
    post(json, 400)
        .jsonPath("$.type")
        .isEqualTo("https://bidseal.org/problems/common/malformed-request")
        .jsonPath("$.detail")
        .value(text -> assertThat(String.valueOf(text)).startsWith(detail));
  }

  @Test
  void theApiDescriptionNamesProblemsAsDefaultAnswer() {
    client
        .get()
        .uri("/api/test/openapi.json")
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath(
            "$.paths['/api/test/echo'].post.responses.default"
                + ".content['application/problem+json'].schema['$ref']")
        .isEqualTo("#/components/schemas/Problem")
        .jsonPath("$.servers[0].url")
        .isEqualTo("/")
        .jsonPath("$.components.schemas.Problem.properties.traceId.type")
        .isEqualTo("string");
  }

  private BodyContentSpec post(String json, int status) {
    return client
        .post()
        .uri("/registrations")
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue(json)
        .exchange()
        .expectStatus()
        .isEqualTo(status)
        .expectHeader()
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .expectBody();
  }
}
