package org.bidseal.sessionframes.socket;

import java.util.Map;
import org.bidseal.sessionframes.SessionFrameAccess;
import org.bidseal.sessionframes.SessionFrames;
import org.bidseal.sessionframes.SessionFramesAutoConfiguration;
import org.bidseal.sessionframes.SessionFramesProperties;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.reactive.socket.server.support.HandshakeWebSocketService;
import tools.jackson.databind.json.JsonMapper;

/// Serves the socket in services that say who may follow.
@AutoConfiguration(after = SessionFramesAutoConfiguration.class)
@ConditionalOnBean({SessionFrames.class, SessionFrameAccess.class})
public class FrameSocketAutoConfiguration {
  @Bean
  SimpleUrlHandlerMapping sessionFrameSockets(
      SessionFrames frames,
      SessionFrameAccess access,
      SessionFramesProperties properties,
      JsonMapper json) {
    var endpoint =
        new FrameEndpoint(frames, access, properties, json, new HandshakeWebSocketService());
    return new SimpleUrlHandlerMapping(
        Map.of(FrameEndpoint.PATH, endpoint), Ordered.HIGHEST_PRECEDENCE);
  }
}
