package org.bidseal.servicecalls;

import java.util.UUID;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistrar;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@SpringBootConfiguration
@EnableAutoConfiguration
@Import(CallsTestApplication.Seals.class)
class CallsTestApplication {
  static final UUID PERSON = UUID.fromString("0190f7f0-0000-7000-8000-000000000001");

  record Grant(int left) {}

  @Bean(destroyMethod = "close")
  OtherService otherService() {
    return new OtherService();
  }

  @Bean
  DynamicPropertyRegistrar whereItIs(OtherService other) {
    return registry -> {
      registry.add("bidseal.services.other-service.url", other::url);
      registry.add("bidseal.services.absent-service.url", () -> "http://localhost:1");
    };
  }

  @RestController
  static class Seals {
    private final ServiceCalls calls;

    Seals(ServiceCalls calls) {
      this.calls = calls;
    }

    @GetMapping("/grant")
    Mono<Grant> grant() {
      return calls
          .to("other-service")
          .get()
          .uri("/internal/other/v1/grants/{id}", 7)
          .attributes(ServiceCalls.onBehalfOf(PERSON))
          .retrieve()
          .bodyToMono(Grant.class);
    }

    @GetMapping("/absent")
    Mono<Grant> absent() {
      return calls.to("absent-service").get().uri("/x").retrieve().bodyToMono(Grant.class);
    }
  }
}
