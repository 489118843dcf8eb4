package org.bidseal.phone.http;

import java.io.Serial;
import tools.jackson.databind.JsonNode;

/// The gateway or a service refused: an RFC 9457 problem.
public final class ApiProblemException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final int status;
  private final transient JsonNode problem;

  ApiProblemException(String request, int status, JsonNode problem) {
    super(
        "%s: %d %s %s"
            .formatted(
                request,
                status,
                problem.path("title").asString(""),
                problem.path("detail").asString("")));
    this.status = status;
    this.problem = problem;
  }

  /// The HTTP status.
  public int status() {
    return status;
  }

  /// The last segment of the problem's type, such as `opening-not-open`.
  public String slug() {
    String type = problem.path("type").asString("");
    return type.substring(type.lastIndexOf('/') + 1);
  }

  /// The whole problem.
  public JsonNode problem() {
    return problem;
  }

  /// The title in the language asked for.
  public String title() {
    return problem.path("title").asString("");
  }
}
