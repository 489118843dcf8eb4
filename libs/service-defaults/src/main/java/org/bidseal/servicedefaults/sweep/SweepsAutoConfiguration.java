package org.bidseal.servicedefaults.sweep;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/// Runs every [Sweep] bean of the service.
@AutoConfiguration
public final class SweepsAutoConfiguration {
  @Bean
  Sweeps sweeps(ObjectProvider<Sweep> sweeps, MeterRegistry registry) {
    return new Sweeps(() -> sweeps.orderedStream().toList(), registry);
  }
}
