package org.bidseal.identity.platform;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.bidseal.identity.keycloak.KeycloakClients;
import org.bidseal.identity.platform.TradingPlatform.Settings;
import org.bidseal.outbox.Outbox;
import org.bidseal.problem.CommonProblem;
import org.bidseal.problem.ProblemException;
import org.bidseal.servicedefaults.Ids;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Trading platforms. Writes run within the caller's transaction.
@Service
final class Platforms {

  /// A platform and the secret of its client, which is shown once and never stored here.
  record Registered(TradingPlatform platform, String clientSecret) {
    @Override
    public String toString() {
      return "Registered[" + platform + ", REDACTED]";
    }
  }

  private final PlatformRepository platforms;
  private final KeycloakClients clients;
  private final Outbox outbox;
  private final Ids ids;
  private final Clock clock;

  Platforms(
      PlatformRepository platforms, KeycloakClients clients, Outbox outbox, Ids ids, Clock clock) {
    this.platforms = platforms;
    this.clients = clients;
    this.outbox = outbox;
    this.ids = ids;
    this.clock = clock;
  }

  /// Registers a platform, with a client in Keycloak. If a later step fails, the client is taken
  /// away again; a crash in between leaves a client whose platform nobody knows and which may do
  /// nothing.
  Mono<Registered> register(String name, String region, Settings settings) {
    UUID platformId = ids.next();
    var platform =
        new TradingPlatform(
            platformId,
            name,
            region,
            "platform-" + platformId,
            settings,
            clock.instant().truncatedTo(ChronoUnit.MICROS));
    return clients
        .create(platform.clientId(), name, platformId)
        .then(Mono.defer(() -> store(platform)))
        .then(Mono.defer(() -> clients.secret(platform.clientId())))
        .map(secret -> new Registered(platform, secret))
        .onErrorResume(
            error -> clients.remove(platform.clientId()).onErrorComplete().then(Mono.error(error)));
  }

  private Mono<Void> store(TradingPlatform platform) {
    var event =
        new PlatformEvents.PlatformRegistered(
            platform.platformId(), platform.name(), platform.region(), platform.settings());
    return platforms
        .insert(platform)
        .then(
            Mono.defer(() ->
                outbox.add(PlatformEvents.PLATFORM_REGISTERED, platform.platformId(), event)));
  }

  /// The platform, or the problem `NOT_FOUND`.
  Mono<TradingPlatform> get(UUID platformId) {
    return platforms.find(platformId).switchIfEmpty(Mono.error(Platforms::noPlatform));
  }

  /// Every platform.
  Flux<TradingPlatform> all() {
    return platforms.all();
  }

  /// Who is bound to the platform.
  Flux<Binding> bindings(UUID platformId) {
    return platforms.bindings(platformId);
  }

  static ProblemException noPlatform() {
    return new ProblemException(CommonProblem.NOT_FOUND, "No such platform");
  }
}
