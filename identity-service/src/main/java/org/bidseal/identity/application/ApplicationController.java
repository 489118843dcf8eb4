package org.bidseal.identity.application;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.bidseal.idempotency.IdempotencyKey;
import org.bidseal.idempotency.IdempotentWrites;
import org.bidseal.identity.application.ApplicationAnswers.ApplicationAnswer;
import org.bidseal.identity.application.ApplicationAnswers.DescribedAnswer;
import org.bidseal.identity.application.ApplicationAnswers.DownloadAnswer;
import org.bidseal.identity.application.Applications.Wish;
import org.bidseal.identity.authority.CertificateAuthority;
import org.bidseal.problem.CommonProblem;
import org.bidseal.problem.FieldProblem;
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
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/identity/v1/certificate-applications")
class ApplicationController {

  private static final String REVIEWER = "ca-reviewer";

  /// Whom the certificates shall name.
  enum SubjectKind {
    ENTERPRISE,
    PERSON
  }

  /// States to ask for.
  enum ApplicationState {
    DRAFT,
    DESCRIBED,
    SUBMITTED,
    ISSUED,
    DOWNLOADED,
    REJECTED
  }

  /// @param enterpriseId needed for subject ENTERPRISE, absent for PERSON
  record ApplicationRequest(
      @NotNull SubjectKind subject,
      @Nullable UUID enterpriseId,
      @NotNull UUID deviceId,
      @NotNull UUID signingKeyId,
      @NotNull UUID encryptionKeyId,
      @Min(1) @Max(5) int validityYears) {
    private Wish by(Person person) {
      if ((subject == SubjectKind.ENTERPRISE) == (enterpriseId == null)) {
        throw new ProblemException(
                CommonProblem.VALIDATION_FAILED, "enterpriseId goes with subject ENTERPRISE")
            .withError(
                new FieldProblem("enterpriseId", "goes with subject ENTERPRISE", "仅在申领企业证书时填写"));
      }
      return new Wish(
          person.personId(), enterpriseId, deviceId, signingKeyId, encryptionKeyId, validityYears);
    }
  }

  /// @param certificationRequestInfo RFC 2986 §4.1, DER in base64
  record DescribeRequest(@NotBlank @Size(max = 22_000) String certificationRequestInfo) {}

  /// @param csr CertificationRequest, RFC 2986 §4.2, DER in base64
  record CsrRequest(@NotBlank @Size(max = 22_000) String csr) {}

  /// @param reason for the applicant to read
  record RejectionRequest(@NotBlank @Size(max = 500) String reason) {}

  private final Applications applications;
  private final Issuance issuance;
  private final CertificateAuthority authority;
  private final IdempotentWrites writes;

  ApplicationController(
      Applications applications,
      Issuance issuance,
      CertificateAuthority authority,
      IdempotentWrites writes) {
    this.applications = applications;
    this.issuance = issuance;
    this.authority = authority;
    this.writes = writes;
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  Mono<ResponseEntity<ApplicationAnswer>> draft(
      IdempotencyKey key, Person person, @Valid @RequestBody ApplicationRequest request) {
    Mono<ApplicationAnswer> useCase =
        Mono.fromSupplier(() -> request.by(person))
            .flatMap(applications::draft)
            .map(ApplicationAnswer::of);
    return writes.once(key, request, ApplicationAnswer.class, HttpStatus.CREATED, useCase);
  }

  @PostMapping("/{id}/certification-request-info")
  Mono<ResponseEntity<DescribedAnswer>> describe(
      IdempotencyKey key,
      Person person,
      @PathVariable UUID id,
      @Valid @RequestBody DescribeRequest request) {
    Mono<DescribedAnswer> useCase =
        applications
            .describe(id, person.personId(), request.certificationRequestInfo())
            .map(e -> new DescribedAnswer(id, e.hex()));
    return writes.once(key, request, DescribedAnswer.class, useCase);
  }

  @PutMapping("/{id}/csr")
  Mono<ResponseEntity<ApplicationAnswer>> submit(
      IdempotencyKey key,
      Person person,
      @PathVariable UUID id,
      @Valid @RequestBody CsrRequest request) {
    return answer(key, request, applications.submit(id, person.personId(), request.csr()));
  }

  @GetMapping
  Flux<ApplicationAnswer> list(Caller caller, @RequestParam @Nullable ApplicationState state) {
    return switch (caller) {
      case Person(UUID personId) ->
          applications
              .ofPerson(personId)
              .filter(found -> state == null || found.state().equals(state.name()))
              .map(ApplicationAnswer::of);
      case Staff staff -> {
        staff.require(REVIEWER);
        ApplicationState wanted = state == null ? ApplicationState.SUBMITTED : state;
        yield applications.inState(wanted.name()).map(ApplicationAnswer::of);
      }
      case Platform _, ServiceCaller _ ->
          Flux.error(() ->
              new ProblemException(
                  CommonProblem.FORBIDDEN, "Applications are for persons and reviewers"));
    };
  }

  @GetMapping("/{id}")
  Mono<ApplicationAnswer> get(Caller caller, @PathVariable UUID id) {
    Mono<CertificateApplication> found =
        switch (caller) {
          case Person(UUID personId) -> applications.getOwn(id, personId);
          case Staff staff ->
              Mono.fromSupplier(() -> staff.require(REVIEWER)).then(applications.get(id));
          case Platform _, ServiceCaller _ ->
              Mono.error(
                  () -> new ProblemException(CommonProblem.NOT_FOUND, "No such application"));
        };
    return found.map(ApplicationAnswer::of);
  }

  @PostMapping("/{id}/approval")
  Mono<ResponseEntity<ApplicationAnswer>> approve(
      IdempotencyKey key, Staff staff, @PathVariable UUID id) {
    UUID reviewer = staff.require(REVIEWER).staffId();
    return answer(key, null, Mono.defer(() -> issuance.approve(id, reviewer)));
  }

  @PostMapping("/{id}/rejection")
  Mono<ResponseEntity<ApplicationAnswer>> reject(
      IdempotencyKey key,
      Staff staff,
      @PathVariable UUID id,
      @Valid @RequestBody RejectionRequest request) {
    UUID reviewer = staff.require(REVIEWER).staffId();
    return answer(key, request, issuance.reject(id, reviewer, request.reason().strip()));
  }

  @PostMapping("/{id}/download")
  Mono<ResponseEntity<DownloadAnswer>> download(
      IdempotencyKey key, Person person, @PathVariable UUID id) {
    Mono<DownloadAnswer> useCase =
        issuance
            .download(id, person.personId())
            .zipWith(authority.anchors())
            .map(both -> DownloadAnswer.of(both.getT1(), both.getT2()));
    return writes.once(key, null, DownloadAnswer.class, useCase);
  }

  private Mono<ResponseEntity<ApplicationAnswer>> answer(
      IdempotencyKey key, @Nullable Object body, Mono<CertificateApplication> useCase) {
    return writes.once(key, body, ApplicationAnswer.class, useCase.map(ApplicationAnswer::of));
  }
}
