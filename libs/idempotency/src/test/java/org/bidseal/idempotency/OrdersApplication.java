package org.bidseal.idempotency;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.bidseal.problem.CommonProblem;
import org.bidseal.problem.ProblemException;
import org.bidseal.websecurity.PublicPaths;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/// A service that takes orders, in every way that a write can go.
@SpringBootApplication
class OrdersApplication {
  @Bean
  PublicPaths open() {
    return PublicPaths.of("/open/**");
  }

  record NewOrder(String name, @Nullable Integer amount) {}

  record Order(long id, String name) {}

  record Client(long id, String secret) {}

  @RestController
  static class Orders {
    private final DatabaseClient database;
    private final IdempotentWrites writes;
    final AtomicInteger failures = new AtomicInteger();
    final AtomicInteger lostRaces = new AtomicInteger();

    Orders(DatabaseClient database, IdempotentWrites writes) {
      this.database = database;
      this.writes = writes;
    }

    @PostMapping({"/orders", "/other-orders", "/open/orders"})
    Mono<ResponseEntity<Order>> place(IdempotencyKey key, @RequestBody NewOrder order) {
      return writes.once(key, order, Order.class, HttpStatus.CREATED, insert(order));
    }

    @PostMapping("/slow-orders")
    Mono<ResponseEntity<Order>> slowly(ServerWebExchange exchange, @RequestBody NewOrder order) {
      return writes.once(
          exchange, order, Order.class, insert(order).delayElement(Duration.ofMillis(300)));
    }

    @PostMapping("/failing-orders")
    Mono<ResponseEntity<Order>> failing(IdempotencyKey key, @RequestBody NewOrder order) {
      Mono<Order> useCase =
          insert(order)
              .filter(_ -> failures.getAndDecrement() <= 0)
              .switchIfEmpty(
                  Mono.error(() -> new ProblemException(CommonProblem.CONFLICT, "not now")));
      return writes.once(key, order, Order.class, HttpStatus.CREATED, useCase);
    }

    @PostMapping("/contended-orders")
    Mono<ResponseEntity<Order>> contended(IdempotencyKey key, @RequestBody NewOrder order) {
      Mono<Order> useCase =
          insert(order)
              .filter(_ -> lostRaces.getAndDecrement() <= 0)
              .switchIfEmpty(Mono.error(() -> new OptimisticLockingFailureException("lost")));
      return writes.once(key, order, Order.class, HttpStatus.CREATED, useCase);
    }

    @PostMapping("/clients")
    Mono<ResponseEntity<Client>> client(IdempotencyKey key, @RequestBody NewOrder client) {
      return writes
          .sensitive()
          .once(
              key,
              client,
              Client.class,
              HttpStatus.CREATED,
              insert(client).map(row -> new Client(row.id(), "s3cret")));
    }

    @DeleteMapping("/orders/{id}")
    Mono<ResponseEntity<Void>> cancel(IdempotencyKey key, @PathVariable long id) {
      Mono<Void> useCase = database.sql("delete from orders where id = :id").bind("id", id).then();
      return writes.once(key, null, Void.class, HttpStatus.NO_CONTENT, useCase);
    }

    @PutMapping("/contents/{id}")
    @NaturallyIdempotent("content with a known id")
    Mono<String> upload(@PathVariable String id) {
      return Mono.just(id);
    }

    @GetMapping("/orders/count/{name}")
    Mono<Long> count(@PathVariable String name) {
      return database
          .sql("select count(*) as n from orders where name = :name")
          .bind("name", name)
          .map(row -> Objects.requireNonNull(row.get("n", Long.class)))
          .one();
    }

    private Mono<Order> insert(NewOrder order) {
      return database
          .sql("insert into orders (name) values (:name) returning id")
          .bind("name", order.name())
          .map(row -> new Order(Objects.requireNonNull(row.get("id", Long.class)), order.name()))
          .one();
    }
  }
}
