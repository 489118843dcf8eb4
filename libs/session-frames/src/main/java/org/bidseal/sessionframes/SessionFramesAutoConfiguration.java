package org.bidseal.sessionframes;

import io.r2dbc.spi.ConnectionFactory;
import org.bidseal.database.DatabaseAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.r2dbc.core.DatabaseClient;
import tools.jackson.databind.json.JsonMapper;

/// Provides [SessionFrames] to services that have `bidseal.session-frames.channel` set.
@AutoConfiguration(
    after = DatabaseAutoConfiguration.class,
    afterName = "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration")
@ConditionalOnProperty("bidseal.session-frames.channel")
@ConditionalOnBean({DatabaseClient.class, JsonMapper.class})
@EnableConfigurationProperties(SessionFramesProperties.class)
public class SessionFramesAutoConfiguration {
  @Bean
  FrameTable sessionFrameTable(
      DatabaseClient database, JsonMapper json, SessionFramesProperties properties) {
    return new FrameTable(database, json, properties.channel());
  }

  @Bean
  FrameHub sessionFrameHub(ConnectionFactory connections, SessionFramesProperties properties) {
    return new FrameHub(connections, properties.catchUpInterval());
  }

  @Bean
  SessionFrames sessionFrames(FrameTable table, FrameHub hub, JsonMapper json) {
    return new SessionFrames(table, hub, json);
  }

  @Bean
  FrameSweep sessionFrameSweep(FrameTable table, SessionFramesProperties properties) {
    return new FrameSweep(table, properties.retention(), properties.sweepInterval());
  }
}
