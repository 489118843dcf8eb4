package org.bidseal.crypto.keyabuse;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.bidseal.crypto.testkit.CryptoProcess;
import org.bidseal.crypto.testkit.KeyServiceTest;
import org.bidseal.crypto.testkit.ManyRequests;
import org.bidseal.crypto.testkit.TestPhone;
import org.bidseal.embedded.Ports;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.testsupport.Awaiting;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Sixty-four wrong PINs at once for each of some phones; the process that looks at them is killed
/// in the middle, and another one gets the same guesses, and again once the lost ones are given up.
/// No phone's share is guessed at more often than five times, whoever looked.
class KilledRaceTest extends KeyServiceTest {
  private static final int PHONES = 12;
  private static final int GUESSES = 64;
  private static final int LIMIT = 5;

  @Autowired private Environment environment;
  @Autowired private MeterRegistry metrics;
  @LocalServerPort private int ownPort;

  private final UUID session = UUID.randomUUID();
  private final Queue<ManyRequests.Answer> answered = new ConcurrentLinkedQueue<>();

  private record Target(TestPhone phone, Sm3Hash e, List<Map<String, Object>> guesses) {}

  @Test
  void theLimitHoldsAcrossAKill() {
    List<Target> targets = IntStream.range(0, PHONES).mapToObj(_ -> target()).toList();
    int port = Ports.free();
    try (CryptoProcess process = CryptoProcess.serving("pin-race", environment, port)) {
      process.awaitReady();
      guessAll(targets, port);
      untilCounted(targets, PHONES * LIMIT / 3);
      process.kill();
    }
    untilQuiet(targets);
    long counted = counted(targets);
    long looked = refused(targets);
    assertThat(counted).as("killed in the middle").isLessThan(PHONES * LIMIT);
    assertThat(answered).allMatch(answer -> answer.status() == 403 || answer.status() == 423);
    assertThat(answered.stream().filter(answer -> answer.status() == 403).count())
        .isLessThanOrEqualTo(looked);

    double before = checks();
    again(targets);
    letTimePass(targets);
    again(targets);

    // Each look of the successor left its row; what the killed one looked at and could not write
    // down is an attempt less for it.
    assertThat(refused(targets) - looked).isEqualTo(Math.round(checks() - before));
    for (Target target : targets) {
      assertThat(holding(target.phone())).isEqualTo("LOCKED 0");
      assertThat(refused(List.of(target))).isLessThanOrEqualTo(LIMIT);
      target
          .phone()
          .post("co-signatures", target.phone().coSignBody(session, target.e()))
          .expectStatus()
          .isEqualTo(423);
    }
    // What was counted and never looked at is lost, not given.
    assertThat(refused(targets)).isLessThanOrEqualTo(PHONES * LIMIT - (counted - looked));
  }

  private Target target() {
    TestPhone phone = signer();
    Sm3Hash e = expect(phone, session, "race");
    TestPhone thief = phone.withWrongPin();
    return new Target(
        phone, e, IntStream.range(0, GUESSES).mapToObj(_ -> thief.coSignBody(session, e)).toList());
  }

  /// The first guess of each, then the second, and so on.
  private void guessAll(List<Target> targets, int port) {
    List<Mono<ManyRequests.Answer>> requests = new ArrayList<>();
    for (int i = 0; i < GUESSES; i++) {
      for (Target target : targets) {
        requests.add(
            ManyRequests.send(port, target.phone(), "co-signatures", target.guesses().get(i)));
      }
    }
    // The kill breaks the connections, which is no answer.
    Flux.fromIterable(requests)
        .flatMap(request -> request.onErrorComplete(), requests.size())
        .filter(answer -> answer.status() != 409)
        .subscribe(answered::add);
  }

  /// Looks as often as it can: the race is over in a fraction of a second.
  private void untilCounted(List<Target> targets, long enough) {
    long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (counted(targets) < enough) {
      assertThat(System.nanoTime()).as("a minute without guesses").isLessThan(end);
    }
  }

  /// What the killed process had sent may still be at work in the database.
  private void untilQuiet(List<Target> targets) {
    AtomicLong before = new AtomicLong(-1);
    Awaiting.until(
        "the database is through with the killed process",
        () -> {
          long now = counted(targets) * 1000 + refused(targets);
          return before.getAndSet(now) == now;
        });
  }

  private long counted(List<Target> targets) {
    return count("select count(*) from attempt where key_id = any(:keys)", targets);
  }

  private void again(List<Target> targets) {
    for (Target target : targets) {
      ManyRequests.atOnce(ownPort, target.phone(), "co-signatures", target.guesses());
    }
  }

  /// As if whoever counted had had its fifteen seconds.
  private void letTimePass(List<Target> targets) {
    database
        .sql(
            "update attempt set counted_at = counted_at - interval '16 seconds'"
                + " where key_id = any(:keys)")
        .bind("keys", keys(targets))
        .then()
        .block();
  }

  private long refused(List<Target> targets) {
    return count("select count(*) from attempt where key_id = any(:keys) and refused", targets);
  }

  private long count(String sql, List<Target> targets) {
    return requireNonNull(
        database.sql(sql).bind("keys", keys(targets)).mapValue(Long.class).one().block());
  }

  private static UUID[] keys(List<Target> targets) {
    return targets.stream().map(target -> target.phone().keyId()).toArray(UUID[]::new);
  }

  private double checks() {
    return metrics
        .counter("bidseal.proof.checks", "operation", "co-sign", "result", "wrong")
        .count();
  }
}
