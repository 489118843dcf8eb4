package org.bidseal.escrow.departure;

import java.util.Set;
import java.util.UUID;
import org.bidseal.escrow.backup.Backups;
import org.bidseal.escrow.quorum.QuorumBackups;
import org.bidseal.events.Event;
import org.bidseal.outbox.EventConsumer;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// What identity-service tells of colleagues who leave and of phones that are lost or given away.
@Component
class DepartureFeed implements EventConsumer {
  private static final String WITHDRAWN = "org.bidseal.identity.membership-withdrawn.v1";
  private static final String LOST = "org.bidseal.identity.device-lost.v1";
  private static final String REMOVED = "org.bidseal.identity.device-removed.v1";

  private final Backups backups;
  private final QuorumBackups quorumBackups;
  private final DepartureRepository departures;

  DepartureFeed(Backups backups, QuorumBackups quorumBackups, DepartureRepository departures) {
    this.backups = backups;
    this.quorumBackups = quorumBackups;
    this.departures = departures;
  }

  record Withdrawn(UUID enterpriseId, UUID personId) {}

  record Gone(UUID deviceId) {}

  @Override
  public String topic() {
    return "bidseal.identity";
  }

  @Override
  public Set<String> types() {
    return Set.of(WITHDRAWN, LOST, REMOVED);
  }

  @Override
  public Mono<Void> on(Event event) {
    return switch (event.type()) {
      case WITHDRAWN -> left(event.dataAs(Withdrawn.class));
      case LOST, REMOVED -> gone(event.dataAs(Gone.class).deviceId());
      default -> Mono.empty();
    };
  }

  private Mono<Void> left(Withdrawn event) {
    return backups
        .endHeldIn(event.personId(), event.enterpriseId())
        .then(quorumBackups.endHeldIn(event.personId(), event.enterpriseId()))
        .then(departures.remember(event.personId(), event.enterpriseId()));
  }

  private Mono<Void> gone(UUID deviceId) {
    return departures
        .forgetTransportKey(deviceId)
        .then(backups.endOnDevice(deviceId))
        .then(quorumBackups.endOnDevice(deviceId));
  }
}
