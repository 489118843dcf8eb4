package org.bidseal.crypto.deviceloss;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Set;
import java.util.UUID;
import org.bidseal.crypto.holding.HoldingEvent;
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
import org.bidseal.outbox.Outbox;
import org.bidseal.servicedefaults.Ids;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// A lost device's holdings are quarantined, of signing and of encryption keys: it signs and
/// decrypts no more from here on. If it is found, its person releases it as any quarantine is
/// released, by real-name verification and a refresh; else the key comes back from a backup. A
/// removed device's holdings end.
@Component
@InRole(Role.KEY)
class DeviceFeed implements EventConsumer {
  private static final String LOST = "org.bidseal.identity.device-lost.v1";
  private static final String REMOVED = "org.bidseal.identity.device-removed.v1";

  private final SplitKeys keys;
  private final Holdings holdings;
  private final Outbox outbox;
  private final KeyAudit audit;
  private final Ids ids;

  DeviceFeed(SplitKeys keys, Holdings holdings, Outbox outbox, KeyAudit audit, Ids ids) {
    this.keys = keys;
    this.holdings = holdings;
    this.outbox = outbox;
    this.audit = audit;
    this.ids = ids;
  }

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Gone(UUID deviceId, UUID personId) {}

  @Override
  public String topic() {
    return "bidseal.identity";
  }

  @Override
  public Set<String> types() {
    return Set.of(LOST, REMOVED);
  }

  @Override
  public Mono<Void> on(Event event) {
    Gone device = event.dataAs(Gone.class);
    return holdings
        .keysOn(device.deviceId())
        .collectList()
        .flatMapIterable(all -> all)
        .concatMap(keyId ->
            keys.findLocked(keyId)
                .then(event.type().equals(LOST) ? lost(keyId, device) : removed(keyId, device)))
        .then();
  }

  private Mono<Void> lost(UUID keyId, Gone device) {
    return holdings
        .quarantine(keyId, device.deviceId())
        .filter(done -> done)
        .flatMap(_ ->
            outbox
                .add(
                    HoldingEvent.QUARANTINED,
                    keyId,
                    new HoldingEvent(keyId, device.deviceId(), device.personId()))
                .then(
                    write(
                        keyId,
                        device,
                        KeyOperation.SUSPEND,
                        KeyOutcome.QUARANTINED,
                        "LOST_DEVICE")));
  }

  private Mono<Void> removed(UUID keyId, Gone device) {
    return holdings
        .end(keyId, device.deviceId())
        .filter(done -> done)
        .flatMap(
            _ -> write(keyId, device, KeyOperation.END_HOLDING, KeyOutcome.DONE, "REMOVED_DEVICE"));
  }

  private Mono<Void> write(
      UUID keyId, Gone device, KeyOperation operation, KeyOutcome outcome, String why) {
    return audit.append(
        new KeyUse(
            keyId,
            operation,
            outcome,
            device.deviceId(),
            device.personId(),
            new Occasion(null, why, null),
            ids.next()));
  }
}
