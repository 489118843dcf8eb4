package org.bidseal.gateway.socket;

import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;

/// Puts the socket before the gateway's own routes.
@Configuration(proxyBeanMethods = false)
class SocketConfiguration {
  @Bean
  HandlerMapping qrSessionSocketMapping(QrSessionSocket socket) {
    return new SimpleUrlHandlerMapping(
        Map.of(QrSessionSocket.PATH, socket), Ordered.HIGHEST_PRECEDENCE);
  }
}
