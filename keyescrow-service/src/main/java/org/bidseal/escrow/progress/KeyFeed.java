package org.bidseal.escrow.progress;

import java.util.Set;
import java.util.UUID;
import org.bidseal.escrow.backup.Backups;
import org.bidseal.escrow.quorum.QuorumBackups;
import org.bidseal.escrow.quorum.QuorumRecoveries;
import org.bidseal.escrow.recovery.Recoveries;
import org.bidseal.escrow.splitkey.SplitKey;
import org.bidseal.escrow.splitkey.SplitKeys;
import org.bidseal.events.Event;
import org.bidseal.outbox.EventConsumer;
import org.bidseal.smcrypto.proof.KeyUsage;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// What crypto-service tells of keys. A refresh makes every older backup STALE and ends the
/// recoveries of the key. The key's row is changed first: whoever makes a backup holds it, so none
/// of an old share slips in behind.
@Component
class KeyFeed implements EventConsumer {
  private static final String CREATED = "org.bidseal.crypto.key-created.v1";
  private static final String REFRESHED = "org.bidseal.crypto.share-refreshed.v1";

  private final SplitKeys keys;
  private final Backups backups;
  private final Recoveries recoveries;
  private final QuorumBackups quorumBackups;
  private final QuorumRecoveries quorumRecoveries;

  KeyFeed(
      SplitKeys keys,
      Backups backups,
      Recoveries recoveries,
      QuorumBackups quorumBackups,
      QuorumRecoveries quorumRecoveries) {
    this.keys = keys;
    this.backups = backups;
    this.recoveries = recoveries;
    this.quorumBackups = quorumBackups;
    this.quorumRecoveries = quorumRecoveries;
  }

  record KeyCreated(
      UUID keyId,
      KeyUsage usage,
      UUID ownerPersonId,
      UUID deviceId,
      String publicKey,
      int generation) {
    SplitKey key() {
      return new SplitKey(keyId, usage, ownerPersonId, deviceId, publicKey, generation);
    }
  }

  record ShareRefreshed(UUID keyId, int generation, UUID deviceId) {}

  @Override
  public String topic() {
    return "bidseal.crypto";
  }

  @Override
  public Set<String> types() {
    return Set.of(CREATED, REFRESHED);
  }

  @Override
  public Mono<Void> on(Event event) {
    return switch (event.type()) {
      case CREATED -> keys.put(event.dataAs(KeyCreated.class).key());
      case REFRESHED -> refreshed(event.dataAs(ShareRefreshed.class));
      default -> Mono.empty();
    };
  }

  private Mono<Void> refreshed(ShareRefreshed event) {
    return keys.refreshed(event.keyId(), event.generation(), event.deviceId())
        .then(backups.outdate(event.keyId(), event.generation()))
        .then(quorumBackups.outdate(event.keyId(), event.generation()))
        .then(recoveries.refreshed(event.keyId(), event.generation(), event.deviceId()))
        .then(quorumRecoveries.refreshed(event.keyId(), event.generation(), event.deviceId()));
  }
}
