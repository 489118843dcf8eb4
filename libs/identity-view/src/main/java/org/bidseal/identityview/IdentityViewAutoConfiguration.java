package org.bidseal.identityview;

import org.bidseal.outbox.EventConsumer;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.r2dbc.core.DatabaseClient;

/// The read model's beans, for every service that has this library on its class path.
@AutoConfiguration(after = R2dbcAutoConfiguration.class)
@ConditionalOnBean(DatabaseClient.class)
public class IdentityViewAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean(FedElsewhere.class)
  EventConsumer identityFeed(DatabaseClient database) {
    return new IdentityFeed(database);
  }

  @Bean
  Members identityMembers(DatabaseClient database) {
    return new Members(database);
  }

  @Bean
  Persons identityPersons(DatabaseClient database) {
    return new Persons(database);
  }

  @Bean
  Enterprises identityEnterprises(DatabaseClient database) {
    return new Enterprises(database);
  }

  @Bean
  Certificates identityCertificates(DatabaseClient database) {
    return new Certificates(database);
  }

  @Bean
  Platforms identityPlatforms(DatabaseClient database) {
    return new Platforms(database);
  }
}
