package org.bidseal.crypto.decryption.job;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Set;
import java.util.UUID;
import org.bidseal.crypto.role.InRole;
import org.bidseal.crypto.role.Role;
import org.bidseal.events.Event;
import org.bidseal.outbox.EventConsumer;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionSynchronization;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import reactor.core.publisher.Mono;

/// Takes jobs from Kafka, which spreads them over the replicas: the job becomes READY, and this
/// replica's worker is woken. The work itself is done outside the consumer's transaction.
@Component
@InRole(Role.BULK)
class JobFeed implements EventConsumer {
  private final DecryptionJobs jobs;
  private final DecryptionWorker worker;

  JobFeed(DecryptionJobs jobs, DecryptionWorker worker) {
    this.jobs = jobs;
    this.worker = worker;
  }

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Requested(UUID jobId) {}

  @Override
  public String topic() {
    return "bidseal.crypto-jobs";
  }

  @Override
  public Set<String> types() {
    return Set.of(DecryptionEvents.REQUESTED);
  }

  @Override
  public Mono<Void> on(Event event) {
    return jobs.ready(event.dataAs(Requested.class).jobId()).then(wakeAfterCommit());
  }

  private Mono<Void> wakeAfterCommit() {
    return TransactionSynchronizationManager.forCurrentTransaction()
        .doOnNext(transaction ->
            transaction.registerSynchronization(
                new TransactionSynchronization() {
                  @Override
                  public Mono<Void> afterCommit() {
                    return Mono.fromRunnable(worker::wake);
                  }
                }))
        .then();
  }
}
