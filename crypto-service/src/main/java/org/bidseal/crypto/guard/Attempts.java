package org.bidseal.crypto.guard;

import static org.bidseal.database.Columns.required;

import io.r2dbc.spi.Readable;
import java.util.function.BiFunction;
import org.bidseal.crypto.guard.Snapshot.EarlierAttempt;
import org.bidseal.crypto.guard.request.Aside;
import org.bidseal.crypto.guard.request.Operation;
import org.bidseal.crypto.guard.request.Presented;
import org.bidseal.crypto.guard.request.RacedException;
import org.bidseal.crypto.holding.Holdings;
import org.bidseal.crypto.key.SplitKeys;
import org.bidseal.crypto.keyaudit.KeyAudit;
import org.bidseal.crypto.keyaudit.KeyHead;
import org.bidseal.crypto.keyaudit.RecordedUse;
import org.bidseal.crypto.timeline.Timeline;
import org.bidseal.smcrypto.Sm3Hash;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// What requests do to holdings: each method is one statement, so that no crash and no concurrent
/// request falls between a condition and its change.
@Component
class Attempts {
  private static final String FOUND =
      SplitKeys.COLUMNS
          + ", "
          + Holdings.COLUMNS
          + ", "
          + KeyHead.COLUMNS
          + """
          , a.content as a_content, a.attempts_left as a_left, a.refused as a_refused,
            a.counted_at < clock_timestamp() - interval '15 seconds' as a_abandoned
          """;

  private static final String OF =
      """
      from holding h
      join split_key k on k.key_id = h.key_id
      left join attempt a on a.key_id = h.key_id and a.device_id = h.device_id
                         and a.request_id = :request
      """
          + KeyHead.JOIN;

  private static final String WHERE =
      " where h.key_id = :key and h.device_id = :device and h.person_id = :person";

  /// Takes one attempt. The last one blocks the holding at once: should this process go down before
  /// the proof is checked, the attempt is lost and not given.
  private static final String COUNT =
      """
      with counted as (
        update holding
           set attempts_left = attempts_left - 1,
               state = case when attempts_left > 1 then state
                            when state = 'ACTIVE' then 'LOCKED'
                            else 'QUARANTINED' end,
               blocked_since = case when attempts_left > 1 then blocked_since
                                    else clock_timestamp() end
         where key_id = :key and device_id = :device and generation = :generation
           and token = :current
           and (state = 'ACTIVE' or state = 'REFRESH_ONLY' and :refresh) and attempts_left > 0
        returning attempts_left)
      insert into attempt (key_id, device_id, request_id, content, attempts_left)
      select :key, :device, :request, :content, attempts_left from counted
      returning attempts_left
      """;

  /// Records the answer and the next token together, if the holding is still what it was.
  private static final String ANSWERED =
      """
      with answered as (
        update holding
           set token = :next, attempts_left = 5, state = 'ACTIVE', blocked_since = null,
               block_reported = false, generation = :newGeneration, last_request_id = :request,
               last_content = :content, last_answer = :answer
         where key_id = :key and device_id = :device and generation = :generation
           and token = :token and not block_reported
           and (state in ('ACTIVE', 'LOCKED')
                or state in ('REFRESH_ONLY', 'QUARANTINED') and :refresh)
        returning 1),
      cleared as (
        delete from attempt
         where key_id = :key and device_id = :device and exists (select 1 from answered))
      """;

  private static final String ANSWER = ANSWERED + "select count(*) from answered";

  /// The same with the use, and with the entry of what it opened. Somebody else's use in its place
  /// undoes all of it.
  private static final String ANSWER_AND_WRITE =
      ANSWERED
          + ", written as (insert into key_use (%s) select %s from answered), told as ("
              .formatted(KeyAudit.COLUMNS, KeyAudit.VALUES)
          + Timeline.KEY_OPENED.formatted("answered")
          + ")"
          + " select count(*) from answered";

  private static final String REFUSE =
      """
      update attempt set refused = true
       where key_id = :key and device_id = :device and request_id = :request
      """;

  private static final String REPORT =
      """
      update holding set block_reported = true
       where key_id = :key and device_id = :device and not block_reported
         and state in ('LOCKED', 'QUARANTINED')
         and (not :late or blocked_since < clock_timestamp() - interval '15 seconds')
      returning state
      """;

  private static final String QUARANTINE =
      """
      with quarantined as (
        update holding
           set state = 'QUARANTINED', blocked_since = clock_timestamp(), block_reported = true,
               last_request_id = null, last_content = null, last_answer = null
         where key_id = :key and device_id = :device and generation = :generation
           and not block_reported and state <> 'STALE'
        returning 1),
      cleared as (
        delete from attempt
         where key_id = :key and device_id = :device and exists (select 1 from quarantined))
      select count(*) from quarantined
      """;

  /// Only who still has its attempt on record gets it back, once.
  private static final String GIVE_BACK =
      """
      with taken as (
        delete from attempt
         where key_id = :key and device_id = :device and request_id = :request and not refused
        returning 1)
      update holding
         set attempts_left = case when :proved then 5 else least(attempts_left + 1, 5) end,
             blocked_since = case when state = 'LOCKED' then null else blocked_since end,
             state = case state when 'LOCKED' then 'ACTIVE'
                                when 'QUARANTINED' then 'REFRESH_ONLY'
                                else state end
       where key_id = :key and device_id = :device and not block_reported and state <> 'STALE'
         and exists (select 1 from taken)
      """;

