package org.bidseal.idempotency;

import java.security.Principal;
import java.util.List;
import org.bidseal.problem.CommonProblem;
import org.bidseal.problem.ProblemException;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/// The one intent behind a request and its repetitions. Declare it as a parameter of a controller
/// method.
///
/// @param caller whose keys these are: the token's subject, with the person that a service acts
///   for; `anonymous` on public paths, where a key is only as good as it is hard to guess
/// @param key the header `Idempotency-Key`
/// @param request method and path with query, of which the key is good for one
public record IdempotencyKey(String caller, String key, String request) {
  /// The request header, and what the answer to a repetition says.
  public static final String HEADER = "Idempotency-Key";

  static final String REPLAYED_HEADER = "Idempotency-Replayed";

  private static final String ON_BEHALF_HEADER = "X-Bidseal-Person";
  private static final int MAX_LENGTH = 128;

  /// Reads header, caller and path.
  ///
  /// @return errs with IDEMPOTENCY_KEY_MISSING if the header is not there once, or not 1 to 128
  ///   printable ASCII characters
  public static Mono<IdempotencyKey> of(ServerWebExchange exchange) {
    return exchange
        .getPrincipal()
        .map(Principal::getName)
        .defaultIfEmpty("anonymous")
        .map(caller -> of(caller, exchange.getRequest()));
  }

  private static IdempotencyKey of(String subject, ServerHttpRequest request) {
    String person = request.getHeaders().getFirst(ON_BEHALF_HEADER);
    String caller = person == null ? subject : subject + " for " + person;
    String query = request.getURI().getRawQuery();
    String path = request.getURI().getRawPath() + (query == null ? "" : "?" + query);
    return new IdempotencyKey(caller, header(request), request.getMethod() + " " + path);
  }

  static String header(ServerHttpRequest request) {
    List<String> values = request.getHeaders().getOrDefault(HEADER, List.of());
    if (values.size() != 1) {
      throw new ProblemException(
          CommonProblem.IDEMPOTENCY_KEY_MISSING, "A write needs the header Idempotency-Key once.");
    }
    String key = values.getFirst();
    if (key.isBlank()
        || key.length() > MAX_LENGTH
        || !key.chars().allMatch(c -> c >= ' ' && c <= '~')) {
      throw new ProblemException(
          CommonProblem.IDEMPOTENCY_KEY_MISSING,
          "Idempotency-Key has 1 to 128 printable ASCII characters.");
    }
    return key;
  }

  /// Keys are no secrets, but whoever knows one may read its answer.
  @Override
  public String toString() {
    return "IdempotencyKey[" + request + "]";
  }
}
