package org.bidseal.crypto.decryption;

import java.time.Instant;
import java.util.UUID;
import org.bidseal.crypto.decryption.Admissions.Admitted;
import org.bidseal.crypto.decryption.job.DecryptionEvents;
import org.bidseal.crypto.decryption.job.DecryptionJobs;
import org.bidseal.crypto.envelope.BidPart;
import org.bidseal.crypto.envelope.Envelope.Decrypting;
import org.bidseal.crypto.envelope.Envelopes;
import org.bidseal.crypto.queue.QueuePlace;
import org.bidseal.crypto.queue.QueuePositions;
import org.bidseal.keywrapping.WrappedSecret;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Starts the job of an admitted bid whose file key was found good. Runs in the caller's
/// transaction.
@Component
class JobStarts {
  private final Envelopes envelopes;
  private final DecryptionJobs jobs;
  private final DecryptionEvents events;
  private final QueuePositions queue;

  JobStarts(
      Envelopes envelopes, DecryptionJobs jobs, DecryptionEvents events, QueuePositions queue) {
    this.envelopes = envelopes;
    this.jobs = jobs;
    this.events = events;
    this.queue = queue;
  }

  /// The answer: which job decrypts, and when.
  ///
  /// @param queuePosition how many bids are to begin before this one has begun, itself included
  /// @param expectedAt when the plaintext is expected; null while no worker lives
  record Accepted(UUID jobId, int queuePosition, @Nullable Instant expectedAt) {}

  /// A place in the queue.
  ///
  /// @throws org.bidseal.problem.ProblemException (as the Mono's error) if it is full
  Mono<QueuePlace> admit(Admitted admitted) {
    BidPart part = admitted.envelope().part();
    return queue.admit(part.envelopeId(), part.openingId(), part.size());
  }

  /// @param fileKey wrapped for the job of `admitted.start()`
  Mono<Accepted> start(Admitted admitted, WrappedSecret fileKey, QueuePlace place) {
    Decrypting envelope = admitted.envelope().decrypt(admitted.start());
    UUID jobId = envelope.start().jobId();
    return envelopes
        .save(envelope)
        .then(jobs.insert(jobId, envelope.part().envelopeId(), fileKey))
        .then(Mono.defer(() -> events.started(envelope)))
        .thenReturn(new Accepted(jobId, place.position(), place.expectedAt()));
  }
}
