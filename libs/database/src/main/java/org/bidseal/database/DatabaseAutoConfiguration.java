package org.bidseal.database;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcTransactionManagerAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.ReactiveTransactionManager;

/// Beans of a service that has a database. The guards of its pool are in
/// `META-INF/bidseal-defaults.yml`.
@AutoConfiguration(
    after = {R2dbcAutoConfiguration.class, R2dbcTransactionManagerAutoConfiguration.class},
    beforeName = "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration")
public final class DatabaseAutoConfiguration {
  @Bean
  @ConditionalOnBean(DatabaseClient.class)
  @ConditionalOnMissingBean
  DatabaseClock databaseClock(DatabaseClient client) {
    return new DatabaseClock(client);
  }

  @Bean
  @ConditionalOnBean(DatabaseClient.class)
  ClockSkew clockSkew(DatabaseClock database, Clock host, MeterRegistry registry) {
    return new ClockSkew(database, host, registry);
  }

  @Bean
  @ConditionalOnBean(ReactiveTransactionManager.class)
  @ConditionalOnMissingBean
  Transactions transactions(ReactiveTransactionManager manager) {
    return new Transactions(manager);
  }

  @Bean
  LibraryMigrations libraryMigrations() {
    return new LibraryMigrations();
  }

  @Bean
  DatabaseProblems databaseProblems() {
    return new DatabaseProblems();
  }
}
