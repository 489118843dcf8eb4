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

  BackupHoldingController(BackupHoldings backups) {
    this.backups = backups;
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
}
