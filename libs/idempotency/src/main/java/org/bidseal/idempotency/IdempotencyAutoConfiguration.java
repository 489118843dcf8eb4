package org.bidseal.idempotency;

import org.bidseal.database.DatabaseAutoConfiguration;
import org.bidseal.database.Transactions;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.result.method.annotation.ArgumentResolverConfigurer;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.json.JsonMapper;

/// Provides [IdempotentWrites], the parameter [IdempotencyKey] and the demand for the header to
/// every service with a database.
@AutoConfiguration(
    after = DatabaseAutoConfiguration.class,
    afterName = {
      "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration",
      "org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration"
    })
@ConditionalOnBean({Transactions.class, JsonMapper.class, RequestMappingHandlerMapping.class})
@EnableConfigurationProperties(IdempotencyProperties.class)
public class IdempotencyAutoConfiguration {
  @Bean
  KeyTable idempotencyKeyTable(DatabaseClient database) {
    return new KeyTable(database);
  }

  @Bean
  IdempotentWrites idempotentWrites(KeyTable keys, JsonMapper mapper, Transactions transactions) {
    return new IdempotentWrites(keys, new IdempotencyJson(mapper), transactions);
  }

  @Bean
  KeySweep idempotencyKeySweep(KeyTable keys, IdempotencyProperties properties) {
    return new KeySweep(keys, properties);
  }

  @Bean
  WriteHandlers writeHandlers(
      @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mapping) {
    return new WriteHandlers(mapping);
  }

  @Bean
  IdempotencyKeyFilter idempotencyKeyFilter(WriteHandlers handlers) {
    return new IdempotencyKeyFilter(handlers);
  }

  @Bean
  WebFluxConfigurer idempotencyKeyParameter() {
    return new WebFluxConfigurer() {
      @Override
      public void configureArgumentResolvers(ArgumentResolverConfigurer configurer) {
        configurer.addCustomResolver(new IdempotencyKeyResolver());
      }
    };
  }
}
