package org.bidseal.identity.person;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.bidseal.database.Transactions;
import org.bidseal.idempotency.IdempotencyKey;
import org.bidseal.idempotency.IdempotentWrites;
import org.bidseal.identity.IdentityProblem;
import org.bidseal.identity.account.Accounts;
import org.bidseal.identity.person.RealNameProvider.Method;
import org.bidseal.identity.person.RealNameProvider.Question;
import org.bidseal.identity.sms.Mobile;
import org.bidseal.problem.CommonProblem;
import org.bidseal.problem.FieldProblem;
import org.bidseal.problem.ProblemException;
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
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/identity/v1/real-name-verifications")
class RealNameController {

  /// @param idNumber citizen identification number (GB 11643-1999)
  /// @param mobile for CARRIER_3 and BANK_CARD_4; the account's own number by default
  /// @param bankCard for BANK_CARD_4
  record RealNameRequest(
      @NotNull Method method,
      @NotBlank @Size(max = 64) String name,
      @NotBlank @Size(max = 32) String idNumber,
      @Pattern(regexp = Mobile.FORM) @Nullable String mobile,
      @Pattern(regexp = "[0-9]{12,19}") @Nullable String bankCard) {
    @Override
    public String toString() {
      return "RealNameRequest[" + method + ", REDACTED]";
    }

    private Question toQuestion(Mobile accountMobile) {
      IdNumber number =
          IdNumber.parse(idNumber)
              .orElseThrow(() ->
                  new ProblemException(
                      IdentityProblem.INVALID_ID_NUMBER,
                      "Form, date of birth or check character is wrong"));
      if (method == Method.BANK_CARD_4 && bankCard == null) {
        throw new ProblemException(
                CommonProblem.VALIDATION_FAILED, "The method needs the number of the bank card")
            .withError(new FieldProblem("bankCard", "is needed by this method", "该认证方式必填银行卡号"));
      }
      Mobile compared = mobile == null ? accountMobile : new Mobile(mobile);
      return new Question(method, name.strip(), number, compared, bankCard);
    }
  }

  /// @param failure why it failed; absent unless state is FAILED
  /// @param sandbox the verdict is a sandbox's
  record VerificationAnswer(
      UUID verificationId, Verification.State state, @Nullable String failure, boolean sandbox) {}

  private final RealNameVerifications verifications;
  private final RealNameProvider provider;
  private final Accounts accounts;
  private final IdempotentWrites writes;
  private final Transactions transactions;

  RealNameController(
      RealNameVerifications verifications,
      RealNameProvider provider,
      Accounts accounts,
      IdempotentWrites writes,
      Transactions transactions) {
    this.verifications = verifications;
    this.provider = provider;
    this.accounts = accounts;
    this.writes = writes;
    this.transactions = transactions;
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  Mono<ResponseEntity<VerificationAnswer>> start(
      IdempotencyKey key, Person person, @Valid @RequestBody RealNameRequest request) {
    Mono<VerificationAnswer> useCase =
        accounts
            .get(person.personId())
            .map(account -> request.toQuestion(account.mobile()))
            .flatMap(question -> verifications.start(person.personId(), question))
            .map(this::answer);
    return writes.once(key, request, VerificationAnswer.class, HttpStatus.CREATED, useCase);
  }

  @GetMapping("/{id}")
  Mono<VerificationAnswer> get(Person person, @PathVariable UUID id) {
    return verifications
        .refresh(id, person.personId())
        .as(transactions::inTransaction)
        .map(this::answer);
  }

  private VerificationAnswer answer(Verification verification) {
    return new VerificationAnswer(
        verification.verificationId(),
        verification.state(),
        verification.failure(),
        provider.sandbox());
  }
}
