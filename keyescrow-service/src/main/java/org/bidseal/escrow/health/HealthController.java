package org.bidseal.escrow.health;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.util.UUID;
import org.bidseal.escrow.wire.ProofText;
import org.bidseal.idempotency.NaturallyIdempotent;
import org.bidseal.websecurity.Person;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// Once a month the holder's phone proves that its copy still opens.
@RestController
@RequestMapping("/api/escrow/v1/backups/{backupId}")
class HealthController {
  private final HealthProofs proofs;

  HealthController(HealthProofs proofs) {
    this.proofs = proofs;
  }

  /// A number to prove a backup with.
  ///
  /// @param challenge 32 lower-case hexadecimal digits, good for one proof until `expiresAt`
  record ChallengeView(UUID backupId, String challenge, Instant expiresAt) {}

  /// The holder's phone opened its copy again.
  ///
  /// @param challenge as it was given out
  /// @param proof in context `prove-backup`, pair `(G, P1)`
  record HealthProofRequest(
      @NotNull UUID deviceId,
      @NotNull @Pattern(regexp = "[0-9a-f]{32}") String challenge,
      @NotNull @Valid ProofText proof) {}

  /// A proven backup.
  ///
  /// @param nextProofBy by when the next proof is due
  record ProvenView(UUID backupId, Instant provenAt, Instant nextProofBy) {}

  /// Draws a number; the one before is void.
  @PostMapping("/proof-challenges")
  @NaturallyIdempotent("a new number replaces the one before")
  @ResponseStatus(HttpStatus.CREATED)
  Mono<ChallengeView> challenge(Person person, @PathVariable UUID backupId) {
    return proofs.challenge(person.personId(), backupId);
  }

  /// Proves the backup; crypto-service judges the proof and counts wrong ones.
  @PostMapping("/proofs")
  @NaturallyIdempotent("a number is good for one proof")
  Mono<ProvenView> prove(
      Person person, @PathVariable UUID backupId, @Valid @RequestBody HealthProofRequest request) {
    return proofs.prove(person.personId(), backupId, request);
  }
}
