package org.bidseal.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.bidseal.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;

class IdempotencyKeyTest {
  @Test
  void theKeyBelongsToTheCallerAndIsGoodForOneRequest() {
    var request =
        MockServerHttpRequest.post("/orders?dry=1").header(IdempotencyKey.HEADER, "a key").build();
    assertThat(IdempotencyKey.of(MockServerWebExchange.from(request)).toFuture().join())
        .isEqualTo(new IdempotencyKey("anonymous", "a key", "POST /orders?dry=1"));
  }

  @Test
  void aServiceHasKeysPerPersonThatItActsFor() {
    var request =
        MockServerHttpRequest.post("/orders")
            .header(IdempotencyKey.HEADER, "k")
            .header("X-Bidseal-Person", "p-1")
            .build();
    assertThat(IdempotencyKey.of(MockServerWebExchange.from(request)).toFuture().join().caller())
        .isEqualTo("anonymous for p-1");
  }

  @Test
  void aKeyIsThereOnceAndPrintable() {
    for (String[] values :
        List.of(
            new String[] {},
            new String[] {"one", "two"},
            new String[] {""},
            new String[] {"  "},
            new String[] {"k".repeat(129)},
            new String[] {"schlüssel"},
            new String[] {"tab\there"})) {
      var request = MockServerHttpRequest.post("/").header(IdempotencyKey.HEADER, values).build();
      assertThatThrownBy(() -> IdempotencyKey.header(request))
          .isInstanceOf(ProblemException.class)
          .hasMessageStartingWith("IDEMPOTENCY_KEY_MISSING");
    }
    var longest =
        MockServerHttpRequest.post("/").header(IdempotencyKey.HEADER, "k".repeat(128)).build();
    assertThat(IdempotencyKey.header(longest)).hasSize(128);
  }
}
