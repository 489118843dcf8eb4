package org.bidseal.keywrapping.rotation;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import org.bidseal.database.DatabaseAutoConfiguration;
import org.bidseal.keywrapping.KeyWrapping;
import org.bidseal.keywrapping.KeyWrappingAutoConfiguration;
import org.bidseal.servicedefaults.CryptoScheduler;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;
import org.springframework.r2dbc.core.DatabaseClient;

/// Every service with a register of wrapped columns wraps them anew when it must:
/// `bidseal.key-wrapping.rewrap-interval`, 5 min, is the pause between two looks.
@AutoConfiguration(after = {KeyWrappingAutoConfiguration.class, DatabaseAutoConfiguration.class})
public final class RotationAutoConfiguration {
  @Bean
  @ConditionalOnBean({WrappedColumns.class, DatabaseClient.class})
  Rewrapping rewrapping(
      KeyWrapping wrapping,
      ObjectProvider<WrappedColumns> registers,
      DatabaseClient database,
      CryptoScheduler crypto,
      MeterRegistry registry,
      @Value("${bidseal.key-wrapping.rewrap-interval:5m}") Duration interval) {
    List<WrappedColumn> columns =
        registers.orderedStream().flatMap(each -> each.columns().stream()).toList();
    return new Rewrapping(
        wrapping,
        columns,
        new WrappedRows(database),
        new RotationMetrics(registry, columns, wrapping.currentKekVersion()),
        crypto,
        interval);
  }
}
