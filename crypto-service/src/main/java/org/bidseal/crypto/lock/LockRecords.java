package org.bidseal.crypto.lock;

import java.util.UUID;
import org.bidseal.crypto.envelope.Octets;
import org.bidseal.keywrapping.WrappedSecret;
import org.bidseal.smcrypto.Point;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// What changes of a lock, one statement each, in the transaction of a caller who has locked it.
@Component
public class LockRecords {
  private final DatabaseClient database;

  LockRecords(DatabaseClient database) {
    this.database = database;
  }

  /// A member's contribution counts.
  public Mono<Void> contributed(UUID lockId, int position, Octets contribution) {
    return member("contribution = :value", lockId, position)
        .bind("value", contribution.bytes())
        .then();
  }

  /// All have contributed.
  public Mono<Void> drawn(UUID lockId, Point lockKey, String transcriptSm3) {
    return lock("lock_key = :key, transcript_sm3 = :sm3", lockId)
        .bind("key", lockKey.hex())
        .bind("sm3", transcriptSm3)
        .then();
  }

  /// A member has found all his pieces true.
  public Mono<Void> confirmed(UUID lockId, int position, Octets encryptedShare) {
    return member("encrypted_share = :value", lockId, position)
        .bind("value", encryptedShare.bytes())
        .then();
  }

  public Mono<Void> ready(UUID lockId) {
    return lock("state = 'READY', ready_at = clock_timestamp()", lockId).then();
  }

  public Mono<Void> failed(UUID lockId) {
    return lock("state = 'FAILED'", lockId).then();
  }

  /// A member has released his share.
  public Mono<Void> gave(UUID lockId, int position, WrappedSecret share) {
    return member("share = :value, share_given_at = clock_timestamp()", lockId, position)
        .bind("value", share.encoded())
        .then();
  }

  /// The lock's secret is put together; the shares are no longer needed.
  public Mono<Void> released(UUID lockId, WrappedSecret secret) {
    return lock("state = 'RELEASED', released_at = clock_timestamp(), secret = :secret", lockId)
        .bind("secret", secret.encoded())
        .then()
        .then(forgetShares(lockId));
  }

  /// A rehearsal has come to its end; its secret was never kept.
  public Mono<Void> rehearsed(UUID lockId) {
    return lock("state = 'RELEASED', released_at = clock_timestamp()", lockId)
        .then()
        .then(forgetShares(lockId));
  }

  /// The platform says that these members are lost, and why bids must come in without the lock.
  public Mono<Void> proposeWaiver(UUID lockId, String reason, UUID[] lost) {
    return database
        .sql("update event_lock_member set lost = person_id = any(:lost) where lock_id = :lock")
        .bind("lost", lost)
        .bind("lock", lockId)
        .then()
        .then(lock("waiver_reason = :reason", lockId).bind("reason", reason).then());
  }

  public Mono<Void> waived(UUID lockId) {
    return lock("state = 'WAIVED', waived_at = clock_timestamp()", lockId).then();
  }

  /// Destroys what is secret in all locks of an opening.
  public Mono<Void> destroySecrets(UUID openingId) {
    return database
        .sql(
            """
            with destroyed as (
              update event_lock set secret = null, destroyed_at = clock_timestamp()
               where opening_id = :opening returning lock_id)
            update event_lock_member m set share = null from destroyed d
             where m.lock_id = d.lock_id
            """)
        .bind("opening", openingId)
        .then();
  }

  private Mono<Void> forgetShares(UUID lockId) {
    return database
        .sql("update event_lock_member set share = null where lock_id = :lock")
        .bind("lock", lockId)
        .then();
  }

  private GenericExecuteSpec lock(String change, UUID lockId) {
    return database
        .sql("update event_lock set " + change + " where lock_id = :lock")
        .bind("lock", lockId);
  }

  private GenericExecuteSpec member(String change, UUID lockId, int position) {
    return database
        .sql(
            "update event_lock_member set "
                + change
                + " where lock_id = :lock and position = :position")
        .bind("lock", lockId)
        .bind("position", position);
  }
}
