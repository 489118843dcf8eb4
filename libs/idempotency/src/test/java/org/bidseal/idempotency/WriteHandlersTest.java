package org.bidseal.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bidseal.problem.ProblemTypesContract;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

class WriteHandlersTest {
  static class Careless {
    @PostMapping("/careless")
    void write() {}
  }

  static class Careful {
    @PostMapping("/with-key")
    void write(IdempotencyKey key) {}

    @NaturallyIdempotent("nothing happens")
    @PostMapping("/natural")
    void nothing() {}

    @GetMapping("/read")
    void read() {}
  }

  @Test
  void aServiceWithAWriteThatIgnoresItsKeyDoesNotStart() {
    var handlers = new WriteHandlers(mapping(new Careless()));
    assertThatThrownBy(handlers::afterSingletonsInstantiated)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Careless#write");
  }

  @Test
  void aServiceWhoseWritesUseTheirKeysStarts() {
    new WriteHandlers(mapping(new Careful())).afterSingletonsInstantiated();
  }

  @Test
  void theProblemsAreWellFormed() {
    assertThat(IdempotencyProblem.RESPONSE_NOT_KEPT.uri())
        .hasToString("https://bidseal.org/problems/common/response-not-kept");
    ProblemTypesContract.check(IdempotencyProblem.class);
  }

  private static RequestMappingHandlerMapping mapping(Object controller) {
    var context = new GenericApplicationContext();
    context.registerBean("controller", Object.class, () -> controller);
    context.refresh();
    var mapping =
        new RequestMappingHandlerMapping() {
          @Override
          protected boolean isHandler(Class<?> type) {
            return type == controller.getClass();
          }
        };
    mapping.setApplicationContext(context);
    mapping.afterPropertiesSet();
    return mapping;
  }
}
