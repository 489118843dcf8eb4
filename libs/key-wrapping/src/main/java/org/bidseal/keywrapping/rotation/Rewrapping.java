package org.bidseal.keywrapping.rotation;

import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import org.bidseal.keywrapping.KeyWrapping;
import org.bidseal.keywrapping.UnwrappingException;
import org.bidseal.keywrapping.WrappedSecret;
import org.bidseal.keywrapping.rotation.WrappedRows.Row;
import org.bidseal.servicedefaults.CryptoScheduler;
import org.bidseal.servicedefaults.sweep.Sweep;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Replaces every stored secret that is under an older generation of the key-encryption key, while
/// requests read and write the same rows. Each round looks which generations there are, walks each
/// registered column page by page, and replaces row by row, by compare-and-set: a request never
/// waits for more than one row, and what it wrote meanwhile stands.
///
/// What if it crashes: each row is under one generation or the other, both readable; the next round
/// of any replica goes on with what is left. Several replicas at once do some work twice, and no
/// harm. A secret that cannot be unwrapped is counted and left: its generation must stay.
public final class Rewrapping implements Sweep {
  private static final Logger log = LoggerFactory.getLogger(Rewrapping.class);
  private static final int PAGES_AT_ONCE = 16;
  private static final int ROWS_AT_ONCE = 2;
  private static final int PASSES = 4;

  private final KeyWrapping wrapping;
  private final List<WrappedColumn> columns;
  private final WrappedRows rows;
  private final RotationMetrics metrics;
  private final CryptoScheduler crypto;
  private final Duration interval;

  Rewrapping(
      KeyWrapping wrapping,
      List<WrappedColumn> columns,
      WrappedRows rows,
      RotationMetrics metrics,
      CryptoScheduler crypto,
      Duration interval) {
    this.wrapping = wrapping;
    this.columns = List.copyOf(columns);
    this.rows = rows;
    this.metrics = metrics;
    this.crypto = crypto;
    this.interval = interval;
  }

  /// What is wrapped anew.
  public List<WrappedColumn> columns() {
    return columns;
  }

  @Override
  public String name() {
    return "rewrapping";
  }

  @Override
  public Duration interval() {
    return interval;
  }

  @Override
  public Mono<Void> sweep() {
    return crypto
        .run(() -> {
          wrapping.reload();
          return wrapping.currentKekVersion();
        })
        .doOnNext(metrics::current)
        .flatMapMany(current ->
            Flux.fromIterable(columns).concatMap(column -> bring(column, current, PASSES)))
        .then();
  }

  /// A pass misses rows that requests move while it walks; so there may be a few.
  private Mono<Void> bring(WrappedColumn column, int current, int passes) {
    return rows.versions(column)
        .doOnNext(versions -> metrics.counted(column, versions))
        .filter(versions -> passes > 0 && hasOlder(versions, current))
        .flatMap(
            _ -> pass(column, current).then(Mono.defer(() -> bring(column, current, passes - 1))));
  }

  private static boolean hasOlder(SortedMap<Integer, Long> versions, int current) {
    return !versions.isEmpty() && versions.firstKey() < current;
  }

  private Mono<Void> pass(WrappedColumn column, int current) {
    return rows.pages(column)
        .flatMapMany(pages -> Flux.range(0, (int) (pages / PAGES_AT_ONCE + 1)))
        .concatMap(step -> batch(column, current, (long) step * PAGES_AT_ONCE))
        .then();
  }

  /// Read whole before it is written, so that no two connections are held at once.
  private Mono<Void> batch(WrappedColumn column, int current, long page) {
    return rows.outdated(column, current, page, page + PAGES_AT_ONCE)
        .collectList()
        .flatMapMany(Flux::fromIterable)
        .flatMap(row -> replace(column, row), ROWS_AT_ONCE)
        .then();
  }

  private Mono<Void> replace(WrappedColumn column, Row row) {
    return crypto
        .<WrappedSecret>run(() -> wrapping.rewrap(row.wrapped(), row.boundTo()))
        .flatMap(anew -> rows.replace(column, row, anew))
        .doOnNext(replaced -> {
          if (replaced) {
            metrics.rewrapped(column);
          }
        })
        .onErrorResume(
            UnwrappingException.class,
            lost -> {
              log.warn("A secret of {} cannot be wrapped anew: {}", column.name(), row, lost);
              metrics.failed(column);
              return Mono.empty();
            })
        .then();
  }
}
