package org.bidseal.crypto.record;

import java.util.UUID;
import org.bidseal.crypto.opening.Tenant;
import org.bidseal.crypto.role.InRole;
import org.bidseal.crypto.role.Role;
import org.bidseal.websecurity.Caller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// The opening record, from the opening's time on.
@RestController
@InRole(Role.KEY)
class RecordController {
  private final OpeningRecords records;

  RecordController(OpeningRecords records) {
    this.records = records;
  }

  @GetMapping("/api/crypto/v1/openings/{openingId}/record")
  Mono<SignedRecordView> show(@PathVariable UUID openingId, Caller caller) {
    return records.make(openingId, Tenant.of(caller));
  }
}
