package org.bidseal.servicecalls;

import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.bidseal.problem.FieldProblem;
import org.bidseal.problem.ProblemDefinition;
import org.bidseal.problem.UpstreamProblemException;
import org.bidseal.problem.UpstreamProblemException.UpstreamType;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.reactive.function.client.ClientResponse;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads what another service answered: success as it is, a refusal (4xx) as
/// [UpstreamProblemException], all else as [CallFailedException].
final class Answers {
  private static final String TYPE_PREFIX = "https://bidseal.org/problems/";
  private static final int LOGGED_BODY = 300;
  private static final Set<String> STANDARD =
      Set.of(
          "type", "title", "status", "detail", "instance", "titles", "next", "traceId", "errors");

  private final String service;
  private final JsonMapper json;

  Answers(String service, JsonMapper json) {
    this.service = service;
    this.json = json;
  }

  Mono<ClientResponse> checked(ClientResponse response) {
    return response.statusCode().isError() ? refused(response) : Mono.just(response);
  }

  private Mono<ClientResponse> refused(ClientResponse response) {
    return response
        .bodyToMono(String.class)
        .defaultIfEmpty("")
        .flatMap(body -> Mono.error(error(response, body)));
  }

  private RuntimeException error(ClientResponse response, String body) {
    HttpStatusCode code = response.statusCode();
    @Nullable HttpStatus status = HttpStatus.resolve(code.value());
    if (status != null && status.is4xxClientError() && status != HttpStatus.UNAUTHORIZED) {
      @Nullable JsonNode problem = parse(body);
      if (problem != null && problem.path("type").asString("").startsWith(TYPE_PREFIX)) {
        return passedOn(status, problem, response.headers().asHttpHeaders());
      }
    }
    String start = body.length() > LOGGED_BODY ? body.substring(0, LOGGED_BODY) : body;
    return new CallFailedException(service, code, start);
  }

  private UpstreamProblemException passedOn(
      HttpStatus status, JsonNode problem, HttpHeaders headers) {
    String title = problem.path("title").asString("");
    JsonNode titles = problem.path("titles");
    JsonNode next = problem.path("next");
    var type =
        new UpstreamType(
            URI.create(problem.path("type").asString()),
            new ProblemDefinition(
                status,
                titles.path("en").asString(title),
                titles.path("zh").asString(title),
                next.path("en").asString(""),
                next.path("zh").asString("")));
    var passedOn = new UpstreamProblemException(type, problem.path("detail").asString(""));
    problem.path("errors").forEach(error -> passedOn.withError(fieldProblem(error)));
    problem.properties().stream()
        .filter(member -> !STANDARD.contains(member.getKey()))
        .forEach(member -> passedOn.with(member.getKey(), member.getValue()));
    @Nullable String retryAfter = headers.getFirst(HttpHeaders.RETRY_AFTER);
    if (retryAfter != null && retryAfter.matches("\\d{1,6}")) {
      passedOn.retryAfter(Duration.ofSeconds(Long.parseLong(retryAfter)));
    }
    return passedOn;
  }

  private static FieldProblem fieldProblem(JsonNode error) {
    String message = error.path("message").asString("");
    JsonNode messages = error.path("messages");
    return new FieldProblem(
        error.path("field").asString(""),
        messages.path("en").asString(message),
        messages.path("zh").asString(message));
  }

  private @Nullable JsonNode parse(String body) {
    try {
      return json.readTree(body);
    } catch (JacksonException _) {
      return null; // No problem of ours; the caller reports the body as it came.
    }
  }
}
