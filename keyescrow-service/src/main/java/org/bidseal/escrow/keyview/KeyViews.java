package org.bidseal.escrow.keyview;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.bidseal.escrow.backup.Backup;
import org.bidseal.escrow.backup.BackupReading;
import org.bidseal.escrow.backup.BackupView;
import org.bidseal.escrow.keyview.MyKeys.OwnKey;
import org.bidseal.escrow.quorum.QuorumBackups;
import org.bidseal.escrow.splitkey.SplitKey;
import org.bidseal.escrow.splitkey.SplitKeys;
import org.bidseal.identityview.CertificateView;
import org.bidseal.identityview.Certificates;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/// Puts a person's three lists together.
@Service
class KeyViews {
  private final SplitKeys keys;
  private final BackupReading backups;
  private final QuorumBackups quorumBackups;
  private final Certificates certificates;

  KeyViews(
      SplitKeys keys,
      BackupReading backups,
      QuorumBackups quorumBackups,
      Certificates certificates) {
    this.keys = keys;
    this.backups = backups;
    this.quorumBackups = quorumBackups;
    this.certificates = certificates;
  }

  Mono<MyKeys> of(UUID personId, UUID deviceId) {
    return ownKeys(personId)
        .zipWith(heldOn(deviceId, personId))
        .map(both -> split(both.getT1(), both.getT2(), deviceId));
  }

  private Mono<List<OwnKey>> ownKeys(UUID personId) {
    return Mono.zip(
            keys.ownedBy(personId).collectList(),
            backups.owned(personId).collectMultimap(BackupView::keyId),
            certificates.ofPerson(personId).collectMultimap(CertificateView::keyId),
            quorumBackups.keysVerified(personId))
        .map(all -> own(all.getT1(), all.getT2(), all.getT3(), all.getT4()));
  }

  private static List<OwnKey> own(
      List<SplitKey> keys,
      Map<UUID, Collection<BackupView>> backups,
      Map<UUID, Collection<CertificateView>> certificates,
      Set<UUID> sharedOut) {
    return keys.stream()
        .map(key ->
            OwnKey.of(
                key,
                certificates.getOrDefault(key.keyId(), List.of()).stream().findFirst().orElse(null),
                sharedOut.contains(key.keyId()),
                List.copyOf(backups.getOrDefault(key.keyId(), List.of()))))
        .toList();
  }

  private Mono<List<BackupView>> heldOn(UUID deviceId, UUID personId) {
    return backups
        .held(personId)
        .filter(backup -> backup.holderDeviceId().equals(deviceId))
        .filter(backup -> backup.state() != Backup.State.REVOKED)
        .map(BackupView::withoutCiphertext)
        .collectList();
  }

  private static MyKeys split(List<OwnKey> own, List<BackupView> held, UUID deviceId) {
    return new MyKeys(
        own.stream().filter(key -> key.deviceId().equals(deviceId)).toList(),
        own.stream().filter(key -> !key.deviceId().equals(deviceId)).toList(),
        held);
  }
}
