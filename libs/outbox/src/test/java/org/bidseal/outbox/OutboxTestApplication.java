package org.bidseal.outbox;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.transaction.ReactiveTransactionManager;
import org.springframework.transaction.reactive.TransactionalOperator;

/// A service with nothing but an outbox and the consumers of the tests.
@SpringBootApplication
public class OutboxTestApplication {
  @Bean
  TransactionalOperator inTransaction(ReactiveTransactionManager manager) {
    return TransactionalOperator.create(manager);
  }
}
