package org.bidseal.identity.enterprise;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.UUID;
import org.bidseal.idempotency.IdempotencyKey;
import org.bidseal.idempotency.IdempotentWrites;
import org.bidseal.identity.IdentityProblem;
import org.bidseal.identity.enterprise.EnterpriseClaim.LegalRepresentative;
import org.bidseal.identity.person.IdNumber;
import org.bidseal.identity.picture.Picture;
import org.bidseal.problem.CommonProblem;
import org.bidseal.problem.ProblemException;
import org.bidseal.websecurity.Caller;
import org.bidseal.websecurity.Person;
import org.bidseal.websecurity.Platform;
import org.bidseal.websecurity.ServiceCaller;
import org.bidseal.websecurity.Staff;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/identity/v1/enterprise-claims")
class ClaimController {

  private static final String REVIEWER = "ca-reviewer";

  /// @param uscc unified social credit code, 18 characters
  /// @param name as printed on the licence
  /// @param region administrative division code, 6 digits (GB/T 2260)
  /// @param licenceImage base64 of a JPEG, PNG or GIF of at most 1.5 MB
  record ClaimRequest(
      @NotBlank @Size(max = 32) String uscc,
      @NotBlank @Size(max = 128) String name,
      @NotNull @Valid LegalRepresentativeRequest legalRepresentative,
      @NotNull @Pattern(regexp = "[0-9]{6}") String region,
      @Nullable String licenceImage) {
    @Override
    public String toString() {
      return "ClaimRequest[" + uscc + ", REDACTED]";
    }

    private Claims.Statement toStatement() {
      Uscc code =
          Uscc.parse(uscc)
              .orElseThrow(() ->
                  new ProblemException(
                      IdentityProblem.INVALID_USCC, "Form or check character is wrong"));
      return new Claims.Statement(code, name.strip(), legalRepresentative.toLegal(), region);
    }
  }

  /// @param idNumber citizen identification number (GB 11643-1999)
  record LegalRepresentativeRequest(
      @NotBlank @Size(max = 64) String name, @NotBlank @Size(max = 32) String idNumber) {
    @Override
    public String toString() {
      return "LegalRepresentativeRequest[REDACTED]";
    }

    private LegalRepresentative toLegal() {
      IdNumber number =
          IdNumber.parse(idNumber)
              .orElseThrow(() ->
                  new ProblemException(
                      IdentityProblem.INVALID_ID_NUMBER,
                      "The legal representative's number is not valid"));
      return new LegalRepresentative(name.strip(), number);
    }
  }

  /// @param reason for the claimant to read
  record RejectionRequest(@NotBlank @Size(max = 500) String reason) {}

  /// @param enterpriseId absent unless state is APPROVED
  /// @param reason why it was rejected; absent unless state is REJECTED
  record ClaimAnswer(
      UUID claimId,
      UUID personId,
      String state,
      String uscc,
      String name,
      String region,
      String legalRepresentativeName,
      Instant submittedAt,
      @Nullable UUID enterpriseId,
      @Nullable String reason) {
    static ClaimAnswer of(EnterpriseClaim claim) {
      EnterpriseClaim.Content content = claim.content();
      return new ClaimAnswer(
          content.claimId(),
          content.personId(),
          claim.state(),
          content.uscc().code(),
          content.name(),
          content.region(),
          content.legalRepresentative().name(),
          content.submittedAt(),
          claim instanceof EnterpriseClaim.Approved approved ? approved.enterpriseId() : null,
          claim instanceof EnterpriseClaim.Rejected rejected ? rejected.reason() : null);
    }
  }

  /// States to ask for.
  enum ClaimState {
    SUBMITTED,
    APPROVED,
    REJECTED
  }

  private final Claims claims;
  private final IdempotentWrites writes;

  ClaimController(Claims claims, IdempotentWrites writes) {
    this.claims = claims;
    this.writes = writes;
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  Mono<ResponseEntity<ClaimAnswer>> submit(
      IdempotencyKey key, Person person, @Valid @RequestBody ClaimRequest request) {
    Mono<ClaimAnswer> useCase = Mono.defer(() -> submit(person, request)).map(ClaimAnswer::of);
    return writes.once(key, request, ClaimAnswer.class, HttpStatus.CREATED, useCase);
  }

  private Mono<EnterpriseClaim> submit(Person person, ClaimRequest request) {
    String image = request.licenceImage();
    Picture licence = image == null ? null : Picture.ofBase64(image);
    return claims.submit(person.personId(), request.toStatement(), licence);
  }

  @GetMapping("/{id}")
  Mono<ClaimAnswer> get(Caller caller, @PathVariable UUID id) {
    Mono<EnterpriseClaim> found =
        switch (caller) {
          case Person(UUID personId) -> claims.getOwn(id, personId);
          case Staff staff -> Mono.fromSupplier(() -> staff.require(REVIEWER)).then(claims.get(id));
          case Platform _, ServiceCaller _ ->
              Mono.error(() -> new ProblemException(CommonProblem.NOT_FOUND, "No such claim"));
        };
    return found.map(ClaimAnswer::of);
  }

  @GetMapping
  Flux<ClaimAnswer> list(Staff staff, @RequestParam(defaultValue = "SUBMITTED") ClaimState state) {
    staff.require(REVIEWER);
    return claims.inState(state.name()).map(ClaimAnswer::of);
  }

  @PostMapping("/{id}/approval")
  Mono<ResponseEntity<ClaimAnswer>> approve(
      IdempotencyKey key, Staff staff, @PathVariable UUID id) {
    UUID reviewer = staff.require(REVIEWER).staffId();
    return writes.once(
        key, null, ClaimAnswer.class, claims.approve(id, reviewer).map(ClaimAnswer::of));
  }

  @PostMapping("/{id}/rejection")
  Mono<ResponseEntity<ClaimAnswer>> reject(
      IdempotencyKey key,
      Staff staff,
      @PathVariable UUID id,
      @Valid @RequestBody RejectionRequest request) {
    UUID reviewer = staff.require(REVIEWER).staffId();
    Mono<EnterpriseClaim> useCase = claims.reject(id, reviewer, request.reason().strip());
    return writes.once(key, request, ClaimAnswer.class, useCase.map(ClaimAnswer::of));
  }
}
