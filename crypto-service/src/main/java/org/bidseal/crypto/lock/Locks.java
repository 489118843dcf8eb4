package org.bidseal.crypto.lock;

import static org.bidseal.database.Columns.flag;
import static org.bidseal.database.Columns.instant;
import static org.bidseal.database.Columns.number;
import static org.bidseal.database.Columns.text;
import static org.bidseal.database.Columns.uuid;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.bidseal.crypto.envelope.Octets;
import org.bidseal.crypto.opening.Tenant;
import org.bidseal.crypto.problem.LockProblem;
import org.bidseal.keywrapping.WrappedSecret;
import org.bidseal.problem.ProblemException;
import org.bidseal.smcrypto.PointGate;
import org.bidseal.smcrypto.lock.LockPurpose;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// All locks. Each method joins its caller's transaction.
@Component
public class Locks {
  private static final String SELECT =
      "select l.*, o.platform_id from event_lock l join opening o using (opening_id) ";

  private static final String OF_PLATFORM = " and o.platform_id = :tenant";

  private static final String OF_PERSON =
      """
       and (exists (select 1 from event_lock_member m
                     where m.lock_id = l.lock_id and m.person_id = :tenant)
            or exists (select 1 from envelope e join bid_person p on p.bid_id = e.bid_id
                        where e.opening_id = l.opening_id and p.person_id = :tenant))
      """;

  private static final String IN_FORCE =
      " l.purpose = 'EVENT' and l.state in ('FORMING', 'READY', 'RELEASED', 'WAIVED')";

  private final DatabaseClient database;

  Locks(DatabaseClient database) {
    this.database = database;
  }

  /// A lock of the opening, if the tenant may know of it.
  ///
  /// @throws ProblemException (as the Mono's error) [LockProblem#LOCK_NOT_FOUND]
  public Mono<CommitteeLock> get(UUID openingId, UUID lockId, Tenant tenant) {
    return one(database
            .sql(SELECT + "where l.opening_id = :opening and l.lock_id = :lock" + of(tenant))
            .bind("opening", openingId)
            .bind("lock", lockId)
            .bind("tenant", tenant.id()))
        .switchIfEmpty(Mono.error(() -> notFound(lockId)));
  }

  /// A lock, if the tenant may know of it; empty if not.
  public Mono<CommitteeLock> find(UUID lockId, Tenant tenant) {
    return one(
        database
            .sql(SELECT + "where l.lock_id = :lock" + of(tenant))
            .bind("lock", lockId)
            .bind("tenant", tenant.id()));
  }

  /// The same of its opening, its row locked until the transaction ends.
  public Mono<CommitteeLock> lock(UUID openingId, UUID lockId, Tenant tenant) {
    return database
        .sql("select lock_id from event_lock where lock_id = :lock for update")
        .bind("lock", lockId)
        .mapValue(UUID.class)
        .one()
        .then(Mono.defer(() -> get(openingId, lockId, tenant)));
  }

  /// All locks of an opening that the tenant may know of, the newest first.
  public Flux<CommitteeLock> ofOpening(UUID openingId, Tenant tenant) {
    return database
        .sql(SELECT + "where l.opening_id = :opening" + of(tenant) + " order by l.created_at desc")
        .bind("opening", openingId)
        .bind("tenant", tenant.id())
        .map((Readable row) -> lock(row, List.of()))
        .all()
        .collectList()
        .flatMapIterable(locks -> locks)
        .concatMap(this::withSeats);
  }

  /// The opening's lock that bids are sealed under, or will be; empty if it has none.
  public Mono<CommitteeLock> inForce(UUID openingId) {
    return one(
        database
            .sql(SELECT + "where l.opening_id = :opening and" + IN_FORCE)
            .bind("opening", openingId));
  }

  /// Whether the opening must have one.
  public Mono<Boolean> isRequired(UUID openingId) {
    return database
        .sql("select event_lock from opening where opening_id = :opening")
        .bind("opening", openingId)
        .mapValue(Boolean.class)
        .one();
  }

  /// Whether the opening must have a lock, and none was released or waived.
  Mono<Boolean> isHeldBack(UUID openingId) {
    return database
        .sql(
            """
            select event_lock and not exists (
                     select 1 from event_lock l
                      where l.opening_id = o.opening_id and l.purpose = 'EVENT'
                        and l.state in ('RELEASED', 'WAIVED'))
              from opening o where opening_id = :opening
            """)
        .bind("opening", openingId)
        .mapValue(Boolean.class)
        .one();
  }

