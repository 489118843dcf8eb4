package org.bidseal.servicedefaults;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.slf4j.MDC;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

@SpringBootConfiguration
@EnableAutoConfiguration
@Import(TracingTestApplication.Traced.class)
class TracingTestApplication {

  @RestController
  static class Traced {
    private final CurrentTrace trace;
    private final WebClient client;
    private final CryptoScheduler crypto;

    Traced(CurrentTrace trace, WebClient.Builder builder, CryptoScheduler crypto) {
      this.trace = trace;
      this.client = builder.build();
      this.crypto = crypto;
    }

    /// What this request's chain sees, after a hop to another thread and back.
    @GetMapping("/trace")
    Mono<Map<String, String>> trace() {
      return Mono.delay(Duration.ofMillis(5))
          .then(crypto.run(() -> Optional.ofNullable(MDC.get("traceId")).orElse("none")))
          .zipWith(trace.traceparent())
          .map(seen -> Map.of("mdc", seen.getT1(), "traceparent", seen.getT2().orElse("none")));
    }

    /// The traceparent that a server called from here receives.
    @GetMapping("/onward")
    Mono<String> onward(ServerHttpRequest request) {
      int port = request.getURI().getPort();
      return client
          .get()
          .uri("http://localhost:" + port + "/received")
          .retrieve()
          .bodyToMono(String.class);
    }

    @GetMapping("/received")
    Mono<String> received(@RequestHeader("traceparent") String traceparent) {
      return Mono.just(traceparent);
    }
  }
}
