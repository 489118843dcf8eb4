package org.bidseal.escrow.renewal;

import static org.bidseal.database.Columns.uuid;

import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.bidseal.escrow.backup.BackupRequest;
import org.bidseal.escrow.backup.Backups;
import org.bidseal.escrow.box.Comparison;
import org.bidseal.escrow.candidate.Candidate;
import org.bidseal.escrow.candidate.Candidates;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Whom a refreshed key must be backed up to again, and doing so. Nobody compares digits for it:
/// the endorsement of the transport key is what the phone checks, and the omission is on record.
@Service
class Renewals {
  // What counts is the newest backup on a device: one that was taken back afterwards is not
  // renewed.
  private static final String OUTSTANDING =
      """
      select holder_device_id from (
        select distinct on (b.holder_device_id) b.holder_device_id, b.state, b.generation,
          b.verified_at
        from backup b
        where b.key_id = :key and b.owner_person_id = :owner and b.generation <= :generation
        order by b.holder_device_id, b.requested_at desc, b.backup_id) newest
      where state in ('VERIFIED', 'STALE') and generation < :generation
        and verified_at is not null
      """;

  private final DatabaseClient database;
  private final Candidates candidates;
  private final Backups backups;

  Renewals(DatabaseClient database, Candidates candidates, Backups backups) {
    this.database = database;
    this.candidates = candidates;
    this.backups = backups;
  }

  Flux<Candidate> outstanding(UUID ownerPersonId, UUID keyId, int generation) {
    return devices(ownerPersonId, keyId, generation)
        .flatMapMany(devices ->
            candidates
                .of(ownerPersonId, keyId)
                .filter(candidate -> devices.contains(candidate.deviceId())));
  }

  private Mono<Set<UUID>> devices(UUID ownerPersonId, UUID keyId, int generation) {
    return database
        .sql(OUTSTANDING)
        .bind("key", keyId)
        .bind("owner", ownerPersonId)
        .bind("generation", generation)
        .map(row -> uuid(row, "holder_device_id"))
        .all()
        .collect(Collectors.toSet());
  }

  /// In the caller's transaction.
  Mono<RenewalRequest.Renewed> renew(UUID ownerPersonId, UUID keyId, RenewalRequest request) {
    return Flux.fromIterable(request.backups())
        .map(renewal ->
            new BackupRequest(
                keyId,
                request.generation(),
                renewal.holderDeviceId(),
                renewal.ciphertext(),
                Comparison.OMITTED))
        .concatMap(backup -> backups.request(ownerPersonId, backup))
        .collectList()
        .map(RenewalRequest.Renewed::new);
  }
}
