package org.bidseal.websecurity.config;

import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.bidseal.websecurity.BearerToken;
import org.bidseal.websecurity.Caller;
import org.bidseal.websecurity.Person;
import org.bidseal.websecurity.Platform;
import org.bidseal.websecurity.PublicPaths;
import org.bidseal.websecurity.ServiceCaller;
import org.bidseal.websecurity.Staff;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@SpringBootConfiguration
@EnableAutoConfiguration
@Import(SecurityTestApplication.Doors.class)
class SecurityTestApplication {

  @Bean
  PublicPaths openDoors() {
    return PublicPaths.of("/api/open/**");
  }

  @Bean
  PublicPaths readableDoors() {
    return PublicPaths.of(HttpMethod.GET, "/api/readable");
  }

  @RestController
  static class Doors {
    @GetMapping("/api/caller")
    Mono<Map<String, String>> caller(Caller caller) {
      return Mono.just(
          switch (caller) {
            case Person person -> Map.of("person", person.personId().toString());
            case Platform platform -> Map.of("platform", platform.platformId().toString());
            case Staff staff -> Map.of("staff", String.join(",", new TreeSet<>(staff.roles())));
            case ServiceCaller service ->
                Map.of(
                    "service",
                    service.service(),
                    "person",
                    Objects.toString(service.onBehalfOf(), "nobody"));
          });
    }

    @GetMapping("/api/person")
    Mono<String> person(Person person) {
      return Mono.just(person.personId().toString());
    }

    @GetMapping("/api/ca")
    Mono<String> ca(Staff staff) {
      return Mono.fromSupplier(() -> staff.require("ca-reviewer").staffId().toString());
    }

    @GetMapping("/api/token")
    Mono<String> token(BearerToken token) {
      return BearerToken.current().map(same -> token + " " + same.value().equals(token.value()));
    }

    @GetMapping("/api/open/hello")
    Mono<String> hello(@Nullable Person person) {
      return Mono.just(person == null ? "stranger" : "friend");
    }

    @GetMapping("/api/open/strict")
    Mono<String> strict(Person person) {
      return Mono.just(person.personId().toString());
    }

    @GetMapping("/api/readable")
    Mono<String> readable() {
      return Mono.just("read");
    }

    @PostMapping("/api/readable")
    Mono<String> writable() {
      return Mono.just("written");
    }

    @GetMapping("/internal/test/v1/hello")
    Mono<String> internal() {
      return Mono.just("colleague");
    }
  }
}
