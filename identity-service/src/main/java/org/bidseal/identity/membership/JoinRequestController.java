package org.bidseal.identity.membership;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.UUID;
import org.bidseal.idempotency.IdempotencyKey;
import org.bidseal.idempotency.IdempotentWrites;
import org.bidseal.websecurity.Person;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/identity/v1")
class JoinRequestController {

  /// @param reason for the administrator to read
  record JoinRequestBody(@NotBlank @Size(max = 500) String reason) {}

  /// @param reason for the applicant to read
  record RejectionBody(@NotBlank @Size(max = 500) String reason) {}

  /// @param rejection why it was rejected; absent unless state is REJECTED
  record JoinRequestAnswer(
      UUID joinRequestId,
      UUID enterpriseId,
      UUID personId,
      String reason,
      String state,
      Instant submittedAt,
      @Nullable String rejection) {
    static JoinRequestAnswer of(JoinRequest request) {
      JoinRequest.Content content = request.content();
      return new JoinRequestAnswer(
          content.joinRequestId(),
          content.enterpriseId(),
          content.personId(),
          content.reason(),
          request.state(),
          content.submittedAt(),
          request instanceof JoinRequest.Rejected rejected ? rejected.why() : null);
    }
  }

  private final JoinRequests requests;
  private final IdempotentWrites writes;

  JoinRequestController(JoinRequests requests, IdempotentWrites writes) {
    this.requests = requests;
    this.writes = writes;
  }

  @PostMapping("/enterprises/{enterpriseId}/join-requests")
  @ResponseStatus(HttpStatus.CREATED)
  Mono<ResponseEntity<JoinRequestAnswer>> submit(
      IdempotencyKey key,
      Person person,
      @PathVariable UUID enterpriseId,
      @Valid @RequestBody JoinRequestBody request) {
    Mono<JoinRequest> useCase =
        requests.submit(enterpriseId, person.personId(), request.reason().strip());
    return writes.once(
        key,
        request,
        JoinRequestAnswer.class,
        HttpStatus.CREATED,
        useCase.map(JoinRequestAnswer::of));
  }

  @GetMapping("/enterprises/{enterpriseId}/join-requests")
  Flux<JoinRequestAnswer> list(Person person, @PathVariable UUID enterpriseId) {
    return requests.ofEnterprise(enterpriseId, person.personId()).map(JoinRequestAnswer::of);
  }

  @GetMapping("/join-requests")
  Flux<JoinRequestAnswer> mine(Person person) {
    return requests.ofPerson(person.personId()).map(JoinRequestAnswer::of);
  }

  @GetMapping("/join-requests/{id}")
  Mono<JoinRequestAnswer> get(Person person, @PathVariable UUID id) {
    return requests.get(id, person.personId()).map(JoinRequestAnswer::of);
  }

  @PostMapping("/join-requests/{id}/approval")
  Mono<ResponseEntity<JoinRequestAnswer>> approve(
      IdempotencyKey key, Person person, @PathVariable UUID id) {
    return answer(key, null, requests.approve(id, person.personId()));
  }

  @PostMapping("/join-requests/{id}/rejection")
  Mono<ResponseEntity<JoinRequestAnswer>> reject(
      IdempotencyKey key,
      Person person,
      @PathVariable UUID id,
      @Valid @RequestBody RejectionBody request) {
    return answer(key, request, requests.reject(id, person.personId(), request.reason().strip()));
  }

  @PostMapping("/join-requests/{id}/withdrawal")
  Mono<ResponseEntity<JoinRequestAnswer>> withdraw(
      IdempotencyKey key, Person person, @PathVariable UUID id) {
    return answer(key, null, requests.withdraw(id, person.personId()));
  }

  private Mono<ResponseEntity<JoinRequestAnswer>> answer(
      IdempotencyKey key, @Nullable Object body, Mono<JoinRequest> useCase) {
    return writes.once(key, body, JoinRequestAnswer.class, useCase.map(JoinRequestAnswer::of));
  }
}
