package org.bidseal.crypto.receipt;

import java.time.Duration;
import org.bidseal.crypto.role.InRole;
import org.bidseal.crypto.role.Role;
import org.bidseal.servicedefaults.sweep.Sweep;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Adds to receipts what needs other services: the signer's certificate and the timestamp. What
/// they do not give now is asked for again, for as long as it takes; the database remembers what is
/// missing, so a restart forgets nothing.
@Component
@InRole(Role.KEY)
public class ReceiptFinisher implements Sweep {
  private static final Logger LOG = LoggerFactory.getLogger(ReceiptFinisher.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final int BATCH = 20;

  private final Receipts receipts;
  private final ReceiptSigner signer;
  private final ReceiptAuthorities authorities;

  ReceiptFinisher(Receipts receipts, ReceiptSigner signer, ReceiptAuthorities authorities) {
    this.receipts = receipts;
    this.signer = signer;
    this.authorities = authorities;
  }

  /// Tries at once, for a few seconds, so that a receipt is usually whole when its bidder first
  /// looks. Never an error: whatever is missing afterwards is fetched later.
  public Mono<Void> finishSoon() {
    return sweep()
        .timeout(PATIENCE)
        .onErrorResume(e -> Mono.fromRunnable(() -> later("a receipt", e)));
  }

  @Override
  public String name() {
    return "unfinished-receipts";
  }

  @Override
  public Duration interval() {
    return PAUSE;
  }

  @Override
  public Mono<Void> sweep() {
    return signer.retireExpiring().then(certificate()).then(timestamps());
  }

  private Mono<Void> certificate() {
    return signer
        .missingCertificate()
        .flatMap(wish ->
            authorities
                .certify(wish)
                .flatMap(issued -> signer.keepCertificate(wish.signerId(), issued)))
        .onErrorResume(e -> Mono.fromRunnable(() -> later("the receipts' certificate", e)));
  }

  private Mono<Void> timestamps() {
    return receipts.claimUntimed(BATCH).concatMap(this::timestamp).then();
  }

  private Mono<Void> timestamp(Receipts.Untimed receipt) {
    return authorities
        .timestamp(receipt.signature())
        .flatMap(token -> receipts.addTimestamp(receipt.envelopeId(), token))
        .onErrorResume(e -> Mono.fromRunnable(() -> later("a receipt's timestamp", e)));
  }

  private static void later(String what, Throwable error) {
    LOG.warn("{} is not there yet and will be asked for again: {}", what, error.toString());
  }
}
