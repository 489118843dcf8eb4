package org.bidseal.problem.web;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.MessageInterpolator;
import jakarta.validation.metadata.ConstraintDescriptor;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.bidseal.problem.CommonProblem;
import org.bidseal.problem.FieldProblem;
import org.bidseal.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.bind.support.WebExchangeBindException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;

/// Bean Validation's findings, each message in both languages. A constraint's message is a key of
/// the `ValidationMessages` bundles, or a literal `"English | 中文"`.
final class ValidationErrors {
  private static final String SEPARATOR = " | ";

  private final MessageInterpolator interpolator;

  ValidationErrors(MessageInterpolator interpolator) {
    this.interpolator = interpolator;
  }

  ProblemException of(WebExchangeBindException e) {
    return problem(e, e.getAllErrors().stream().map(error -> ofError(error, "")).toList());
  }

  ProblemException of(HandlerMethodValidationException e) {
    Stream<FieldProblem> parameters =
        e.getParameterValidationResults().stream().flatMap(this::ofParameter);
    Stream<FieldProblem> across =
        e.getCrossParameterValidationResults().stream()
            .map(error -> new FieldProblem("", message(error), message(error)));
    return problem(e, Stream.concat(parameters, across).toList());
  }

  private static ProblemException problem(Exception cause, List<FieldProblem> errors) {
    var problem =
        new ProblemException(
            CommonProblem.VALIDATION_FAILED,
            errors.size() == 1 ? "1 field is not valid." : errors.size() + " fields are not valid.",
            cause);
    errors.forEach(problem::withError);
    return problem;
  }

  private Stream<FieldProblem> ofParameter(ParameterValidationResult result) {
    @Nullable String name = result.getMethodParameter().getParameterName();
    String parameter = name == null ? "" : name;
    if (result instanceof ParameterErrors body) {
      @Nullable Integer index = body.getContainerIndex();
      String prefix = index == null ? "" : "[" + index + "].";
      return body.getAllErrors().stream().map(error -> ofError(error, prefix));
    }
    return result.getResolvableErrors().stream()
        .map(error -> of(parameter, result.unwrap(error, ConstraintViolation.class)));
  }

  private FieldProblem ofError(ObjectError error, String prefix) {
    String field = prefix + (error instanceof FieldError f ? f.getField() : "");
    if (error.contains(ConstraintViolation.class)) {
      return of(field, error.unwrap(ConstraintViolation.class));
    }
    return new FieldProblem(field, message(error), message(error));
  }

  private FieldProblem of(String field, ConstraintViolation<?> violation) {
    var context = new Violated(violation);
    String template = violation.getMessageTemplate();
    String english = interpolator.interpolate(template, context, Locale.ENGLISH);
    String chinese = interpolator.interpolate(template, context, Locale.SIMPLIFIED_CHINESE);
    int separator = template.indexOf(SEPARATOR);
    return separator < 0
        ? new FieldProblem(field, english, chinese)
        : new FieldProblem(field, before(english), after(chinese));
  }

  private static String before(String text) {
    return text.substring(0, text.indexOf(SEPARATOR)).strip();
  }

  private static String after(String text) {
    return text.substring(text.indexOf(SEPARATOR) + SEPARATOR.length()).strip();
  }

  private static String message(MessageSourceResolvable error) {
    @Nullable String message = error.getDefaultMessage();
    return message == null ? "is not valid" : message;
  }

  /// A violation that was found, as the interpolator wants to see it once more in another language.
  private record Violated(ConstraintViolation<?> violation) implements MessageInterpolator.Context {
    @Override
    public ConstraintDescriptor<?> getConstraintDescriptor() {
      return violation.getConstraintDescriptor();
    }

    @Override
    public @Nullable Object getValidatedValue() {
      return violation.getInvalidValue();
    }

    @Override
    public <T> T unwrap(Class<T> type) {
      return type.cast(this);
    }
  }
}
