package org.bidseal.crypto.opening;

import static org.bidseal.database.Columns.required;

import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.bidseal.crypto.opening.Opening.Stage;
import org.bidseal.crypto.opening.Opening.UnconfirmedBids;
import org.bidseal.crypto.problem.CryptoProblem;
import org.bidseal.problem.ProblemException;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// All openings, each read together with the database's time.
@Component
public class Openings {
  private static final String SELECT = "select o.*, clock_timestamp() as read_at from opening o ";
  private static final String OF_PLATFORM = " o.platform_id = :tenant";
  private static final String OF_PERSON =
      " exists (select 1 from envelope e join bid_person p on p.bid_id = e.bid_id"
          + " where e.opening_id = o.opening_id and p.person_id = :tenant)";

  private static final String INSERT =
      """
      insert into opening (opening_id, platform_id, tender_id, lot_id, stage, name, deadline,
                           opens_at, window_minutes, unconfirmed_bids, recipient_threshold,
                           recipient_rule, event_lock)
      select :opening, :platform, :tender, :lot, :stage, :name, :deadline, :opens, :window, :unconfirmed,
             :threshold, :rule, :eventLock
       where clock_timestamp() < :deadline
      """;

  private static final String EXTEND =
      """
      with extended as (
        insert into opening_extension (opening_id, minutes, reason)
        values (:opening, :minutes, :reason))
      update opening set window_minutes = window_minutes + :minutes where opening_id = :opening
      """;

  private final DatabaseClient database;

  Openings(DatabaseClient database) {
    this.database = database;
  }

  /// What a platform registers; payload of OPENING_REGISTERED.
  record Registration(
      UUID openingId,
      UUID platformId,
      String tenderId,
      String lotId,
      Stage stage,
      String name,
      Instant deadline,
      Instant opensAt,
      int windowMinutes,
      UnconfirmedBids unconfirmedBids,
      RecipientDemand recipientPolicy,
      boolean eventLock) {}

  /// Adds an opening; false if its deadline is not in the future.
  Mono<Boolean> insert(Registration registration) {
    return database
        .sql(INSERT)
        .bind("opening", registration.openingId())
        .bind("platform", registration.platformId())
        .bind("tender", registration.tenderId())
        .bind("lot", registration.lotId())
        .bind("stage", registration.stage().name())
        .bind("name", registration.name())
        .bind("deadline", registration.deadline())
        .bind("opens", registration.opensAt())
        .bind("window", registration.windowMinutes())
        .bind("unconfirmed", registration.unconfirmedBids().name())
        .bind("threshold", registration.recipientPolicy().threshold())
        .bind("rule", registration.recipientPolicy().rule().name())
        .bind("eventLock", registration.eventLock())
        .fetch()
        .rowsUpdated()
        .map(rows -> rows == 1);
  }

  /// Makes the decryption window longer, and keeps the reason.
  Mono<Void> extend(UUID openingId, int minutes, String reason) {
    return database
        .sql(EXTEND)
        .bind("opening", openingId)
        .bind("minutes", minutes)
        .bind("reason", reason)
        .fetch()
        .rowsUpdated()
        .then();
  }

  /// The tenant's openings, the latest to open first.
  Flux<OpeningNow> list(Tenant tenant) {
    return database
        .sql(SELECT + "where" + predicate(tenant) + " order by o.opens_at desc, o.opening_id")
        .bind("tenant", tenant.id())
        .map((Readable row) -> read(row))
        .all();
  }

  /// The tenant's opening.
  ///
  /// @throws ProblemException (as the Mono's error) {@link CryptoProblem#OPENING_NOT_FOUND}
  public Mono<OpeningNow> get(UUID openingId, Tenant tenant) {
    return database
        .sql(SELECT + "where o.opening_id = :opening and" + predicate(tenant))
        .bind("opening", openingId)
        .bind("tenant", tenant.id())
        .map((Readable row) -> read(row))
        .one()
        .switchIfEmpty(Mono.error(() -> notFound(openingId)));
  }

  /// The opening of an envelope that the caller may see already.
  public Mono<OpeningNow> ofEnvelope(UUID openingId) {
    return database
        .sql(SELECT + "where o.opening_id = :opening")
        .bind("opening", openingId)
        .map((Readable row) -> read(row))
        .one()
        .switchIfEmpty(Mono.error(() -> notFound(openingId)));
  }

  /// Locks the tenant's opening until the transaction ends: its times stay as they are, and no bid
  /// is sealed meanwhile.
  ///
  /// @throws ProblemException (as the Mono's error) {@link CryptoProblem#OPENING_NOT_FOUND}
  public Mono<OpeningNow> lock(UUID openingId, Tenant tenant) {
    return database
        .sql(
            "select o.opening_id from opening o where o.opening_id = :opening and"
                + predicate(tenant)
                + " for update of o")
        .bind("opening", openingId)
        .bind("tenant", tenant.id())
        .mapValue(UUID.class)
        .one()
        .switchIfEmpty(Mono.error(() -> notFound(openingId)))
        .then(Mono.defer(() -> get(openingId, tenant)));
  }

  /// Marks the opening as concluded now.
  public Mono<Void> conclude(UUID openingId) {
    return database
        .sql("update opening set concluded_at = clock_timestamp() where opening_id = :opening")
        .bind("opening", openingId)
        .then();
  }

  /// The refusal of whatever a concluded opening no longer allows.
  public static ProblemException concluded(OpeningNow read) {
    return new ProblemException(
            CryptoProblem.OPENING_CONCLUDED, "The platform has concluded the opening.")
        .with("serverTime", read.now());
  }

  /// The same, if it still takes bids.
  ///
  /// @throws ProblemException (as the Mono's error) {@link CryptoProblem#DEADLINE_PASSED}
  public Mono<OpeningNow> getTakingBids(UUID openingId) {
    return ofEnvelope(openingId)
        .filter(read -> read.opening().takesBidsAt(read.now()))
        .switchIfEmpty(Mono.error(Openings::deadlinePassed));
  }

  /// The refusal of whatever comes too late.
  public static ProblemException deadlinePassed() {
    return new ProblemException(
        CryptoProblem.DEADLINE_PASSED, "The opening's deadline has passed by the server's clock.");
  }

  private static ProblemException notFound(UUID openingId) {
    return new ProblemException(CryptoProblem.OPENING_NOT_FOUND, "No opening " + openingId + ".");
  }

  private static String predicate(Tenant tenant) {
    return switch (tenant) {
      case Tenant.OfPlatform _ -> OF_PLATFORM;
      case Tenant.OfPerson _ -> OF_PERSON;
    };
  }

  /// An opening of a row that has all its columns and the database's time as `read_at`.
  public static OpeningNow read(Readable row) {
    return new OpeningNow(
        new Opening(
            required(row, "opening_id", UUID.class),
            required(row, "platform_id", UUID.class),
            required(row, "tender_id", String.class),
            required(row, "lot_id", String.class),
            Stage.valueOf(required(row, "stage", String.class)),
            required(row, "name", String.class),
            required(row, "deadline", Instant.class),
            required(row, "opens_at", Instant.class),
            Duration.ofMinutes(required(row, "window_minutes", Integer.class)),
            required(row, "registered_at", Instant.class),
            row.get("concluded_at", Instant.class),
            UnconfirmedBids.valueOf(required(row, "unconfirmed_bids", String.class)),
            new RecipientDemand(
                required(row, "recipient_threshold", Integer.class),
                RecipientDemand.Rule.valueOf(required(row, "recipient_rule", String.class))),
            required(row, "event_lock", Boolean.class)),
        required(row, "read_at", Instant.class));
  }
}
