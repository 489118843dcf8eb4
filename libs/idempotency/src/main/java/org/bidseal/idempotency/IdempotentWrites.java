package org.bidseal.idempotency;

import io.r2dbc.spi.R2dbcException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.bidseal.database.Transactions;
import org.bidseal.problem.CommonProblem;
import org.bidseal.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/// Runs the use case behind a write once per `Idempotency-Key`, and answers every repetition as the
/// first time, with the header `Idempotency-Replayed: true`.
///
/// ```java
/// @PostMapping("/orders")
/// Mono<ResponseEntity<Order>> place(IdempotencyKey key, Platform caller, @RequestBody NewOrder order) {
///   return writes.once(key, order, Order.class, HttpStatus.CREATED, orders.place(caller, order));
/// }
/// ```
///
/// The use case runs in this class's transaction and opens none of its own. It may run again within
/// one request, if it loses an optimistic lock or a deadlock (three times at most); calls to other
/// services within it must bear that, as they must bear the client's own repetition.
///
/// Problems: IDEMPOTENCY_KEY_REUSED (422) if the key was used for another method, path or body;
/// CONFLICT (409) if the first request with the key still runs after the lock time-out; whatever
/// the use case errs with, in which case nothing is remembered.
public final class IdempotentWrites {
  private static final int RETRIES = 3;
  private static final Set<String> LOST_RACES = Set.of("40001", "40P01");

  private final KeyTable keys;
  private final IdempotencyJson json;
  private final Transactions transactions;
  private final boolean keepBody;

  IdempotentWrites(KeyTable keys, IdempotencyJson json, Transactions transactions) {
    this(keys, json, transactions, true);
  }

  private IdempotentWrites(
      KeyTable keys, IdempotencyJson json, Transactions transactions, boolean keepBody) {
    this.keys = keys;
    this.json = json;
    this.transactions = transactions;
    this.keepBody = keepBody;
  }

  /// The same, for answers that hold a secret: the answer's body is not stored, and a repetition
  /// gets the problem RESPONSE_NOT_KEPT (409), which says that the first request succeeded.
  public IdempotentWrites sensitive() {
    return new IdempotentWrites(keys, json, transactions, false);
  }

  /// Once, answered with 200; see the type.
  public <T> Mono<ResponseEntity<T>> once(
      IdempotencyKey key, @Nullable Object requestBody, Class<T> type, Mono<T> useCase) {
    return once(key, requestBody, type, HttpStatus.OK, useCase);
  }

  /// Once, with the key read from the exchange, answered with 200; see the type.
  public <T> Mono<ResponseEntity<T>> once(
      ServerWebExchange exchange, @Nullable Object requestBody, Class<T> type, Mono<T> useCase) {
    return once(exchange, requestBody, type, HttpStatus.OK, useCase);
  }

  /// Once, with the key read from the exchange; see the type.
  public <T> Mono<ResponseEntity<T>> once(
      ServerWebExchange exchange,
      @Nullable Object requestBody,
      Class<T> type,
      HttpStatus status,
      Mono<T> useCase) {
    return IdempotencyKey.of(exchange)
        .flatMap(key -> once(key, requestBody, type, status, useCase));
  }

  /// Once; see the type.
  ///
  /// @param requestBody what was asked, as far as it is in the body; null if there is none. Only
  ///   its hash is stored
  /// @param type of the answer's body; `Void.class` for none
  /// @param status of the answer
  /// @param useCase gives the answer's body, or is empty for an answer without one
  public <T> Mono<ResponseEntity<T>> once(
      IdempotencyKey key,
      @Nullable Object requestBody,
      Class<T> type,
      HttpStatus status,
      Mono<T> useCase) {
    return Mono.fromSupplier(() -> json.hash(key, requestBody))
        .flatMap(hash -> claimed(key, hash, type, status, useCase))
        .as(transactions::inTransaction)
        .retryWhen(
            Retry.backoff(RETRIES, Duration.ofMillis(20))
                .filter(IdempotentWrites::lostRace)
                .onRetryExhaustedThrow((_, last) -> last.failure()));
  }

  private <T> Mono<ResponseEntity<T>> claimed(
      IdempotencyKey key, String hash, Class<T> type, HttpStatus status, Mono<T> useCase) {
    return keys.claim(key, hash)
        .flatMap(first -> first ? perform(key, status, useCase) : replay(key, hash, type));
  }

  private <T> Mono<ResponseEntity<T>> perform(
      IdempotencyKey key, HttpStatus status, Mono<T> useCase) {
    return useCase
        .map(Optional::of)
        .defaultIfEmpty(Optional.empty())
        .flatMap(answer -> remember(key, status, answer));
  }

  private <T> Mono<ResponseEntity<T>> remember(
      IdempotencyKey key, HttpStatus status, Optional<T> answer) {
    String body = keepBody ? answer.map(json::write).orElse(null) : null;
    return keys.complete(key, status.value(), body, keepBody)
        .thenReturn(ResponseEntity.status(status).body(answer.orElse(null)));
  }

  private <T> Mono<ResponseEntity<T>> replay(IdempotencyKey key, String hash, Class<T> type) {
    return keys.find(key)
        .switchIfEmpty(Mono.error(IdempotentWrites::sweptMeanwhile))
        .map(stored -> replayed(stored, hash, type));
  }

  private <T> ResponseEntity<T> replayed(StoredAnswer stored, String hash, Class<T> type) {
    if (!stored.requestHash().equals(hash)) {
      throw new ProblemException(
          CommonProblem.IDEMPOTENCY_KEY_REUSED, "This key was used for another request.");
    }
    if (!stored.bodyKept()) {
      throw new ProblemException(
          IdempotencyProblem.RESPONSE_NOT_KEPT, "The first request with this key succeeded.");
    }
    String body = stored.body();
    return ResponseEntity.status(stored.status())
        .header(IdempotencyKey.REPLAYED_HEADER, "true")
        .body(body == null ? null : json.read(body, type));
  }

  private static ProblemException sweptMeanwhile() {
    return new ProblemException(
            CommonProblem.CONFLICT, "The key expired at this very moment; send the request again.")
        .retryAfter(Duration.ofSeconds(1));
  }

  private static boolean lostRace(Throwable error) {
    if (error instanceof OptimisticLockingFailureException) {
      return true;
    }
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof R2dbcException database && database.getSqlState() != null) {
        return LOST_RACES.contains(database.getSqlState());
      }
    }
    return false;
  }
}
