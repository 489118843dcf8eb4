package org.bidseal.crypto.receipt;

import java.time.Duration;
import java.util.List;
import org.bidseal.crypto.role.InRole;
import org.bidseal.crypto.role.Role;
import org.bidseal.servicedefaults.sweep.Sweep;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Adds to receipts and notices what needs other services: the signer's certificate and the
/// timestamp. What they do not give now is asked for again, for as long as it takes; the database
/// remembers what is missing, so a restart forgets nothing.
@Component
@InRole(Role.KEY)
public class ReceiptFinisher implements Sweep {
  private static final Logger LOG = LoggerFactory.getLogger(ReceiptFinisher.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final int BATCH = 20;

  private final List<Timestamped> documents;
  private final ReceiptSigner signer;
  private final ReceiptAuthorities authorities;

  ReceiptFinisher(
      List<Timestamped> documents, ReceiptSigner signer, ReceiptAuthorities authorities) {
    this.documents = List.copyOf(documents);
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
    return Flux.fromIterable(documents).concatMap(this::timestamps).then();
  }

  private Mono<Void> timestamps(Timestamped kind) {
    return kind.claimUntimed(BATCH).concatMap(document -> timestamp(kind, document)).then();
  }

  private Mono<Void> timestamp(Timestamped kind, Timestamped.Untimed document) {
    return authorities
        .timestamp(document.signature())
        .flatMap(token -> kind.addTimestamp(document.id(), token))
        .onErrorResume(e -> Mono.fromRunnable(() -> later("the timestamp of " + kind.what(), e)));
  }

  private static void later(String what, Throwable error) {
    LOG.warn("{} is not there yet and will be asked for again: {}", what, error.toString());
  }
}
