package org.bidseal.outbox;

import java.time.Clock;
import org.bidseal.events.EventsAutoConfiguration;
import org.bidseal.events.Topics;
import org.bidseal.servicedefaults.CurrentTrace;
import org.bidseal.servicedefaults.Ids;
import org.bidseal.servicedefaults.ServiceDefaultsAutoConfiguration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.r2dbc.core.DatabaseClient;

/// Provides [Outbox] to every service with a database. `libs/database` finds its migrations
/// (`db/outbox`).
@AutoConfiguration(
    after = {
      EventsAutoConfiguration.class,
      ServiceDefaultsAutoConfiguration.class,
      R2dbcAutoConfiguration.class
    })
@ConditionalOnBean(DatabaseClient.class)
public class OutboxAutoConfiguration {
  @Bean
  CommitSignal commitSignal() {
    return new CommitSignal();
  }

  @Bean
  Outbox outbox(
      DatabaseClient database,
      Topics topics,
      CurrentTrace trace,
      Ids ids,
      Clock clock,
      @Value("${spring.application.name}") String service,
      CommitSignal committed) {
    return new Outbox(database, topics, trace, ids, clock, "urn:bidseal:" + service, committed);
  }
}
