package org.bidseal.identity.transfer;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.bidseal.idempotency.IdempotencyKey;
import org.bidseal.idempotency.IdempotentWrites;
import org.bidseal.identity.IdentityProblem;
import org.bidseal.identity.picture.Picture;
import org.bidseal.problem.CommonProblem;
import org.bidseal.problem.FieldProblem;
import org.bidseal.problem.ProblemException;
import org.bidseal.smcrypto.sm2.Sm2Signature;
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
@RequestMapping("/api/identity/v1")
class TransferController {

  private static final String REVIEWER = "ca-reviewer";
  private static final String SCALAR = "[0-9a-f]{64}";

  /// A certificate signs; who has none hands in a letter. Exactly one of the two.
  ///
  /// @param successorId an agent of the enterprise
  /// @param certificateId a signing certificate of the administrator for the enterprise, in force
  /// @param letter base64 of a photo of the stamped letter: JPEG, PNG or GIF of at most 1.5 MB
  /// @param openBidsAcknowledged envelope ids of the sealed bids that need the administrator's
  ///   keys, as the refusal listed them; none unless said
  record TransferRequest(
      @NotNull UUID successorId,
      @Nullable UUID certificateId,
      @Nullable String letter,
      @Nullable @Size(max = 1000) List<UUID> openBidsAcknowledged) {
    @Override
    public String toString() {
      return "TransferRequest[" + successorId + "]";
    }

    private Wish by(UUID enterpriseId, Person person) {
      if ((certificateId == null) == (letter == null)) {
        throw new ProblemException(
                CommonProblem.VALIDATION_FAILED, "Either a certificate or a letter")
            .withError(
                new FieldProblem("certificateId", "or else a letter, not both", "证书与授权书须且只能选择一项"));
      }
      return new Wish(
          enterpriseId,
          person.personId(),
          successorId,
          openBidsAcknowledged == null
              ? List.of()
              : openBidsAcknowledged.stream().distinct().toList());
    }
  }

  /// SM2 with SM3 by the certificate's key over the statement.
  record TransferSignatureRequest(
      @NotNull @Pattern(regexp = SCALAR) String r, @NotNull @Pattern(regexp = SCALAR) String s) {
    private Sm2Signature signature() {
      try {
        return Sm2Signature.ofHex(r, s);
      } catch (IllegalArgumentException e) {
        throw new ProblemException(
            IdentityProblem.SIGNATURE_INVALID, "No signature of SM2: out of range", e);
      }
    }
  }

  /// @param reason for the administrator to read
  record TransferRejectionRequest(@NotBlank @Size(max = 500) String reason) {}

  /// @param letter base64 of the photo
  record LetterAnswer(UUID transferId, String letter) {}

  /// States to ask for: those of letters.
  enum LetterState {
    SUBMITTED,
    APPROVED,
    REJECTED
  }

  private final Transfers transfers;
  private final Successions successions;
  private final IdempotentWrites writes;

  TransferController(Transfers transfers, Successions successions, IdempotentWrites writes) {
    this.transfers = transfers;
    this.successions = successions;
    this.writes = writes;
  }

  @PostMapping("/enterprises/{enterpriseId}/administrator-transfers")
  @ResponseStatus(HttpStatus.CREATED)
  Mono<ResponseEntity<TransferAnswer>> ask(
      IdempotencyKey key,
      Person person,
      @PathVariable UUID enterpriseId,
      @Valid @RequestBody TransferRequest request) {
    return Mono.fromSupplier(() -> request.by(enterpriseId, person))
        .flatMap(wish ->
            successions
                .pass(wish)
                .then(
                    writes.once(
                        key,
                        request,
                        TransferAnswer.class,
                        HttpStatus.CREATED,
                        Mono.defer(() -> ask(wish, request)).map(TransferAnswer::of))));
  }

  private Mono<AdministratorTransfer> ask(Wish wish, TransferRequest request) {
    UUID certificateId = request.certificateId();
    String letter = request.letter();
    return certificateId == null && letter != null
        ? transfers.submit(wish, Picture.ofBase64(letter))
        : Mono.justOrEmpty(certificateId).flatMap(id -> transfers.ask(wish, id));
  }

  /// The administrator's signature, by which the roles are swapped at once.
  @PutMapping("/administrator-transfers/{id}/signature")
  Mono<ResponseEntity<TransferAnswer>> sign(
      IdempotencyKey key,
      Person person,
      @PathVariable UUID id,
      @Valid @RequestBody TransferSignatureRequest request) {
    Mono<AdministratorTransfer> useCase =
        Mono.fromSupplier(request::signature)
            .flatMap(signature -> transfers.sign(id, person.personId(), signature));
    return transfers
        .get(id, person.personId())
        .filter(transfer -> transfer.content().from().personId().equals(person.personId()))
        .flatMap(successions::pass)
        .then(answer(key, request, useCase));
  }

  @GetMapping("/administrator-transfers/{id}")
  Mono<TransferAnswer> get(Caller caller, @PathVariable UUID id) {
    Mono<AdministratorTransfer> found =
        switch (caller) {
          case Person(UUID personId) -> transfers.get(id, personId);
          case Staff staff ->
              Mono.fromSupplier(() -> staff.require(REVIEWER)).then(transfers.get(id));
          case Platform _, ServiceCaller _ ->
              Mono.error(() -> new ProblemException(CommonProblem.NOT_FOUND, "No such transfer"));
        };
    return found.map(TransferAnswer::of);
  }

  /// Letters, for reviewers.
  @GetMapping("/administrator-transfers")
  Flux<TransferAnswer> list(
      Staff staff, @RequestParam(defaultValue = "SUBMITTED") LetterState state) {
    staff.require(REVIEWER);
    return transfers.inState(state.name()).map(TransferAnswer::of);
  }

  @GetMapping("/administrator-transfers/{id}/letter")
  Mono<LetterAnswer> letter(Staff staff, @PathVariable UUID id) {
    staff.require(REVIEWER);
    return transfers.letter(id).map(letter -> new LetterAnswer(id, letter));
  }

  @PostMapping("/administrator-transfers/{id}/approval")
  Mono<ResponseEntity<TransferAnswer>> approve(
      IdempotencyKey key, Staff staff, @PathVariable UUID id) {
    UUID reviewer = staff.require(REVIEWER).staffId();
    return transfers
        .get(id)
        .flatMap(successions::pass)
        .then(answer(key, null, Mono.defer(() -> transfers.approve(id, reviewer))));
  }

  @PostMapping("/administrator-transfers/{id}/rejection")
  Mono<ResponseEntity<TransferAnswer>> reject(
      IdempotencyKey key,
      Staff staff,
      @PathVariable UUID id,
      @Valid @RequestBody TransferRejectionRequest request) {
    UUID reviewer = staff.require(REVIEWER).staffId();
    return answer(key, request, transfers.reject(id, reviewer, request.reason().strip()));
  }

  private Mono<ResponseEntity<TransferAnswer>> answer(
      IdempotencyKey key, @Nullable Object body, Mono<AdministratorTransfer> useCase) {
    return writes.once(key, body, TransferAnswer.class, useCase.map(TransferAnswer::of));
  }
}
