package org.bidseal.crypto.receipt;

import java.util.UUID;
import org.bidseal.crypto.envelope.Envelope;
import org.bidseal.crypto.envelope.EnvelopeProblems;
import org.bidseal.crypto.envelope.Envelopes;
import org.bidseal.crypto.opening.Tenant;
import org.bidseal.crypto.problem.CryptoProblem;
import org.bidseal.crypto.role.InRole;
import org.bidseal.crypto.role.Role;
import org.bidseal.problem.ProblemException;
import org.bidseal.websecurity.Caller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// Receipts, for the platform and the bidder.
@RestController
@InRole(Role.KEY)
class ReceiptController {
  private final Envelopes envelopes;
  private final Receipts receipts;

  ReceiptController(Envelopes envelopes, Receipts receipts) {
    this.envelopes = envelopes;
    this.receipts = receipts;
  }

  @GetMapping("/api/crypto/v1/envelopes/{envelopeId}/receipt")
  Mono<ReceiptView> show(@PathVariable UUID envelopeId, Caller caller) {
    return envelopes
        .find(envelopeId, Tenant.of(caller))
        .switchIfEmpty(Mono.error(() -> EnvelopeProblems.notFound(envelopeId)))
        .map(Envelope::part)
        .flatMap(part -> receipts.find(part.envelopeId()))
        .switchIfEmpty(Mono.error(() -> notSealed(envelopeId)));
  }

  private static ProblemException notSealed(UUID envelopeId) {
    return new ProblemException(
        CryptoProblem.ENVELOPE_NOT_SEALED, "Envelope " + envelopeId + " has no receipt.");
  }
}
