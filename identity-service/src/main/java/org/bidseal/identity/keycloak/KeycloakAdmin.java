package org.bidseal.identity.keycloak;

import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.util.function.Function;
import org.bidseal.problem.CommonProblem;
import org.bidseal.problem.ProblemException;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.resource.RealmResource;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// The realm's admin API. The client blocks, so every call runs on the bounded elastic scheduler; a
/// Keycloak that is away or fails is `UPSTREAM_UNAVAILABLE`.
final class KeycloakAdmin implements AutoCloseable {

  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private final Keycloak keycloak;
  private final String realm;

  KeycloakAdmin(Keycloak keycloak, String realm) {
    this.keycloak = keycloak;
    this.realm = realm;
  }

  /// Runs blocking work with the realm's resource at each subscription.
  <T> Mono<T> call(Function<RealmResource, T> work) {
    return Mono.fromCallable(() -> work.apply(keycloak.realm(realm)))
        .subscribeOn(Schedulers.boundedElastic())
        .onErrorMap(
            e -> e instanceof ProcessingException || e instanceof WebApplicationException,
            KeycloakAdmin::unavailable);
  }

  /// The id of what was created: the last segment of its `Location`.
  static String createdId(Response response) {
    URI location = response.getLocation();
    if (response.getStatus() != Response.Status.CREATED.getStatusCode() || location == null) {
      throw new WebApplicationException(response);
    }
    String path = location.getPath();
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static ProblemException unavailable(Throwable cause) {
    return new ProblemException(
            CommonProblem.UPSTREAM_UNAVAILABLE, "The account server does not answer", cause)
        .retryAfter(RETRY_AFTER);
  }

  @Override
  public void close() {
    keycloak.close();
  }
}
