package org.bidseal.events;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/// Provides [Topics] with the prefix `bidseal.events.topic-prefix` (default empty).
@AutoConfiguration
public class EventsAutoConfiguration {
  @Bean
  @ConditionalOnMissingBean
  Topics topics(@Value("${bidseal.events.topic-prefix:}") String prefix) {
    return new Topics(prefix);
  }
}
