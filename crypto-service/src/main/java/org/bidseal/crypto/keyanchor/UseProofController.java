package org.bidseal.crypto.keyanchor;

import jakarta.validation.constraints.Min;
import java.util.UUID;
import org.bidseal.crypto.keyaudit.KeyUseProblem;
import org.bidseal.crypto.keyaudit.KeyUses;
import org.bidseal.crypto.keyaudit.RecordedUse;
import org.bidseal.crypto.role.InRole;
import org.bidseal.crypto.role.Role;
import org.bidseal.problem.ProblemException;
import org.bidseal.websecurity.Person;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// Proofs of uses, for whoever may see them.
@RestController
@InRole(Role.KEY)
class UseProofController {
  private final KeyUses uses;
  private final AuditTrees trees;

  UseProofController(KeyUses uses, AuditTrees trees) {
    this.uses = uses;
    this.trees = trees;
  }

  /// What proves that a use is in a signed tree: the first that has it, from the named one on. Two
  /// proofs by different trees show that the later one continues the earlier.
  @GetMapping("/api/crypto/v1/keys/{keyId}/uses/{sequence}/proof")
  Mono<UseProof> prove(
      Person person,
      @PathVariable UUID keyId,
      @PathVariable @Min(1) long sequence,
      @RequestParam(defaultValue = "1") @Min(1) long tree) {
    return uses.get(keyId, person.personId(), sequence).flatMap(use -> prove(use, tree));
  }

  private Mono<UseProof> prove(RecordedUse use, long tree) {
    UUID keyId = use.use().keyId();
    return trees
        .place(keyId, use.sequence(), tree)
        .switchIfEmpty(Mono.error(() -> notAnchored(use)))
        .flatMap(place ->
            uses.between(keyId, use.sequence(), place.anchor().uses())
                .map(RecordedUse::hash)
                .collectList()
                .map(following -> UseProof.of(use, following, place)));
  }

  private static ProblemException notAnchored(RecordedUse use) {
    return new ProblemException(
        KeyUseProblem.KEY_USE_NOT_ANCHORED,
        "Use %d of key %s.".formatted(use.sequence(), use.use().keyId()));
  }
}
