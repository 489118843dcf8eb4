package org.bidseal.identity.certificate;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.bidseal.idempotency.IdempotencyKey;
import org.bidseal.idempotency.IdempotentWrites;
import org.bidseal.identity.certificate.Certificate.KeyUse;
import org.bidseal.identity.openbid.OpenBidGuard;
import org.bidseal.problem.CommonProblem;
import org.bidseal.problem.ProblemException;
import org.bidseal.websecurity.Caller;
import org.bidseal.websecurity.Person;
import org.bidseal.websecurity.Platform;
import org.bidseal.websecurity.ServiceCaller;
import org.bidseal.websecurity.Staff;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/identity/v1")
class CertificateController {

  private static final String REVIEWER = "ca-reviewer";

  /// @param enterpriseId absent for a personal certificate
  /// @param serialNumber lower-case hex
  /// @param subject distinguished name (RFC 4514)
  /// @param certificate DER in base64
  /// @param revokedAt absent unless state is REVOKED
  record CertificateAnswer(
      UUID certificateId,
      KeyUse usage,
      String state,
      UUID keyId,
      UUID personId,
      @Nullable UUID enterpriseId,
      UUID deviceId,
      String serialNumber,
      String subject,
      Instant notBefore,
      Instant notAfter,
      String certificate,
      @Nullable RevocationReason revocationReason,
      @Nullable Instant revokedAt) {
    static CertificateAnswer of(Certificate certificate) {
      Certificate.Content content = certificate.content();
      Certificate.Revoked revoked = certificate instanceof Certificate.Revoked is ? is : null;
      return new CertificateAnswer(
          content.certificateId(),
          content.usage(),
          certificate.state(),
          content.keyId(),
          content.personId(),
          content.enterpriseId(),
          content.deviceId(),
          content.serialNumber(),
          content.subject(),
          content.notBefore(),
          content.notAfter(),
          content.der(),
          revoked == null ? null : revoked.reason(),
          revoked == null ? null : revoked.revokedAt());
    }
  }

  /// Revocation cannot be undone, so the request names what it revokes.
  ///
  /// @param serialNumber of the certificate, hex
  /// @param openBidsAcknowledged envelope ids of the sealed bids that need the key of an encryption
  ///   certificate, as the refusal listed them; none unless said
  record RevocationRequest(
      @NotNull RevocationReason reason,
      @NotBlank @Size(max = 40) String serialNumber,
      @Nullable @Size(max = 1000) List<UUID> openBidsAcknowledged) {
    private List<UUID> acknowledged() {
      return openBidsAcknowledged == null ? List.of() : openBidsAcknowledged;
    }
  }

  private final Certificates certificates;
  private final OpenBidGuard guard;
  private final IdempotentWrites writes;

  CertificateController(Certificates certificates, OpenBidGuard guard, IdempotentWrites writes) {
    this.certificates = certificates;
    this.guard = guard;
    this.writes = writes;
  }

  @GetMapping("/certificates")
  Flux<CertificateAnswer> mine(Person person) {
    return certificates.ofPerson(person.personId()).map(CertificateAnswer::of);
  }

  @GetMapping("/certificates/{id}")
  Mono<CertificateAnswer> get(Caller caller, @PathVariable UUID id) {
    Mono<Certificate> found =
        switch (caller) {
          case Person(UUID personId) -> certificates.get(id, personId);
          case Staff staff ->
              Mono.fromSupplier(() -> staff.require(REVIEWER)).then(certificates.get(id));
          case ServiceCaller _ -> certificates.get(id);
          case Platform _ ->
              Mono.error(
                  () -> new ProblemException(CommonProblem.NOT_FOUND, "No such certificate"));
        };
    return found.map(CertificateAnswer::of);
  }

  @GetMapping("/enterprises/{enterpriseId}/certificates")
  Flux<CertificateAnswer> ofEnterprise(
      Person person, @PathVariable UUID enterpriseId, @RequestParam KeyUse usage) {
    return certificates
        .ofEnterprise(enterpriseId, usage, person.personId())
        .map(CertificateAnswer::of);
  }

  @PostMapping("/certificates/{id}/revocation")
  Mono<ResponseEntity<CertificateAnswer>> revoke(
      IdempotencyKey key,
      Caller caller,
      @PathVariable UUID id,
      @Valid @RequestBody RevocationRequest request) {
    Mono<Certificate> useCase =
        switch (caller) {
          case Person(UUID personId) ->
              certificates.revokeOwn(id, personId, request.reason(), request.serialNumber());
          case Staff staff ->
              Mono.fromSupplier(() -> staff.require(REVIEWER))
                  .then(certificates.revoke(id, request.reason(), request.serialNumber()));
          case Platform _, ServiceCaller _ ->
              Mono.error(
                  () -> new ProblemException(CommonProblem.NOT_FOUND, "No such certificate"));
        };
    return guarded(caller, id, request)
        .then(
            writes.once(key, request, CertificateAnswer.class, useCase.map(CertificateAnswer::of)));
  }

  /// Asked before the transaction, which holds a connection while another service answers. Whoever
  /// may not revoke the certificate learns nothing here.
  private Mono<Void> guarded(Caller caller, UUID id, RevocationRequest request) {
    return certificates
        .get(id)
        .onErrorComplete(ProblemException.class)
        .map(Certificate::content)
        .filter(content -> mayRevoke(caller, content))
        .filter(content -> needsAsking(content, request.reason()))
        .flatMap(content ->
            guard.pass(content.personId(), List.of(content.keyId()), request.acknowledged()));
  }

  /// A stolen key is not asked about: what it opens is not worth what a thief could do meanwhile.
  private static boolean needsAsking(Certificate.Content content, RevocationReason reason) {
    return content.usage() == KeyUse.ENCRYPTION && reason != RevocationReason.KEY_COMPROMISE;
  }

  private static boolean mayRevoke(Caller caller, Certificate.Content content) {
    return switch (caller) {
      case Person(UUID personId) -> personId.equals(content.personId());
      case Staff staff -> staff.roles().contains(REVIEWER);
      case Platform _, ServiceCaller _ -> false;
    };
  }
}