  /// Stores a new lock, and puts it in the place of the one in force if there is one.
  public Mono<Void> insert(CommitteeLock lock) {
    Mono<Void> replace =
        lock.purpose() == LockPurpose.EVENT
            ? database
                .sql(
                    "update event_lock l set state = 'REPLACED' where l.opening_id = :opening and"
                        + IN_FORCE)
                .bind("opening", lock.openingId())
                .then()
            : Mono.empty();
    return replace
        .then(
            database
                .sql(
                    """
                    insert into event_lock (lock_id, opening_id, purpose, state, threshold)
                    values (:lock, :opening, :purpose, :state, :threshold)
                    """)
                .bind("lock", lock.lockId())
                .bind("opening", lock.openingId())
                .bind("purpose", lock.purpose().name())
                .bind("state", lock.state().name())
                .bind("threshold", lock.threshold())
                .then())
        .thenMany(Flux.fromIterable(lock.seats()))
        .concatMap(seat -> insert(lock.lockId(), seat))
        .then();
  }

  private Mono<Void> insert(UUID lockId, Seat seat) {
    return database
        .sql(
            """
            insert into event_lock_member (lock_id, position, person_id, enterprise_id, role,
                                           certificate_id, key_id, certificate)
            values (:lock, :position, :person, :enterprise, :role, :certificateId, :key,
                    :certificate)
            """)
        .bind("lock", lockId)
        .bind("position", seat.position())
        .bind("person", seat.personId())
        .bind("enterprise", seat.enterpriseId())
        .bind("role", seat.role())
        .bind("certificateId", seat.certificateId())
        .bind("key", seat.keyId())
        .bind("certificate", seat.certificate())
        .then();
  }

  private Mono<CommitteeLock> one(DatabaseClient.GenericExecuteSpec query) {
    return query.map((Readable row) -> lock(row, List.of())).one().flatMap(this::withSeats);
  }

  private Mono<CommitteeLock> withSeats(CommitteeLock lock) {
    return database
        .sql("select * from event_lock_member where lock_id = :lock order by position")
        .bind("lock", lock.lockId())
        .map((Readable row) -> seat(row))
        .all()
        .collectList()
        .map(lock::seating);
  }

  private static CommitteeLock lock(Readable row, List<Seat> seats) {
    String key = row.get("lock_key", String.class);
    return new CommitteeLock(
        uuid(row, "lock_id"),
        uuid(row, "opening_id"),
        uuid(row, "platform_id"),
        LockPurpose.valueOf(text(row, "purpose")),
        LockState.valueOf(text(row, "state")),
        number(row, "threshold"),
        instant(row, "created_at"),
        key == null ? null : PointGate.decodeHex(key),
        row.get("transcript_sm3", String.class),
        row.get("ready_at", Instant.class),
        wrapped(row, "secret"),
        row.get("released_at", Instant.class),
        row.get("waiver_reason", String.class),
        row.get("waived_at", Instant.class),
        seats);
  }

  private static Seat seat(Readable row) {
    return new Seat(
        number(row, "position"),
        uuid(row, "person_id"),
        uuid(row, "enterprise_id"),
        text(row, "role"),
        uuid(row, "certificate_id"),
        uuid(row, "key_id"),
        text(row, "certificate"),
        octets(row, "contribution"),
        octets(row, "encrypted_share"),
        wrapped(row, "share"),
        row.get("share_given_at", Instant.class),
        flag(row, "lost"));
  }

  private static @Nullable Octets octets(Readable row, String column) {
    byte[] bytes = row.get(column, byte[].class);
    return bytes == null ? null : Octets.of(bytes);
  }

  private static @Nullable WrappedSecret wrapped(Readable row, String column) {
    byte[] bytes = row.get(column, byte[].class);
    return bytes == null ? null : WrappedSecret.decode(bytes);
  }

  private static String of(Tenant tenant) {
    return switch (tenant) {
      case Tenant.OfPlatform _ -> OF_PLATFORM;
      case Tenant.OfPerson _ -> OF_PERSON;
    };
  }

  private static ProblemException notFound(UUID lockId) {
    return new ProblemException(LockProblem.LOCK_NOT_FOUND, "No event lock " + lockId + ".");
  }
}
