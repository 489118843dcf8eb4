package org.bidseal.crypto.backup;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Set;
import java.util.UUID;
import org.bidseal.crypto.holding.Holding;
import org.bidseal.crypto.holding.Holdings;
import org.bidseal.crypto.key.SplitKeys;
import org.bidseal.crypto.keyaudit.KeyAudit;
import org.bidseal.crypto.keyaudit.KeyOperation;
import org.bidseal.crypto.keyaudit.KeyOutcome;
import org.bidseal.crypto.keyaudit.KeyUse;
import org.bidseal.crypto.keyaudit.Occasion;
import org.bidseal.crypto.role.InRole;
import org.bidseal.crypto.role.Role;
import org.bidseal.events.Event;
import org.bidseal.outbox.EventConsumer;
import org.bidseal.servicedefaults.Ids;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Ends the holding that a backup led to when keyescrow-service says that the backup was ended: the
/// holder's phone is answered no more. A holding that came from a newer backup stays.
@Component
@InRole(Role.KEY)
class EndedBackups implements EventConsumer {
  private static final String REVOKED = "org.bidseal.escrow.backup-revoked.v1";

  private final SplitKeys keys;
  private final Holdings holdings;
  private final KeyAudit audit;
  private final Ids ids;

  EndedBackups(SplitKeys keys, Holdings holdings, KeyAudit audit, Ids ids) {
    this.keys = keys;
    this.holdings = holdings;
    this.audit = audit;
    this.ids = ids;
  }

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Ended(UUID backupId, UUID keyId, UUID holderDeviceId) {}

  @Override
  public String topic() {
    return "bidseal.escrow";
  }

  @Override
  public Set<String> types() {
    return Set.of(REVOKED);
  }

  @Override
  public Mono<Void> on(Event event) {
    Ended backup = event.dataAs(Ended.class);
    return keys.findLocked(backup.keyId())
        .then(holdings.findLocked(backup.keyId(), backup.holderDeviceId()))
        .filter(holding -> backup.backupId().equals(holding.backupId()))
        .filterWhen(holding -> holdings.end(holding.keyId(), holding.deviceId()))
        .flatMap(holding -> audit.append(use(holding, backup)));
  }

  private KeyUse use(Holding holding, Ended backup) {
    return new KeyUse(
        holding.keyId(),
        KeyOperation.END_HOLDING,
        KeyOutcome.DONE,
        holding.deviceId(),
        holding.personId(),
        new Occasion(null, "BACKUP", backup.backupId().toString()),
        ids.next());
  }
}
