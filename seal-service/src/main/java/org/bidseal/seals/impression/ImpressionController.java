package org.bidseal.seals.impression;

import jakarta.validation.Valid;
import java.util.UUID;
import org.bidseal.idempotency.IdempotencyKey;
import org.bidseal.idempotency.IdempotentWrites;
import org.bidseal.problem.CommonProblem;
import org.bidseal.problem.ProblemException;
import org.bidseal.websecurity.Caller;
import org.bidseal.websecurity.Person;
import org.bidseal.websecurity.Staff;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Impressions.
@RestController
@RequestMapping("/api/seals/v1/impressions")
class ImpressionController {
  private final Impressions impressions;
  private final IdempotentWrites writes;

  ImpressionController(Impressions impressions, IdempotentWrites writes) {
    this.impressions = impressions;
    this.writes = writes;
  }

  /// Uploads an impression; the answer says what to sign.
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  Mono<ResponseEntity<ImpressionView>> upload(
      IdempotencyKey key, Person person, @Valid @RequestBody UploadRequest request) {
    return writes.once(
        key,
        request,
        ImpressionView.class,
        HttpStatus.CREATED,
        impressions.upload(person.personId(), request));
  }

  /// Signs the statement of an uploaded impression; it then waits for its review.
  @PutMapping("/{impressionId}/signature")
  Mono<ResponseEntity<ImpressionView>> sign(
      IdempotencyKey key,
      Person person,
      @PathVariable UUID impressionId,
      @Valid @RequestBody SignatureRequest request) {
    return writes.once(
        key,
        request,
        ImpressionView.class,
        impressions.sign(person.personId(), impressionId, request));
  }

  /// For a member the impressions of an enterprise, for a reviewer those that wait.
  @GetMapping
  Flux<ImpressionView> list(
      Caller caller,
      @RequestParam(required = false) @Nullable UUID enterpriseId,
      @RequestParam(required = false) Impression.@Nullable State state) {
    if (caller instanceof Staff staff && state == Impression.State.SUBMITTED) {
      staff.require("seal-reviewer");
      return impressions.submitted();
    }
    if (caller instanceof Person(UUID personId) && enterpriseId != null) {
      return impressions.ofEnterprise(personId, enterpriseId);
    }
    return Flux.error(
        new ProblemException(
            CommonProblem.VALIDATION_FAILED,
            "A person names enterpriseId, a reviewer state=SUBMITTED."));
  }

  /// One impression, for a member of its enterprise.
  @GetMapping("/{impressionId}")
  Mono<ImpressionView> get(Person person, @PathVariable UUID impressionId) {
    return impressions.get(person.personId(), impressionId);
  }

  /// Its picture.
  @GetMapping(path = "/{impressionId}/picture", produces = MediaType.IMAGE_PNG_VALUE)
  Mono<byte[]> picture(Caller caller, @PathVariable UUID impressionId) {
    return switch (caller) {
      case Person(UUID personId) -> impressions.pictureForMember(personId, impressionId);
      case Staff staff when staff.require("seal-reviewer") != null ->
          impressions.picture(impressionId);
      case Caller _ ->
          Mono.error(new ProblemException(CommonProblem.NOT_FOUND, "There is no such impression."));
    };
  }
}