  private static final String FORGET =
      """
      delete from attempt
       where key_id = :key and device_id = :device and request_id = :request and not refused
      """;

  private final DatabaseClient database;

  Attempts(DatabaseClient database) {
    this.database = database;
  }

  /// Key, holding and earlier attempt of a request, with what its operation reads along; empty if
  /// the caller has no such holding.
  <T> Mono<T> find(Presented request, Aside aside, BiFunction<Snapshot, Readable, T> reading) {
    String sql = "select " + FOUND + aside.columns() + " " + OF + aside.join() + WHERE;
    return bound(sql, request)
        .bind("person", request.personId())
        .bindValues(aside.bindings())
        .map((Readable row) -> reading.apply(read(row), row))
        .one();
  }

  /// Takes one attempt for the request, committed when this completes.
  ///
  /// @param seen what the request was admitted by
  /// @return how many are left; errs with [RacedException] if the holding is another by now, or the
  ///   same request took an attempt already
  Mono<Integer> count(Presented request, Snapshot seen) {
    return bound(COUNT, request)
        .bind("generation", seen.key().generation())
        .bind("current", seen.holding().token().hex())
        .bind("refresh", request.operation() == Operation.REFRESH)
        .bind("content", request.content().hex())
        .map(row -> required(row, "attempts_left", Integer.class))
        .one()
        .onErrorMap(DuplicateKeyException.class, _ -> new RacedException())
        .switchIfEmpty(Mono.error(RacedException::new));
  }

  /// Records the answer with the next token and a full counter.
  ///
  /// @return false if the holding is no longer what the answer was computed for
  Mono<Boolean> answer(Presented request, int generation, Outcome.Answered<?> answered) {
    return answer(bound(ANSWER, request), request, generation, answered);
  }

  /// The same, and writes down the use, and what it opened, in one statement.
  ///
  /// @return errs with [DuplicateKeyException] if another use took its place: nothing happened
  Mono<Boolean> answer(
      Presented request, int generation, Outcome.Answered<?> answered, RecordedUse use) {
    var written = KeyAudit.bind(bound(ANSWER_AND_WRITE, request), use);
    var told =
        Timeline.bindKeyOpened(
            written,
            answered.computed().opened(),
            request.personId(),
            use.use().occasion().sessionId());
    return answer(told, request, generation, answered);
  }

  private static Mono<Boolean> answer(
      GenericExecuteSpec statement,
      Presented request,
      int generation,
      Outcome.Answered<?> answered) {
    return statement
        .bind("next", answered.next().hex())
        .bind("newGeneration", answered.computed().generation())
        .bind("content", request.content().hex())
        .bind("answer", answered.wrapped().encoded())
        .bind("generation", generation)
        .bind("token", request.token().hex())
        .bind("refresh", request.operation() == Operation.REFRESH)
        .map(row -> required(row, "count", Long.class) == 1)
        .one();
  }

  /// Records that the attempt's proof was wrong.
  Mono<Void> refuse(Presented request) {
    return bound(REFUSE, request).then();
  }

  /// Marks a used-up counter's block as reported.
  ///
  /// @param late only if whoever took the last attempt has had the time to check it
  /// @return the state to tell of; empty if there is nothing, or nothing new
  Mono<String> report(Presented request, boolean late) {
    return database
        .sql(REPORT)
        .bind("late", late)
        .bind("key", request.keyId())
        .bind("device", request.deviceId())
        .map(row -> required(row, "state", String.class))
        .one();
  }

  /// Quarantines the holding and forgets its last answer.
  ///
  /// @return whether this was new
  Mono<Boolean> quarantine(Presented request, int generation) {
    return database
        .sql(QUARANTINE)
        .bind("key", request.keyId())
        .bind("device", request.deviceId())
        .bind("generation", generation)
        .map(row -> required(row, "count", Long.class) == 1)
        .one();
  }

  /// Gives an attempt back: to a full counter if its proof held, by one if nobody looked at it.
  Mono<Void> giveBack(Presented request, boolean proved) {
    return bound(GIVE_BACK, request).bind("proved", proved).then();
  }

  /// Forgets the record of an attempt that is nobody's any more; the attempt stays taken.
  Mono<Void> forget(Presented request) {
    return bound(FORGET, request).then();
  }

  private GenericExecuteSpec bound(String sql, Presented request) {
    return database
        .sql(sql)
        .bind("key", request.keyId())
        .bind("device", request.deviceId())
        .bind("request", request.requestId());
  }

  private static Snapshot read(Readable row) {
    return new Snapshot(SplitKeys.read(row), Holdings.read(row), KeyHead.read(row), earlier(row));
  }

  private static @Nullable EarlierAttempt earlier(Readable row) {
    String content = row.get("a_content", String.class);
    return content == null
        ? null
        : new EarlierAttempt(
            Sm3Hash.ofHex(content),
            required(row, "a_left", Integer.class),
            required(row, "a_refused", Boolean.class),
            required(row, "a_abandoned", Boolean.class));
  }
}
