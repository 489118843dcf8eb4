package org.bidseal.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.r2dbc.spi.ConnectionFactoryOptions;
import java.io.IOException;
import java.time.Duration;
import org.bidseal.testsupport.ServiceTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.r2dbc.autoconfigure.ConnectionFactoryOptionsBuilderCustomizer;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.reactive.server.WebTestClient;

@ServiceTest(database = "libdatabase")
class PoolHealsTest {
  @Autowired private WebTestClient client;
  @Autowired private SwallowingProxy proxy;

  @Test
  void aNetworkThatSwallowsPacketsIsA503AndIsForgottenWhenItIsWell() {
    count().expectStatus().isOk();

    proxy.swallow(true);
    for (int i = 0; i < 3; i++) {
      count()
          .expectStatus()
          .isEqualTo(503)
          .expectHeader()
          .exists(HttpHeaders.RETRY_AFTER)
          .expectBody()
          .jsonPath("$.type")
          .isEqualTo("https://bidseal.org/problems/common/upstream-unavailable");
    }

    proxy.swallow(false);
    long begun = System.nanoTime();
    count().expectStatus().isOk();
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(3));
  }

  private WebTestClient.ResponseSpec count() {
    return client.get().uri("/accounts/count").exchange();
  }

  @TestConfiguration(proxyBeanMethods = false)
  static class ThroughTheProxy {
    @Bean
    SwallowingProxy proxy(@Value("${spring.r2dbc.url}") String url) throws IOException {
      Object port =
          ConnectionFactoryOptions.parse(url).getRequiredValue(ConnectionFactoryOptions.PORT);
      return new SwallowingProxy((Integer) port);
    }

    @Bean
    ConnectionFactoryOptionsBuilderCustomizer throughTheProxy(SwallowingProxy proxy) {
      return options ->
          options
              .option(ConnectionFactoryOptions.HOST, "127.0.0.1")
              .option(ConnectionFactoryOptions.PORT, proxy.port());
    }
  }
}
