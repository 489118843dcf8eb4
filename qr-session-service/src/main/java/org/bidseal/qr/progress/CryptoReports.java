package org.bidseal.qr.progress;

import java.util.Set;
import org.bidseal.events.Event;
import org.bidseal.outbox.EventConsumer;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// What crypto-service reports.
@Component
class CryptoReports implements EventConsumer {
  private final ServiceProgress progress;

  CryptoReports(ServiceProgress progress) {
    this.progress = progress;
  }

  @Override
  public String topic() {
    return "bidseal.crypto";
  }

  @Override
  public Set<String> types() {
    return Set.of(
        "org.bidseal.crypto.sealing-started.v1",
        "org.bidseal.crypto.bid-sealed.v1",
        "org.bidseal.crypto.bid-retracted.v1",
        "org.bidseal.crypto.bid-confirmed.v1",
        "org.bidseal.crypto.key-share-given.v1",
        "org.bidseal.crypto.rehearsal-passed.v1",
        "org.bidseal.crypto.event-lock-step-done.v1",
        "org.bidseal.crypto.decryption-started.v1",
        "org.bidseal.crypto.bid-decrypted.v1",
        "org.bidseal.crypto.decryption-failed.v1");
  }

  @Override
  public Mono<Void> on(Event event) {
    return progress.apply(event);
  }
}
