package org.bidseal.servicekeys;

import java.security.SecureRandom;
import java.time.Clock;
import org.bidseal.database.DatabaseAutoConfiguration;
import org.bidseal.keywrapping.KeyWrapping;
import org.bidseal.keywrapping.KeyWrappingAutoConfiguration;
import org.bidseal.keywrapping.rotation.RotationAutoConfiguration;
import org.bidseal.keywrapping.rotation.WrappedColumn;
import org.bidseal.keywrapping.rotation.WrappedColumns;
import org.bidseal.servicecalls.ServiceCalls;
import org.bidseal.servicecalls.ServiceCallsAutoConfiguration;
import org.bidseal.servicedefaults.CryptoScheduler;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.r2dbc.core.DatabaseClient;

/// Gives every service that signs its [ServiceKeys].
@AutoConfiguration(
    after = {
      DatabaseAutoConfiguration.class,
      KeyWrappingAutoConfiguration.class,
      ServiceCallsAutoConfiguration.class
    },
    before = RotationAutoConfiguration.class)
public final class ServiceKeysAutoConfiguration {
  @Bean
  ServiceKeys serviceKeys(
      DatabaseClient database,
      KeyWrapping wrapping,
      ServiceCalls calls,
      CryptoScheduler cpu,
      SecureRandom random,
      Clock clock) {
    return new ServiceKeys(new ServiceKeyRepository(database), wrapping, calls, cpu, random, clock);
  }

  @Bean
  WrappedColumns wrappedServiceKeys() {
    return WrappedColumns.of(
        WrappedColumn.of(
            "service_key", "private_key", ServiceKeys.PURPOSE, "profile", "public_key"));
  }
}
