package org.bidseal.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.bidseal.testsupport.ServiceTest;
import org.bidseal.testsupport.Tokens;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

@ServiceTest(database = "idempotency")
class IdempotentWritesTest {
  private static final UUID SOMEONE = UUID.randomUUID();

  @Autowired WebTestClient web;
  @Autowired OrdersApplication.Orders orders;
  @Autowired DatabaseClient database;
  @Autowired KeyTable keys;
  @Autowired KeySweep sweep;

  @Test
  void aRepetitionIsAnsweredAlikeAndHasNoEffect() {
    String name = name();
    var first = post("/orders", "key-" + name, body(name));
    var again = post("/orders", "key-" + name, body(name));
    assertThat(first.getStatus().value()).isEqualTo(201);
    assertThat(again.getStatus().value()).isEqualTo(201);
    assertThat(again.getResponseBody()).isEqualTo(first.getResponseBody());
    assertThat(again.getResponseHeaders().getContentType())
        .isEqualTo(first.getResponseHeaders().getContentType());
    assertThat(replayed(first)).isEmpty();
    assertThat(replayed(again)).contains("true");
    assertThat(count(name)).isEqualTo(1);
  }

  @Test
  void fieldsInAnotherOrderAreTheSameRequest() {
    String name = name();
    post("/orders", "key-" + name, "{\"name\":\"%s\",\"amount\":3}".formatted(name));
    var again = post("/orders", "key-" + name, "{\"amount\":3,\"name\":\"%s\"}".formatted(name));
    assertThat(replayed(again)).contains("true");
  }

  @Test
  void theSameKeyWithAnotherRequestIsRefused() {
    String name = name();
    post("/orders", "key-" + name, body(name));
    var otherBody = post("/orders", "key-" + name, body(name + "x"));
    var otherPath = post("/other-orders", "key-" + name, body(name));
    var otherQuery = post("/orders?x=1", "key-" + name, body(name));
    for (var refused : List.of(otherBody, otherPath, otherQuery)) {
      assertThat(refused.getStatus().value()).isEqualTo(422);
      assertThat(refused.getResponseBody())
          .contains("https://bidseal.org/problems/common/idempotency-key-reused");
    }
    assertThat(count(name)).isEqualTo(1);
    assertThat(count(name + "x")).isZero();
  }

  @Test
  void callersHaveKeysOfTheirOwn() {
    String name = name();
    post("/orders", "key-" + name, body(name));
    var other =
        exchange(
            HttpMethod.POST,
            "/orders",
            Tokens.person(UUID.randomUUID()),
            "key-" + name,
            body(name));
    assertThat(other.getStatus().value()).isEqualTo(201);
    assertThat(replayed(other)).isEmpty();
    assertThat(count(name)).isEqualTo(2);
  }

  @Test
  void concurrentDuplicatesWaitForTheFirst() {
    String name = name();
    List<EntityExchangeResult<String>> answers =
        Objects.requireNonNull(
            Flux.range(0, 6)
                .flatMap(
                    _ ->
                        Mono.fromCallable(() -> post("/slow-orders", "key-" + name, body(name)))
                            .subscribeOn(Schedulers.boundedElastic()),
                    6)
                .collectList()
                .toFuture()
                .join());
    assertThat(answers).allSatisfy(answer -> assertThat(answer.getStatus().value()).isEqualTo(200));
    assertThat(answers.stream().map(EntityExchangeResult::getResponseBody).distinct()).hasSize(1);
    assertThat(answers.stream().filter(answer -> replayed(answer).isEmpty())).hasSize(1);
    assertThat(count(name)).isEqualTo(1);
  }

  @Test
  void aProblemIsNotRememberedSoThatARetryMaySucceed() {
    String name = name();
    orders.failures.set(1);
    assertThat(post("/failing-orders", "key-" + name, body(name)).getStatus().value())
        .isEqualTo(409);
    assertThat(count(name)).isZero();
    var retry = post("/failing-orders", "key-" + name, body(name));
    assertThat(retry.getStatus().value()).isEqualTo(201);
    assertThat(replayed(retry)).isEmpty();
    assertThat(count(name)).isEqualTo(1);
  }

  @Test
  void aLostRaceIsRunAgain() {
    String name = name();
    orders.lostRaces.set(2);
    assertThat(post("/contended-orders", "key-" + name, body(name)).getStatus().value())
        .isEqualTo(201);
    assertThat(count(name)).isEqualTo(1);
  }

