package org.bidseal.outbox.relay;

import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import org.bidseal.outbox.CommitSignal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.retry.Retry;
import reactor.util.retry.RetryBackoffSpec;

/// Publishes the outbox for as long as the service runs; see the package for why it is right. It
/// comes up before the web server and goes down after it, so that the last events of a stopping
/// service still leave.
final class Relay implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(Relay.class);
  private static final Duration MIN_BACKOFF = Duration.ofMillis(200);

  private final ConnectionFactory connections;
  private final Publisher publisher;
  private final CommitSignal committed;
  private final RelayMetrics metrics;
  private final RelayProperties properties;

  private @Nullable Run run;

  Relay(
      ConnectionFactory connections,
      Publisher publisher,
      CommitSignal committed,
      RelayMetrics metrics,
      RelayProperties properties) {
    this.connections = connections;
    this.publisher = publisher;
    this.committed = committed;
    this.metrics = metrics;
    this.properties = properties;
  }

  @Override
  public synchronized void start() {
    if (run == null && properties.enabled()) {
      run = new Run();
    }
  }

  /// Lets the batch under way end, looks once more, then closes the connection, which frees the
  /// lock.
  @Override
  public synchronized void stop(Runnable callback) {
    Run stopping = run;
    run = null;
    if (stopping == null) {
      callback.run();
    } else {
      stopping.stop(callback);
    }
  }

  @Override
  public void stop() {
    stop(() -> {});
  }

  @Override
  public synchronized boolean isRunning() {
    return run != null;
  }

  @Override
  public int getPhase() {
    return DEFAULT_PHASE - 8192;
  }

  /// Breaks off as a crash would: for tests of what a crash leaves behind.
  synchronized void kill() {
    Run killed = run;
    run = null;
    if (killed != null) {
      killed.work.dispose();
    }
  }

  /// From start to stop, over all the connections that come and go.
  private final class Run {
    private final Sinks.Empty<Void> stop = Sinks.empty();
    private final Sinks.Empty<Void> ended = Sinks.empty();
    private final Disposable work =
        Flux.usingWhen(RelayConnection.open(connections), this::serve, RelayConnection::close)
            .doOnError(_ -> metrics.unknown())
            .retryWhen(
                untilStopped(
                    backoff()
                        .doBeforeRetry(lost ->
                            log.warn("The outbox relay lost its database", lost.failure()))))
            .doFinally(_ -> ended.tryEmitEmpty())
            .subscribe();

    void stop(Runnable callback) {
      stop.tryEmitEmpty();
      ended
          .asMono()
          .timeout(properties.stopTimeout(), Mono.empty())
          .doFinally(_ -> {
            work.dispose();
            callback.run();
          })
          .subscribe();
    }

    private Flux<?> serve(RelayConnection connection) {
      var session = new RelaySession(connection, publisher, metrics, properties.batchSize());
      Flux<?> wakes =
          Flux.merge(
                  committed.signals().doOnNext(_ -> session.committedHere()),
                  connection.notifications(),
                  Flux.interval(Duration.ZERO, properties.pollInterval()))
              .onBackpressureLatest()
              .takeUntilOther(stop.asMono());
      Flux<?> measures =
          Flux.interval(Duration.ZERO, properties.sampleInterval())
              .onBackpressureDrop()
              .takeUntilOther(stop.asMono())
              .concatMap(_ -> session.measure());
      // The one more at the end is the last look of a stopping relay.
      Flux<?> rounds = Flux.concat(wakes, Mono.just("stop")).concatMap(_ -> work(session), 0);
      return Flux.merge(rounds, measures);
    }

    private Flux<Boolean> work(RelaySession session) {
      return session
          .work()
          .retryWhen(
              untilStopped(
                  backoff()
                      .filter(PublishFailedException.class::isInstance)
                      .doBeforeRetry(
                          failed -> log.warn("Events wait: {}", failed.failure().getMessage()))));
    }

    private RetryBackoffSpec backoff() {
      return Retry.backoff(Long.MAX_VALUE, MIN_BACKOFF)
          .maxBackoff(properties.maxBackoff())
          .transientErrors(true);
    }

    private Retry untilStopped(RetryBackoffSpec backoff) {
      return Retry.from(
          failures -> Flux.from(backoff.generateCompanion(failures)).takeUntilOther(stop.asMono()));
    }
  }
}
