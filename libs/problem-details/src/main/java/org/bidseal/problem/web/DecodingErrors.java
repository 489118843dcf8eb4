package org.bidseal.problem.web;

import java.util.Arrays;
import java.util.List;
import org.bidseal.problem.CommonProblem;
import org.bidseal.problem.FieldProblem;
import org.bidseal.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.MethodParameter;
import org.springframework.web.server.MissingRequestValueException;
import org.springframework.web.server.ServerWebInputException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;

/// Requests that cannot be read: names the field, or the place in the JSON, that is wrong.
final class DecodingErrors {
  private DecodingErrors() {}

  static ProblemException missing(MissingRequestValueException e) {
    return new ProblemException(
            CommonProblem.MALFORMED_REQUEST,
            "The %s '%s' is missing.".formatted(e.getLabel(), e.getName()),
            e)
        .withError(new FieldProblem(e.getName(), "is missing", "缺少该参数"));
  }

  static ProblemException of(ServerWebInputException e) {
    JacksonException json = find(e, JacksonException.class);
    if (json != null) {
      return ofJson(json, e);
    }
    TypeMismatchException mismatch = find(e, TypeMismatchException.class);
    if (mismatch != null) {
      return ofParameter(mismatch, e);
    }
    return malformed(
        e.getReason() == null ? "The request cannot be read." : e.getReason() + ".", e);
  }

  private static ProblemException ofJson(JacksonException json, Exception e) {
    String field = path(json.getPath());
    return switch (json) {
      case UnrecognizedPropertyException _ ->
          malformed("The field '%s' is unknown.".formatted(field), e)
              .withError(new FieldProblem(field, "is unknown", "未知字段"));
      case InvalidFormatException wrong -> ofFormat(wrong, field, e);
      // The value's own type refused it; its message is written for whoever sends the value.
      case ValueInstantiationException refused
          when refused.getCause() instanceof IllegalArgumentException why
              && why.getMessage() != null ->
          malformed("The field '%s' is not valid: %s".formatted(field, why.getMessage()), e)
              .withError(new FieldProblem(field, why.getMessage(), "值不合法：" + why.getMessage()));
      case DatabindException _ when !field.isEmpty() ->
          malformed("The field '%s' has the wrong type or form.".formatted(field), e)
              .withError(new FieldProblem(field, "has the wrong type or form", "类型或格式不正确"));
      default -> malformed("The body is not the JSON expected" + place(json.getLocation()), e);
    };
  }

  private static ProblemException ofFormat(
      InvalidFormatException wrong, String field, Exception e) {
    Class<?> target = wrong.getTargetType();
    if (target != null && target.isEnum()) {
      String allowed =
          String.join(
              ", ", Arrays.stream(target.getEnumConstants()).map(Object::toString).toList());
      return malformed("The field '%s' must be one of %s.".formatted(field, allowed), e)
          .withError(new FieldProblem(field, "must be one of " + allowed, "必须是以下值之一：" + allowed));
    }
    String type = target == null ? "value" : target.getSimpleName();
    return malformed("The field '%s' is not a well-formed %s.".formatted(field, type), e)
        .withError(
            new FieldProblem(field, "is not a well-formed " + type, "不是合法的 " + type + " 格式"));
  }

  private static ProblemException ofParameter(
      TypeMismatchException mismatch, ServerWebInputException input) {
    @Nullable MethodParameter parameter = input.getMethodParameter();
    String name = parameter == null ? mismatch.getPropertyName() : parameter.getParameterName();
    Class<?> required = mismatch.getRequiredType();
    String type = required == null ? "value" : required.getSimpleName();
    String field = name == null ? "" : name;
    return malformed("The parameter '%s' is not a well-formed %s.".formatted(field, type), input)
        .withError(
            new FieldProblem(field, "is not a well-formed " + type, "不是合法的 " + type + " 格式"));
  }

  private static ProblemException malformed(String detail, Exception cause) {
    return new ProblemException(CommonProblem.MALFORMED_REQUEST, detail, cause);
  }

  private static String place(@Nullable TokenStreamLocation location) {
    return location == null || location.getLineNr() < 1
        ? "."
        : " (line %d, column %d).".formatted(location.getLineNr(), location.getColumnNr());
  }

  private static String path(List<JacksonException.Reference> references) {
    var path = new StringBuilder();
    for (JacksonException.Reference reference : references) {
      @Nullable String name = reference.getPropertyName();
      if (name == null) {
        path.append('[').append(reference.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(name);
      }
    }
    return path.toString();
  }

  private static <T extends Throwable> @Nullable T find(Throwable error, Class<T> type) {
    for (Throwable t = error; t != null; t = t.getCause()) {
      if (type.isInstance(t)) {
        return type.cast(t);
      }
    }
    return null;
  }
}