  @Test
  void anAnswerWithASecretIsNotStored() {
    String name = name();
    var first = post("/clients", "key-" + name, body(name));
    assertThat(first.getResponseBody()).contains("s3cret");
    var again = post("/clients", "key-" + name, body(name));
    assertThat(again.getStatus().value()).isEqualTo(409);
    assertThat(again.getResponseBody()).contains("response-not-kept").doesNotContain("s3cret");
    assertThat(count(name)).isEqualTo(1);
    Long stored =
        database
            .sql("select count(*) as n from idempotency_key where body like '%s3cret%'")
            .map(row -> Objects.requireNonNull(row.get("n", Long.class)))
            .one()
            .toFuture()
            .join();
    assertThat(stored).isZero();
  }

  @Test
  void anAnswerWithoutABodyIsReplayedToo() {
    String name = name();
    String token = Tokens.person(SOMEONE);
    for (int i = 0; i < 2; i++) {
      var answer = exchange(HttpMethod.DELETE, "/orders/4711", token, "key-" + name, null);
      assertThat(answer.getStatus().value()).isEqualTo(204);
      assertThat(replayed(answer).isPresent()).isEqualTo(i == 1);
    }
  }

  @Test
  void aWriteWithoutAProperKeyIsRefused() {
    String name = name();
    for (String key : new @Nullable String[] {null, "k".repeat(129)}) {
      var refused = post("/orders", key, body(name));
      assertThat(refused.getStatus().value()).isEqualTo(400);
      assertThat(refused.getResponseBody()).contains("idempotency-key-missing");
    }
    assertThat(count(name)).isZero();
  }

  @Test
  void whoIsUnknownIsNotToldOfKeys() {
    assertThat(exchange(HttpMethod.POST, "/orders", null, null, body(name())).getStatus().value())
        .isEqualTo(401);
  }

  @Test
  void openPathsHaveKeysToo() {
    String name = name();
    assertThat(
            exchange(HttpMethod.POST, "/open/orders", null, null, body(name)).getStatus().value())
        .isEqualTo(400);
    var first = exchange(HttpMethod.POST, "/open/orders", null, "key-" + name, body(name));
    var again = exchange(HttpMethod.POST, "/open/orders", null, "key-" + name, body(name));
    assertThat(first.getStatus().value()).isEqualTo(201);
    assertThat(replayed(again)).contains("true");
  }

  @Test
  void aNaturallyIdempotentWriteNeedsNoKey() {
    String token = Tokens.person(SOMEONE);
    assertThat(exchange(HttpMethod.PUT, "/contents/7", token, null, null).getStatus().value())
        .isEqualTo(200);
  }

  @Test
  void aPathThatNobodyServesIsNotFoundWithoutAKey() {
    String token = Tokens.person(SOMEONE);
    assertThat(exchange(HttpMethod.POST, "/nowhere", token, null, null).getStatus().value())
        .isEqualTo(404);
    assertThat(exchange(HttpMethod.PATCH, "/orders", token, null, null).getStatus().value())
        .isEqualTo(405);
  }

  @Test
  void oldAnswersAreForgotten() {
    database
        .sql(
            """
            insert into idempotency_key (caller, key, request_hash, status, created_at)
            select 'old', i::text, '', 200, now() - interval '25 hours' from generate_series(1, 2500) i
            """)
        .then()
        .toFuture()
        .join();
    String name = name();
    post("/orders", "key-" + name, body(name));
    assertThat(sweep.sweep().toFuture()).succeedsWithin(Duration.ofSeconds(30));
    assertThat(keys.find(new IdempotencyKey("old", "7", "")).blockOptional()).isEmpty();
    assertThat(replayed(post("/orders", "key-" + name, body(name)))).contains("true");
  }

  private EntityExchangeResult<String> post(String path, @Nullable String key, String body) {
    return exchange(HttpMethod.POST, path, Tokens.person(SOMEONE), key, body);
  }

  private EntityExchangeResult<String> exchange(
      HttpMethod method,
      String path,
      @Nullable String token,
      @Nullable String key,
      @Nullable String body) {
    var request =
        web.method(method)
            .uri(path)
            .headers(headers -> {
              if (token != null) {
                headers.setBearerAuth(token);
              }
              if (key != null) {
                headers.set(IdempotencyKey.HEADER, key);
              }
            });
    if (body != null) {
      request.header("Content-Type", "application/json").bodyValue(body);
    }
    return request.exchange().expectBody(String.class).returnResult();
  }

  private long count(String name) {
    return Objects.requireNonNull(orders.count(name).toFuture().join());
  }

  private static Optional<String> replayed(EntityExchangeResult<String> answer) {
    return Optional.ofNullable(
        answer.getResponseHeaders().getFirst(IdempotencyKey.REPLAYED_HEADER));
  }

  private static String body(String name) {
    return "{\"name\":\"%s\"}".formatted(name);
  }

  private static String name() {
    return UUID.randomUUID().toString();
  }
}
