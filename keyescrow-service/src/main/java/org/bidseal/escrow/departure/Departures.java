package org.bidseal.escrow.departure;

import java.time.Duration;
import java.util.UUID;
import org.bidseal.database.Transactions;
import org.bidseal.escrow.backup.Backups;
import org.bidseal.escrow.dependence.DependentBids;
import org.bidseal.escrow.quorum.QuorumBackups;
import org.bidseal.servicedefaults.sweep.Sweep;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Ends what colleagues hold of the keys of people who left, once no sealed bid depends on the key:
/// until then the enterprise may need it to open its bid.
@Component
public class Departures implements Sweep {
  private static final Duration INTERVAL = Duration.ofMinutes(1);

  private final DepartureRepository rows;
  private final DependentBids bids;
  private final Backups backups;
  private final QuorumBackups quorumBackups;
  private final Transactions transactions;

  Departures(
      DepartureRepository rows,
      DependentBids bids,
      Backups backups,
      QuorumBackups quorumBackups,
      Transactions transactions) {
    this.rows = rows;
    this.bids = bids;
    this.backups = backups;
    this.quorumBackups = quorumBackups;
    this.transactions = transactions;
  }

  @Override
  public String name() {
    return "keys-of-members-who-left";
  }

  @Override
  public Duration interval() {
    return INTERVAL;
  }

  @Override
  public Mono<Long> sweep() {
    return rows.forgetReturned()
        .thenMany(rows.keysToEnd().collectList().flatMapIterable(keys -> keys))
        .concatMapDelayError(this::endUnlessNeeded)
        .count();
  }

  private Mono<UUID> endUnlessNeeded(UUID keyId) {
    return bids.of(keyId).hasElements().filter(needed -> !needed).flatMap(_ -> end(keyId));
  }

  private Mono<UUID> end(UUID keyId) {
    return backups
        .endWithColleagues(keyId)
        .then(quorumBackups.endOfKey(keyId))
        .as(transactions::inTransaction)
        .thenReturn(keyId);
  }
}
