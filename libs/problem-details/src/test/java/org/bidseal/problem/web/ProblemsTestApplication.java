package org.bidseal.problem.web;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.io.EOFException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import org.bidseal.problem.CommonProblem;
import org.bidseal.problem.ProblemException;
import org.bidseal.servicedefaults.RequestDeadline;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@SpringBootConfiguration
@EnableAutoConfiguration
@Import(ProblemsTestApplication.Failures.class)
class ProblemsTestApplication {

  enum Kind {
    OFFICIAL,
    FINANCE
  }

  record CreditCode(@JsonValue String value) {
    @JsonCreator
    CreditCode {
      if (value.length() != 18) {
        throw new IllegalArgumentException("has 18 characters");
      }
    }
  }

  record Item(@Min(1) int copies) {}

  record Registration(
      @NotBlank String name,
      @Pattern(regexp = "[0-9]+", message = "digits only | 只能是数字") String number,
      UUID id,
      Kind kind,
      CreditCode code,
      @Valid @Size(max = 2) List<Item> items) {}

  @RestController
  static class Failures {
    @GetMapping("/problem")
    Mono<String> problem() {
      return Mono.error(
          new ProblemException(CommonProblem.RATE_LIMITED, "Five in a minute.")
              .with("limit", 5)
              .retryAfter(Duration.ofMillis(1500)));
    }

    @GetMapping("/bug")
    Mono<String> bug() {
      return Mono.error(new IllegalStateException("password of db.internal is wrong"));
    }

    @GetMapping("/cut-off")
    Mono<String> cutOff() {
      return Mono.error(
          new ProblemException(
              CommonProblem.MALFORMED_REQUEST,
              "The upload ends too early.",
              new IllegalArgumentException("incomplete", new EOFException("unexpected end"))));
    }

    @GetMapping("/gone")
    Mono<String> gone() {
      return Mono.error(new IllegalStateException(new EOFException("unexpected end")));
    }

    @GetMapping("/busy")
    Mono<String> busy() {
      return Mono.error(new RejectedExecutionException("queue full"));
    }

    @GetMapping("/never")
    Mono<String> never() {
      return Mono.never();
    }

    @GetMapping("/slow")
    @RequestDeadline(seconds = 20)
    Mono<String> slow() {
      return Mono.delay(Duration.ofMillis(3600)).map(_ -> "late but good");
    }

    @GetMapping("/trickle")
    Flux<DataBuffer> trickle() {
      return Flux.interval(Duration.ofMillis(900))
          .take(4)
          .map(_ -> DefaultDataBufferFactory.sharedInstance.wrap(new byte[] {'x'}));
    }

    @GetMapping("/half")
    Flux<DataBuffer> half() {
      DataBuffer begun = DefaultDataBufferFactory.sharedInstance.wrap(new byte[16]);
      return Flux.concat(
          Mono.just(begun),
          Mono.delay(Duration.ofMillis(100)).then(Mono.error(new IllegalStateException("broken"))));
    }

    @GetMapping("/count")
    Mono<String> count(@RequestParam @Min(1) int count, @RequestParam UUID id) {
      return Mono.just(count + " " + id);
    }

    @PostMapping("/api/test/echo")
    Mono<Item> echo(@RequestBody Item item) {
      return Mono.just(item);
    }

    @PostMapping("/registrations")
    Mono<Registration> register(@Valid @RequestBody Registration registration) {
      return Mono.just(registration);
    }
  }
}
