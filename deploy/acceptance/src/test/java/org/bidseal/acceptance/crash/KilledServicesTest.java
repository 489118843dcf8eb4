package org.bidseal.acceptance.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.bidseal.acceptance.Enterprise;
import org.bidseal.acceptance.FleetUnderTest;
import org.bidseal.acceptance.Life;
import org.bidseal.acceptance.crash.Signings.Signing;
import org.bidseal.fleet.Fleet;
import org.bidseal.fleet.Service;
import org.bidseal.testsupport.Awaiting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/// `kill -9` in the middle of the work, again and again. `-Dacceptance.kills=20` for more of it.
@ExtendWith(FleetUnderTest.class)
final class KilledServicesTest {
  private static final List<Service> VICTIMS =
      List.of(Service.SIGNING, Service.QR, Service.CRYPTO, Service.SEALS);
  private static final int KILLS = Integer.getInteger("acceptance.kills", 4);
  private static final Duration LAST_DOCUMENT = Duration.ofMinutes(4);
  private static final int OPENINGS_BESIDE_A_STEP = 8;
  private static final int MOST_STEPS_BETWEEN_KILLS = 14;

  private final Random random = new Random(20260722);
  private final AtomicInteger steps = new AtomicInteger();
  private final Semaphore openingsWanted = new Semaphore(0);
  private final AtomicBoolean stopped = new AtomicBoolean();
  private final ConcurrentLinkedQueue<UUID> openings = new ConcurrentLinkedQueue<>();

  @Test
  void noEventIsLostAndNoEffectDoubled(Life life) {
    Enterprise enterprise = life.newEnterprise(life.fleet().url(Service.GATEWAY), "signers");
    Signings signings =
        new Signings(
            enterprise.people(),
            enterprise.desk(),
            enterprise.seal(),
            enterprise.document(),
            this::step);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      CompletableFuture<Void> signing =
          CompletableFuture.runAsync(() -> signings.run(stopped::get), threads);
      CompletableFuture<Void> registering =
          CompletableFuture.runAsync(() -> registerOpenings(enterprise), threads);
      try {
        for (int kill = 0; kill < KILLS; kill++) {
          killInMidWork(life.fleet(), VICTIMS.get(kill % VICTIMS.size()), signing, signings);
        }
        awaitSteps(10, signing, signings);
      } catch (AssertionError e) {
        // Nobody waits for a worker that stands still.
        threads.shutdownNow();
        throw e;
      } finally {
        stopped.set(true);
        openingsWanted.release();
      }
      endOf(CompletableFuture.allOf(signing, registering), threads, signings);
    }
    assertEventsAreWhole(life.fleet(), enterprise, signings.done());
    assertEffectsHappenedOnce(enterprise, signings.done());
  }

  private static void endOf(
      CompletableFuture<Void> work, ExecutorService threads, Signings signings) {
    try {
      work.get(LAST_DOCUMENT.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      threads.shutdownNow();
      throw new AssertionError("the worker does not end; it is " + signings.at(), e);
    } catch (ExecutionException e) {
      throw new AssertionError("the worker failed when it was " + signings.at(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void step() {
    steps.incrementAndGet();
    openingsWanted.release(OPENINGS_BESIDE_A_STEP);
  }

  private void killInMidWork(
      Fleet fleet, Service victim, CompletableFuture<Void> work, Signings signings) {
    awaitSteps(1 + random.nextInt(MOST_STEPS_BETWEEN_KILLS), work, signings);
    fleet.kill(victim);
    fleet.restart(victim);
  }

  /// A worker that stands still is a failure that says where it stands.
  private void awaitSteps(int more, CompletableFuture<Void> work, Signings signings) {
    int target = steps.get() + more;
    Awaiting.untilAsserted(
        Duration.ofMinutes(2),
        () -> {
          if (work.isCompletedExceptionally()) {
            work.join();
          }
          assertThat(steps.get())
              .as("steps of the worker, which is %s", signings.at())
              .isGreaterThanOrEqualTo(target);
        });
  }

  private void registerOpenings(Enterprise enterprise) {
    Instant later = Clock.systemUTC().instant().plus(Duration.ofDays(1));
    for (int lot = 0; !stopped.get(); lot++) {
      openingsWanted.acquireUninterruptibly();
      openings.add(enterprise.desk().registerOpening("KILL-" + lot, later, later));
    }
  }

  private void assertEventsAreWhole(Fleet fleet, Enterprise enterprise, List<Signing> done) {
    List<String> tasks = done.stream().map(one -> one.taskId().toString()).toList();
    List<String> sessions = done.stream().map(one -> one.sessionId().toString()).toList();
    String seal = enterprise.seal().toString();
    Map<String, Collection<String>> expected =
        Map.of(
            "org.bidseal.signing.task-created.v1", tasks,
            "org.bidseal.signing.document-signed.v1", tasks,
            "org.bidseal.qr.session-scanned.v1", sessions,
            "org.bidseal.qr.session-confirmed.v1", sessions,
            "org.bidseal.qr.session-processing.v1", sessions,
            "org.bidseal.qr.session-completed.v1", sessions,
            "org.bidseal.crypto.opening-registered.v1",
                openings.stream().map(UUID::toString).toList());
    Awaiting.untilAsserted(() -> {
      EventLog log =
          EventLog.read(
              fleet.kafkaBootstrap(),
              List.of("bidseal.signing", "bidseal.qr", "bidseal.crypto", "bidseal.seal"));
      expected.forEach((type, subjects) ->
          assertThat(log.count(type, subjects))
              .as(type)
              .hasSize(subjects.size())
              .allSatisfy((_, count) -> assertThat(count).isEqualTo(1)));
      assertThat(log.count("org.bidseal.seal.seal-used.v1", List.of(seal)))
          .containsEntry(seal, done.size());
      System.out.printf(
          "%d kills: %d signings, %d openings, %d events in %d messages%n",
          KILLS, done.size(), openings.size(), log.events(), log.messages());
    });
  }

  private static void assertEffectsHappenedOnce(Enterprise enterprise, List<Signing> done) {
    assertThat(done).isNotEmpty();
    for (Signing one : done) {
      JsonNode session = enterprise.desk().session(one.sessionId());
      assertThat(session.path("state").asString()).isEqualTo("COMPLETED");
      assertThat(session.path("version").asInt())
          .as("PENDING to COMPLETED, once each")
          .isEqualTo(5);
      Map<String, Integer> trail = new HashMap<>();
      enterprise
          .desk()
          .trail(one.taskId())
          .forEach(entry -> trail.merge(entry.path("action").asString(), 1, Integer::sum));
      assertThat(trail)
          .containsEntry("TASK_CREATED", 1)
          .containsEntry("SESSION_OPENED", 1)
          .containsEntry("DOCUMENT_SIGNED", 1)
          .containsEntry("TASK_COMPLETED", 1)
          .doesNotContainKey("SIGNING_FAILED");
    }
  }
}
