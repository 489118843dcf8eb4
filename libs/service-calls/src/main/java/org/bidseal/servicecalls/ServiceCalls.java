package org.bidseal.servicecalls;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.springframework.web.reactive.function.client.WebClient;
import tools.jackson.databind.json.JsonMapper;

/// Clients of the other services:
///
/// ```java
/// calls.to("crypto-service")
///     .post()
///     .uri("/internal/crypto/v1/co-signatures/{id}", id)
///     .attributes(ServiceCalls.onBehalfOf(person.personId()))
///     .bodyValue(request)
///     .retrieve()
///     .bodyToMono(CoSignature.class)
/// ```
///
/// Each call bears this service's own token and the trace, has a deadline (5 s unless
/// `bidseal.calls.deadline` or [#within(Duration)] says otherwise) and a circuit breaker named
/// after the service. It is tried again, twice at most, if it is a GET, has an `Idempotency-Key` or
/// is marked [#idempotent()], and the service was not reached or answered 502 to 504. Unknown JSON
/// fields of an answer are ignored.
///
/// Errors: [org.bidseal.problem.UpstreamProblemException] for a refusal of the other service; for
/// everything else a `ProblemException` UPSTREAM_UNAVAILABLE with `Retry-After`.
public final class ServiceCalls {
  static final String PERSON_HEADER = "X-Bidseal-Person";
  static final String IDEMPOTENCY_KEY = "Idempotency-Key";
  static final String PERSON = ServiceCalls.class.getName() + ".person";
  static final String DEADLINE = ServiceCalls.class.getName() + ".deadline";
  static final String IDEMPOTENT = ServiceCalls.class.getName() + ".idempotent";

  private final CallProperties properties;
  private final WebClient.Builder builder;
  private final ServiceToken token;
  private final CircuitBreakerRegistry breakers;
  private final JsonMapper json;
  private final Map<String, WebClient> clients = new ConcurrentHashMap<>();

  ServiceCalls(
      CallProperties properties,
      WebClient.Builder builder,
      ServiceToken token,
      CircuitBreakerRegistry breakers,
      JsonMapper json) {
    this.properties = properties;
    this.builder = builder;
    this.token = token;
    this.breakers = breakers;
    this.json = json;
  }

  /// The client of a service.
  ///
  /// @param service its name: `crypto-service`
  /// @throws IllegalStateException if `bidseal.services.<service>.url` is not set
  public WebClient to(String service) {
    return clients.computeIfAbsent(service, this::client);
  }

  /// Names the person for whom the call is made, in the header `X-Bidseal-Person`.
  public static Consumer<Map<String, Object>> onBehalfOf(UUID personId) {
    return attributes -> attributes.put(PERSON, personId);
  }

  /// Gives the call another deadline until its answer begins.
  public static Consumer<Map<String, Object>> within(Duration deadline) {
    return attributes -> attributes.put(DEADLINE, deadline);
  }

  /// Says that the call may be made twice without harm; its body must be one that can be sent
  /// twice.
  public static Consumer<Map<String, Object>> idempotent() {
    return attributes -> attributes.put(IDEMPOTENT, true);
  }

  private WebClient client(String service) {
    CallProperties.Target target = properties.services().get(service);
    if (target == null) {
      throw new IllegalStateException("bidseal.services." + service + ".url is not set");
    }
    var filter =
        new CallFilter(
            service,
            token,
            breakers.circuitBreaker(service),
            new Answers(service, json),
            properties.calls().deadline());
    return builder.clone().baseUrl(target.url().toString()).filter(filter).build();
  }
}
