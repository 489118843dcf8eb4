package org.bidseal.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.assertj.core.api.Assertions;
import org.assertj.core.data.TemporalUnitOffset;
import org.bidseal.problem.CommonProblem;
import org.bidseal.problem.ProblemException;
import org.bidseal.testsupport.ServiceTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

@ServiceTest(database = "libdatabase")
class DatabaseTest {
  @Autowired private DatabaseClient client;
  @Autowired private DatabaseClock clock;
  @Autowired private Transactions transactions;

  private final DatabaseProblems problems = new DatabaseProblems();

  @BeforeEach
  void hundredEach() {
    client.sql("update account set balance = 100").then().block();
  }

  @Test
  void migrationsOfTheServiceAndOfLibrariesHaveRun() {
    StepVerifier.create(
            client
                .sql("select version from flyway_schema_history order by version")
                .mapValue(String.class)
                .all())
        .expectNext("0.9", "1")
        .verifyComplete();
  }

  @Test
  void theClockMovesWithinATransaction() {
    Mono<Duration> step =
        clock
            .now()
            .flatMap(first ->
                Mono.delay(Duration.ofMillis(20))
                    .then(clock.now())
                    .map(second -> Duration.between(first, second)));
    StepVerifier.create(transactions.inTransaction(step))
        .assertNext(passed -> assertThat(passed).isGreaterThan(Duration.ofMillis(15)))
        .verifyComplete();
    StepVerifier.create(clock.now())
        .assertNext(now -> assertThat(now).isCloseTo(Instant.now(), within()))
        .verifyComplete();
  }

  @Test
  void aTransactionCommitsAsOne() {
    StepVerifier.create(transactions.inTransaction(pay(30).then(receive(30)))).verifyComplete();
    assertThat(balance(1)).isEqualTo(70);
    assertThat(balance(2)).isEqualTo(130);
  }

  @Test
  void anErrorRollsBack() {
    StepVerifier.create(
            transactions.inTransaction(
                pay(30).then(Mono.error(new IllegalStateException("changed my mind")))))
        .verifyErrorMessage("changed my mind");
    assertThat(balance(1)).isEqualTo(100);
  }

  @Test
  void aCancelledSubscriberRollsBack() {
    StepVerifier.create(
            transactions
                .inTransaction(pay(30).then(Mono.never()))
                .timeout(Duration.ofMillis(300), Mono.empty()))
        .verifyComplete();
    StepVerifier.create(transactions.inTransaction(pay(1))).verifyComplete();
    assertThat(balance(1)).isEqualTo(99);
  }

  @Test
  void innerWorkJoinsTheTransaction() {
    Mono<Void> outer =
        transactions
            .inTransaction(pay(30))
            .then(Mono.error(new IllegalStateException("after the inner one")));
    StepVerifier.create(transactions.inTransaction(outer))
        .verifyErrorMessage("after the inner one");
    assertThat(balance(1)).isEqualTo(100);
  }

  @Test
  void aSnapshotSeesOneStateAndWritesNothing() {
    Mono<String> reads =
        transactions.onSnapshot(
            balanceOf(1)
                .flatMap(before ->
                    // Another connection commits in between.
                    Mono.fromCallable(() -> balanceElsewhere(before - 10))
                        .subscribeOn(Schedulers.boundedElastic())
                        .then(balanceOf(1))
                        .map(after -> before + " " + after)));
    StepVerifier.create(reads).expectNext("100 100").verifyComplete();
    assertThat(balance(1)).isEqualTo(90);
    StepVerifier.create(transactions.onSnapshot(pay(1)))
        .verifyErrorMatches(error -> String.valueOf(error).contains("read-only transaction"));
  }

  @Test
  void sessionsHaveTheirGuards() {
    StepVerifier.create(setting("statement_timeout")).expectNext("10s").verifyComplete();
    StepVerifier.create(setting("lock_timeout")).expectNext("5s").verifyComplete();
    StepVerifier.create(setting("idle_in_transaction_session_timeout"))
        .expectNext("30s")
        .verifyComplete();
  }

  @Test
  void aLockThatIsNotGivenIsAConflict() {
    Mono<Void> second =
        transactions.inTransaction(
            client.sql("set local lock_timeout = '100ms'").then().then(pay(1)));
    Mono<Void> first = transactions.inTransaction(pay(1).then(outside(second)));
    StepVerifier.create(first)
        .verifyErrorSatisfies(error -> assertProblem(error, CommonProblem.CONFLICT));
  }

  @Test
  void aStatementOverItsTimeIsTimedOut() {
    Mono<Void> slow =
        transactions.inTransaction(
            client
                .sql("set local statement_timeout = '100ms'")
                .then()
                .then(client.sql("select pg_sleep(5)").then()));
    StepVerifier.create(slow)
        .verifyErrorSatisfies(error -> assertProblem(error, CommonProblem.TIMED_OUT));
  }

  @Test
  void aSessionEndedByTheServerIsUnavailableOnceAndThenReplaced() {
    StepVerifier.create(client.sql("select pg_terminate_backend(pg_backend_pid())").then())
        .verifyErrorSatisfies(error -> assertProblem(error, CommonProblem.UPSTREAM_UNAVAILABLE));
    assertThat(balance(1)).isEqualTo(100);
  }

  @Test
  void aBrokenConstraintIsOurOwnFault() {
    StepVerifier.create(pay(101))
        .verifyErrorSatisfies(error -> {
          assertThat(error).isInstanceOf(DataAccessException.class);
          assertThat(problems.translate(error)).isNull();
        });
  }

  private void assertProblem(Throwable error, CommonProblem type) {
    assertThat(problems.translate(error))
        .as("translation of %s", error)
        .extracting(ProblemException::type)
        .isEqualTo(type);
  }

  /// On a connection of its own, though subscribed to inside a transaction.
  private static <T> Mono<T> outside(Mono<T> work) {
    return Mono.fromFuture(() -> work.toFuture());
  }

  private int balanceElsewhere(int balance) {
    client.sql("update account set balance = :b where id = 1").bind("b", balance).then().block();
    return balance;
  }

  private Mono<Void> pay(int amount) {
    return client
        .sql("update account set balance = balance - :amount where id = 1")
        .bind("amount", amount)
        .then();
  }

  private Mono<Void> receive(int amount) {
    return client
        .sql("update account set balance = balance + :amount where id = 2")
        .bind("amount", amount)
        .then();
  }

  private Mono<Integer> balanceOf(int id) {
    return client
        .sql("select balance from account where id = :id")
        .bind("id", id)
        .mapValue(Integer.class)
        .one();
  }

  private Integer balance(int id) {
    return Objects.requireNonNull(balanceOf(id).block());
  }

  private Mono<String> setting(String name) {
    return client.sql("show " + name).mapValue(String.class).one();
  }

  private static TemporalUnitOffset within() {
    return Assertions.within(2, ChronoUnit.SECONDS);
  }
}
