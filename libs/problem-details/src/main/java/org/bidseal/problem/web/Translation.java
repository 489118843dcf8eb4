package org.bidseal.problem.web;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.bidseal.problem.CommonProblem;
import org.bidseal.problem.ProblemException;
import org.bidseal.problem.ProblemTranslator;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.support.WebExchangeBindException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.server.MissingRequestValueException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebInputException;
import reactor.core.Exceptions;

/// From any exception to the problem that is answered. What no rule knows is INTERNAL, and says
/// nothing of its cause.
final class Translation {
  private static final Duration SOON = Duration.ofSeconds(1);

  private final List<ProblemTranslator> translators;
  private final ValidationErrors validation;

  Translation(List<ProblemTranslator> translators, ValidationErrors validation) {
    this.translators = List.copyOf(translators);
    this.validation = validation;
  }

  ProblemException problemOf(Throwable thrown) {
    Throwable error = Exceptions.unwrap(thrown);
    for (ProblemTranslator translator : translators) {
      ProblemException translated = translator.translate(error);
      if (translated != null) {
        return translated;
      }
    }
    return switch (error) {
      case ProblemException e -> e;
      case WebExchangeBindException e -> validation.of(e);
      case HandlerMethodValidationException e when !e.isForReturnValue() -> validation.of(e);
      case MissingRequestValueException e -> DecodingErrors.missing(e);
      case ServerWebInputException e -> DecodingErrors.of(e);
      case DataBufferLimitException _ -> tooLarge(error);
      case ResponseStatusException e -> ofStatus(e);
      case TimeoutException _ ->
          new ProblemException(
              CommonProblem.TIMED_OUT, "The request was not finished in time.", error);
      case RejectedExecutionException _ ->
          new ProblemException(
                  CommonProblem.UPSTREAM_UNAVAILABLE, "Too much work is waiting here.", error)
              .retryAfter(SOON);
      default -> internal(error);
    };
  }

  private static ProblemException ofStatus(ResponseStatusException e) {
    HttpStatus status = HttpStatus.resolve(e.getStatusCode().value());
    CommonProblem type = status == null ? CommonProblem.INTERNAL : typeOf(status);
    return switch (type) {
      case INTERNAL -> internal(e);
      case PAYLOAD_TOO_LARGE -> tooLarge(e);
      default -> new ProblemException(type, reason(e), e);
    };
  }

  private static CommonProblem typeOf(HttpStatus status) {
    for (CommonProblem type : CommonProblem.values()) {
      // 400 has several types; the general one is meant here.
      if (type.status() == status && status != HttpStatus.BAD_REQUEST) {
        return type;
      }
    }
    return status.is4xxClientError() ? CommonProblem.MALFORMED_REQUEST : CommonProblem.INTERNAL;
  }

  private static String reason(ResponseStatusException e) {
    @Nullable String detail = e.getBody().getDetail();
    if (detail != null) {
      return detail;
    }
    @Nullable String reason = e.getReason();
    return reason == null ? "Status " + e.getStatusCode().value() + "." : reason;
  }

  private static ProblemException tooLarge(Throwable error) {
    return new ProblemException(
        CommonProblem.PAYLOAD_TOO_LARGE, "The body is larger than this address accepts.", error);
  }

  private static ProblemException internal(Throwable error) {
    return new ProblemException(
        CommonProblem.INTERNAL, "The request could not be served; the cause is in our log.", error);
  }
}
