package org.bidseal.escrow.holding;

import java.util.UUID;
import org.bidseal.escrow.wire.ProofText;
import org.bidseal.servicecalls.ServiceCalls;
import org.bidseal.smcrypto.proof.Token;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Asks crypto-service for a holding of a device that opened a backup. crypto-service judges the
/// proof, counts it, and gives the same first token again if its answer was lost, so the token
/// passes through here and is stored nowhere.
@Component
public class BackupHoldings {
  private final ServiceCalls calls;

  BackupHoldings(ServiceCalls calls) {
    this.calls = calls;
  }

  /// Who opened which backup.
  ///
  /// @param proof in context `verify-backup`
  public record Opened(
      UUID backupId, UUID deviceId, UUID personId, int generation, ProofText proof) {}

  /// Who opened his copy again.
  ///
  /// @param challenge 32 lower-case hexadecimal digits
  /// @param proof in context `prove-backup`
  public record Proven(
      UUID backupId,
      UUID deviceId,
      UUID personId,
      int generation,
      String challenge,
      ProofText proof) {}

  /// Who shared his half out.
  ///
  /// @param commitments digest, 64 lower-case hexadecimal digits
  /// @param secretImage `A_0`, 130 of them
  /// @param proof in context `share-out`
  public record SharedOut(
      UUID deviceId,
      UUID personId,
      int generation,
      String commitments,
      String secretImage,
      ProofText proof) {}

  record Answer(String token) {
    /// The token stays out of logs.
    @Override
    public String toString() {
      return "Answer[REDACTED]";
    }
  }

  /// The holding's first token; crypto-service's refusals are passed on.
  public Mono<Token> open(UUID keyId, Opened opened) {
    return calls
        .to("crypto-service")
        .post()
        .uri("/internal/crypto/v1/keys/{keyId}/holdings", keyId)
        .attributes(ServiceCalls.onBehalfOf(opened.personId()))
        .attributes(ServiceCalls.idempotent())
        .bodyValue(opened)
        .retrieve()
        .bodyToMono(Answer.class)
        .map(answer -> Token.ofHex(answer.token()));
  }

  /// Completes if the proof holds; crypto-service's refusals are passed on.
  public Mono<Void> prove(UUID keyId, Proven proven) {
    return judged(keyId, "backup-proofs", proven.personId(), proven);
  }

  /// Completes if the pieces are of the key's half; crypto-service's refusals are passed on.
  public Mono<Void> shareOut(UUID keyId, SharedOut sharing) {
    return judged(keyId, "sharings", sharing.personId(), sharing);
  }

  private Mono<Void> judged(UUID keyId, String kind, UUID personId, Object proof) {
    return calls
        .to("crypto-service")
        .post()
        .uri("/internal/crypto/v1/keys/{keyId}/" + kind, keyId)
        .attributes(ServiceCalls.onBehalfOf(personId))
        .bodyValue(proof)
        .retrieve()
        .toBodilessEntity()
        .then();
  }
}
