package org.bidseal.crypto.guard;

import io.r2dbc.spi.Readable;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.bidseal.crypto.guard.Schedule.Kind;
import org.bidseal.crypto.guard.request.Computed;
import org.bidseal.crypto.guard.request.GuardedOperation;
import org.bidseal.crypto.guard.request.Presented;
import org.bidseal.crypto.key.SplitKey;
import org.bidseal.crypto.keyaudit.Occasion;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.proof.Token;
import org.bidseal.smcrypto.share.ServerShare;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/// A request in a schedule: it stands before a statement, or has come to its end. One that would
/// look again is at its end: to look again is to be another request with the same id.
final class Actor implements GuardedOperation<Boolean, String> {
  private static final long PATIENCE_SECONDS = 20;

  private final Presented presented;
  private final Kind proof;
  private final BlockingQueue<Boolean> arrivals = new LinkedBlockingQueue<>();
  private final AtomicBoolean ended = new AtomicBoolean();
  private final AtomicInteger checks = new AtomicInteger();
  private final AtomicInteger counts = new AtomicInteger();
  private final AtomicInteger settled = new AtomicInteger();
  private volatile Sinks.Empty<Void> gate = Sinks.empty();
  private volatile @Nullable String answer;
  private int passed;
  private boolean over;

  /// @param proof what its proof is like: never AGAIN
  Actor(Presented presented, Kind proof) {
    this.presented = presented;
    this.proof = proof;
  }

  interface Ask<T> {
    Mono<T> of(Actor actor);
  }

  /// Begins, up to its first statement.
  void begin(GuardedRequests guard) {
    guard
        .answer(this)
        .contextWrite(context -> context.put(Actor.class, this))
        .subscribe(given -> answer = given, _ -> end(), this::end);
    await();
  }

  /// Runs the statement before which it stands.
  void step() {
    passed++;
    gate.tryEmitEmpty();
    await();
  }

  /// The process goes down before the statement: its transaction is rolled back, and nothing more
  /// is done for the request.
  void crash() {
    gate.tryEmitError(new Crash());
    await();
  }

  private static final class Crash extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Crash() {
      super("the process is gone", null, false, false);
    }
  }

  private void await() {
    try {
      Boolean arrived = arrivals.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (arrived == null) {
        throw new AssertionError(proof + " neither goes on nor ends");
      }
      over = !arrived;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// Waits before a statement.
  Mono<Void> pass() {
    if (ended.get()) {
      return Mono.never();
    }
    Sinks.Empty<Void> next = Sinks.empty();
    gate = next;
    arrivals.add(true);
    return next.asMono();
  }

  void end() {
    if (ended.compareAndSet(false, true)) {
      arrivals.add(false);
    }
  }

  void looked(Admission admission) {
    if (admission instanceof Admission.UnderWay || admission instanceof Admission.Abandoned) {
      end();
    }
  }

  void counted() {
    counts.incrementAndGet();
  }

  void settled(boolean now) {
    if (now) {
      settled.incrementAndGet();
    }
  }

  boolean isOver() {
    return over;
  }

  int passed() {
    return passed;
  }

  int checks() {
    return checks.get();
  }

  int counts() {
    return counts.get();
  }

  int settlements() {
    return settled.get();
  }

  boolean guesses() {
    return proof == Kind.WRONG;
  }

  @Nullable String given() {
    return answer;
  }

  @Override
  public Presented presented() {
    return presented;
  }

  @Override
  public Mono<Boolean> permit(SplitKey key, Readable row) {
    return Mono.just(true);
  }

  @Override
  public Occasion occasion(Boolean permit) {
    return Occasion.NONE;
  }

  @Override
  public boolean proves(Point p1, Boolean permit) {
    checks.incrementAndGet();
    return proof != Kind.WRONG;
  }

  @Override
  public Computed<String> answer(SplitKey key, ServerShare share, Boolean permit, Token next) {
    return Computed.of(UUID.randomUUID().toString(), key.generation());
  }

  @Override
  public Class<String> answerType() {
    return String.class;
  }
}
