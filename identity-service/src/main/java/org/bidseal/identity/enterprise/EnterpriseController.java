package org.bidseal.identity.enterprise;

import java.util.List;
import java.util.UUID;
import org.bidseal.identity.IdentityProblem;
import org.bidseal.problem.ProblemException;
import org.bidseal.websecurity.Person;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// Looking for an enterprise: how it is found decides how one may become its member.
@RestController
@RequestMapping("/api/identity/v1/enterprises")
class EnterpriseController {

  /// A way to become a member.
  enum Option {
    CLAIM,
    JOIN,
    BANK_TRANSFER
  }

  /// @param enterpriseId absent if nobody has claimed the enterprise
  /// @param options how the person may become a member
  record SearchAnswer(boolean registered, @Nullable UUID enterpriseId, List<Option> options) {}

  private final Enterprises enterprises;

  EnterpriseController(Enterprises enterprises) {
    this.enterprises = enterprises;
  }

  @GetMapping
  Mono<SearchAnswer> search(Person person, @RequestParam String uscc) {
    return Mono.justOrEmpty(Uscc.parse(uscc))
        .switchIfEmpty(
            Mono.error(() ->
                new ProblemException(
                    IdentityProblem.INVALID_USCC, "Form or check character is wrong")))
        .flatMap(enterprises::findByUscc)
        .map(enterprise ->
            new SearchAnswer(
                true, enterprise.enterpriseId(), List.of(Option.JOIN, Option.BANK_TRANSFER)))
        .defaultIfEmpty(new SearchAnswer(false, null, List.of(Option.CLAIM, Option.BANK_TRANSFER)));
  }
}
