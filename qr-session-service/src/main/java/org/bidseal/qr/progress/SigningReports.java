package org.bidseal.qr.progress;

import java.util.Set;
import org.bidseal.events.Event;
import org.bidseal.outbox.EventConsumer;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// What signing-service reports.
@Component
class SigningReports implements EventConsumer {
  private final ServiceProgress progress;

  SigningReports(ServiceProgress progress) {
    this.progress = progress;
  }

  @Override
  public String topic() {
    return "bidseal.signing";
  }

  @Override
  public Set<String> types() {
    return Set.of(
        "org.bidseal.signing.signing-started.v1",
        "org.bidseal.signing.document-signed.v1",
        "org.bidseal.signing.signing-failed.v1");
  }

  @Override
  public Mono<Void> on(Event event) {
    return progress.apply(event);
  }
}
