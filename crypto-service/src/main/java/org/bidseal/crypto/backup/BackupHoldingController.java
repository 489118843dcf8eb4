package org.bidseal.crypto.backup;

import jakarta.validation.Valid;
import java.util.UUID;
import org.bidseal.crypto.role.InRole;
import org.bidseal.crypto.role.Role;
import org.bidseal.idempotency.NaturallyIdempotent;
import org.bidseal.websecurity.ServiceCaller;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@InRole(Role.KEY)
class BackupHoldingController {
  private final BackupHoldings backups;
  private final BackupProofs proofs;

  BackupHoldingController(BackupHoldings backups, BackupProofs proofs) {
    this.backups = backups;
    this.proofs = proofs;
  }

  /// Gives a device that opened a backup a holding, for keyescrow-service alone.
  @PostMapping("/internal/crypto/v1/keys/{keyId}/holdings")
  @NaturallyIdempotent("the same backup on the same device is the same holding")
  @ResponseStatus(HttpStatus.CREATED)
  Mono<BackupHoldingResponse> open(
      ServiceCaller service,
      @PathVariable UUID keyId,
      @Valid @RequestBody BackupHoldingRequest request) {
    service.require("keyescrow-service");
    return backups.open(keyId, request);
  }

  /// Judges a holder's monthly proof, for keyescrow-service alone. Wrong ones are counted.
  @PostMapping("/internal/crypto/v1/keys/{keyId}/backup-proofs")
  @NaturallyIdempotent("a proof changes nothing; its number is good once, in keyescrow-service")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  Mono<Void> prove(
      ServiceCaller service, @PathVariable UUID keyId, @Valid @RequestBody BackupProof proof) {
    service.require("keyescrow-service");
    return proofs.judge(keyId, proof);
  }

  /// Judges an owner's proof that the pieces of a sharing are of his key's half, for
  /// keyescrow-service alone. Wrong ones are counted.
  @PostMapping("/internal/crypto/v1/keys/{keyId}/sharings")
  @NaturallyIdempotent("a proof changes nothing")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  Mono<Void> shareOut(
      ServiceCaller service, @PathVariable UUID keyId, @Valid @RequestBody SharingProof proof) {
    service.require("keyescrow-service");
    return proofs.judge(keyId, proof);
  }
}
