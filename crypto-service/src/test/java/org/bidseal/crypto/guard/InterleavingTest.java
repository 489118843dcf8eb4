package org.bidseal.crypto.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.List;
import org.bidseal.crypto.guard.Schedule.Kind;
import org.bidseal.crypto.key.ShareCustody;
import org.bidseal.crypto.keyaudit.KeyAudit;
import org.bidseal.crypto.testkit.TestEnvelopes;
import org.bidseal.crypto.testkit.TestPhone;
import org.bidseal.database.Transactions;
import org.bidseal.outbox.Outbox;
import org.bidseal.servicedefaults.CryptoScheduler;
import org.bidseal.smcrypto.proof.KeyUsage;
import org.bidseal.testsupport.ServiceTest;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;

/// All orders in which the statements of two or three requests can meet on one holding, on
/// PostgreSQL and with the guard itself, and each of the requests cut off by a crash at each of its
/// statements. Whatever the order: never more checks than attempts, never two answers for one
/// token, no attempt back from a crash, and a row for each use.
@ServiceTest(database = "crypto")
@Import(TestEnvelopes.Config.class)
class InterleavingTest {
  private static final Logger LOG = LoggerFactory.getLogger(InterleavingTest.class);

  @Autowired private WebTestClient http;
  @Autowired private DatabaseClient database;
  @Autowired private AnswerVault vault;
  @Autowired private ShareCustody custody;
  @Autowired private CryptoScheduler crypto;
  @Autowired private Transactions transactions;
  @Autowired private Outbox outbox;
  @Autowired private KeyAudit audit;
  @Autowired private GuardMetrics metrics;
  @Autowired private SecureRandom random;

  private Schedules schedules() {
    TestPhone phone = TestPhone.enrol(http, KeyUsage.SIGNING);
    GatedAttempts gated = new GatedAttempts(database);
    GuardedRequests guard =
        new GuardedRequests(
            gated,
            vault,
            custody,
            crypto,
            transactions,
            new BlockReports(gated, audit, outbox, transactions),
            audit,
            metrics,
            random);
    return new Schedules(phone, database, guard);
  }

  @Test
  void everyPairWithItsLastAttemptAndWithAll() {
    Schedules schedules = schedules();
    int runs = 0;
    for (int limit : new int[] {1, 2, 5}) {
      for (Kind first : Kind.values()) {
        for (Kind second : Kind.values()) {
          if (first != Kind.AGAIN && second.compareTo(first) >= 0) {
            runs += schedules.all(List.of(first, second), limit, -1, this::holds);
          }
        }
      }
    }
    LOG.info("{} schedules of two requests", runs);
    assertThat(runs).isGreaterThan(300);
  }

  @Test
  void everyPairOneOfWhichCrashes() {
    Schedules schedules = schedules();
    int runs = 0;
    for (Kind first : List.of(Kind.RIGHT, Kind.WRONG, Kind.COPY)) {
      for (Kind second : Kind.values()) {
        for (int crash = 1; crash < Schedule.GATES; crash++) {
          runs += schedules.all(List.of(first, second), 1, crash, this::holds);
          runs += schedules.all(List.of(first, second), 2, crash, this::holds);
        }
      }
    }
    LOG.info("{} schedules of two requests and a crash", runs);
    assertThat(runs).isGreaterThan(300);
  }

  @Test
  void everyTripleOfGuessesAndOfAnswers() {
    Schedules schedules = schedules();
    int runs = schedules.all(List.of(Kind.WRONG, Kind.WRONG, Kind.WRONG), 2, -1, this::holds);
    runs += schedules.all(List.of(Kind.RIGHT, Kind.RIGHT, Kind.RIGHT), 5, -1, this::holds);
    LOG.info("{} schedules of three requests", runs);
    assertThat(runs).isGreaterThan(300);
  }

  private void holds(Schedule.Result result) {
    assertThat(result.wrongChecks()).as("checks: %s", result).isLessThanOrEqualTo(result.limit());
    assertThat(result.answers()).as("answers: %s", result).hasSizeLessThanOrEqualTo(1);
    boolean answered = !result.answers().isEmpty();
    assertThat(result.tokenChanged()).as("token: %s", result).isEqualTo(answered);
    assertThat(result.uses()).as("uses: %s", result).isEqualTo(result.settled());
    if (!answered) {
      assertThat(result.attemptsLeft())
          .as("attempts: %s", result)
          .isEqualTo(result.limit() - result.counted());
    }
  }
}
