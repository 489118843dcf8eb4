package org.bidseal.identity;

import org.bidseal.websecurity.PublicPaths;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;

/// What needs no token: getting one, and what everybody may check certificates with.
@Configuration(proxyBeanMethods = false)
class OpenPaths {

  private static final String BASE = "/api/identity/v1";

  @Bean
  PublicPaths login() {
    return PublicPaths.of(
        HttpMethod.POST, BASE + "/sms-codes", BASE + "/sessions", BASE + "/sessions/refresh");
  }

  @Bean
  PublicPaths authority() {
    return PublicPaths.of(HttpMethod.GET, BASE + "/trust-anchors", BASE + "/crl");
  }

  @Bean
  PublicPaths sandboxInbox() {
    return PublicPaths.of(HttpMethod.GET, BASE + "/sandbox/sms-inbox/*");
  }
}
