package org.bidseal.problem.web;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bidseal.problem.FieldProblem;
import org.bidseal.problem.ProblemException;
import org.bidseal.problem.ProblemType;
import org.bidseal.servicedefaults.CurrentTrace;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.DisconnectedClientHelper;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/// Answers an exception as `application/problem+json` (RFC 9457): `{type, title, status, detail,
/// instance, titles: {en, zh}, next: {en, zh}, traceId, errors: [{field, message, messages: {en,
/// zh}}]?, …extensions}`. `title` and `message` are in the language that `Accept-Language` prefers,
/// English if it names neither.
public final class ProblemRenderer {
  private static final Logger log = LoggerFactory.getLogger(ProblemRenderer.class);
  private static final List<String> LANGUAGES = List.of("en", "zh");

  private final Translation translation;
  private final CurrentTrace trace;
  private final JsonMapper json;

  ProblemRenderer(Translation translation, CurrentTrace trace, JsonMapper json) {
    this.translation = translation;
    this.trace = trace;
    this.json = json;
  }

  /// Writes the answer. If an answer has already begun the error is passed on, which breaks the
  /// connection: a client must not take half an answer for a whole one.
  public Mono<Void> render(ServerWebExchange exchange, Throwable error) {
    if (isOfAClientThatLeft(error)) {
      log.debug("The client left: {}", error.toString());
      return Mono.empty();
    }
    ProblemException problem = translation.problemOf(error);
    return trace
        .traceId()
        .doOnNext(traceId -> record(exchange.getRequest(), problem, traceId))
        .flatMap(traceId -> write(exchange, error, problem, traceId));
  }

  /// Spring judges by the root cause. A problem is somebody's decision to answer, whatever caused
  /// it: an upload that ends too early has an [java.io.EOFException] below it, and a caller.
  private static boolean isOfAClientThatLeft(Throwable error) {
    return !(Exceptions.unwrap(error) instanceof ProblemException)
        && DisconnectedClientHelper.isClientDisconnectedException(error);
  }

  private Mono<Void> write(
      ServerWebExchange exchange,
      Throwable error,
      ProblemException problem,
      Optional<String> traceId) {
    ServerHttpResponse response = exchange.getResponse();
    if (response.isCommitted()) {
      return Mono.error(error);
    }
    boolean chinese = prefersChinese(exchange.getRequest());
    response.setStatusCode(problem.type().answerStatus());
    HttpHeaders headers = response.getHeaders();
    headers.clearContentHeaders();
    headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
    headers.setContentLanguage(chinese ? Locale.CHINESE : Locale.ENGLISH);
    headers.setCacheControl("no-store");
    headers.add(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE);
    problem
        .retryAfter()
        .map(ProblemRenderer::wholeSeconds)
        .ifPresent(seconds -> headers.set(HttpHeaders.RETRY_AFTER, seconds));
    if (problem.getCause() instanceof MethodNotAllowedException e) {
      headers.setAllow(e.getSupportedMethods());
    }
    byte[] body =
        json.writeValueAsString(document(exchange.getRequest(), problem, traceId, chinese))
            .getBytes(StandardCharsets.UTF_8);
    headers.setContentLength(body.length);
    if (HttpMethod.HEAD.equals(exchange.getRequest().getMethod())) {
      return response.setComplete();
    }
    DataBuffer buffer = response.bufferFactory().wrap(body);
    return response.writeWith(Mono.just(buffer));
  }

  private static Map<String, Object> document(
      ServerHttpRequest request,
      ProblemException problem,
      Optional<String> traceId,
      boolean chinese) {
    ProblemType type = problem.type();
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("type", type.uri().toString());
    members.put("title", chinese ? type.titleZh() : type.titleEn());
    members.put("status", type.answerStatus().value());
    members.put("detail", problem.detail());
    members.put("instance", request.getURI().getRawPath());
    members.put("titles", Map.of("en", type.titleEn(), "zh", type.titleZh()));
    members.put("next", Map.of("en", type.nextEn(), "zh", type.nextZh()));
    traceId.ifPresent(id -> members.put("traceId", id));
    if (!problem.errors().isEmpty()) {
      members.put("errors", problem.errors().stream().map(e -> entry(e, chinese)).toList());
    }
    members.putAll(problem.extensions());
    return members;
  }

  private static Map<String, Object> entry(FieldProblem error, boolean chinese) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("field", error.field());
    members.put("message", chinese ? error.messageZh() : error.messageEn());
    members.put("messages", Map.of("en", error.messageEn(), "zh", error.messageZh()));
    return members;
  }

  private static String wholeSeconds(Duration delay) {
    return Long.toString(Math.max(1, delay.plusNanos(999_999_999).toSeconds()));
  }

  private static boolean prefersChinese(ServerHttpRequest request) {
    try {
      return "zh".equals(Locale.lookupTag(request.getHeaders().getAcceptLanguage(), LANGUAGES));
    } catch (IllegalArgumentException _) {
      return false; // A malformed Accept-Language states no preference (RFC 9110 §12.5.4).
    }
  }

  private static void record(
      ServerHttpRequest request, ProblemException problem, Optional<String> traceId) {
    ProblemType type = problem.type();
    Object[] arguments = {
      request.getMethod(),
      request.getURI().getRawPath(),
      type.uri(),
      traceId.orElse("-"),
      problem.detail(),
      problem.getCause() == null ? problem : problem.getCause()
    };
    switch (type.status()) {
      case INTERNAL_SERVER_ERROR -> log.error("{} {}: {}, trace {}: {}", arguments);
      case SERVICE_UNAVAILABLE, GATEWAY_TIMEOUT, BAD_GATEWAY ->
          log.warn("{} {}: {}, trace {}: {} {}", summarised(arguments));
      default -> log.debug("{} {}: {}, trace {}: {} {}", summarised(arguments));
    }
  }

  /// The last argument as text: an overload must not fill the log with stack traces.
  private static Object[] summarised(Object[] arguments) {
    Object[] summary = arguments.clone();
    summary[summary.length - 1] = "(" + arguments[arguments.length - 1] + ")";
    return summary;
  }
}
