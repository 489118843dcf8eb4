package org.bidseal.keywrapping.rotation;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// What an operator sees of a rotation:
///
/// - `bidseal_kek_current`: the version that this replica wraps under;
/// - `bidseal_kek_rows{column,version}`: what is stored, as the last round saw it;
/// - `bidseal_kek_rewrapped_total{column}`, `bidseal_kek_failures_total{column}`.
final class RotationMetrics {
  private final MeterRegistry registry;
  private final AtomicInteger current = new AtomicInteger();
  private final Map<String, SortedMap<Integer, Long>> versions = new ConcurrentHashMap<>();
  private final MultiGauge rows;

  RotationMetrics(MeterRegistry registry, List<WrappedColumn> columns, int currentVersion) {
    this.registry = registry;
    current.set(currentVersion);
    // There from the start, so that an alarm on them is not silent for ever.
    columns.forEach(column -> {
      counter("bidseal.kek.rewrapped", column);
      counter("bidseal.kek.failures", column);
    });
    this.rows =
        MultiGauge.builder("bidseal.kek.rows")
            .description("wrapped secrets by version of the key-encryption key")
            .register(registry);
    registry.gauge("bidseal.kek.current", current);
  }

  void current(int version) {
    current.set(version);
  }

  void counted(WrappedColumn column, SortedMap<Integer, Long> counts) {
    versions.put(column.name(), counts);
    List<MultiGauge.Row<?>> seen =
        versions.entrySet().stream()
            .<MultiGauge.Row<?>>flatMap(each ->
                each.getValue().entrySet().stream()
                    .map(count ->
                        MultiGauge.Row.of(
                            Tags.of(
                                "column", each.getKey(), "version", String.valueOf(count.getKey())),
                            count.getValue())))
            .toList();
    rows.register(seen, true);
  }

  void rewrapped(WrappedColumn column) {
    counter("bidseal.kek.rewrapped", column).increment();
  }

  void failed(WrappedColumn column) {
    counter("bidseal.kek.failures", column).increment();
  }

  private Counter counter(String name, WrappedColumn column) {
    return registry.counter(name, "column", column.name());
  }
}
