package org.bidseal.database;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@SpringBootConfiguration
@EnableAutoConfiguration
@Import(DatabaseTestApplication.Accounts.class)
class DatabaseTestApplication {

  @RestController
  static class Accounts {
    private final DatabaseClient client;

    Accounts(DatabaseClient client) {
      this.client = client;
    }

    @GetMapping("/accounts/count")
    Mono<Long> count() {
      return client.sql("select count(*) from account").mapValue(Long.class).one();
    }
  }
}
