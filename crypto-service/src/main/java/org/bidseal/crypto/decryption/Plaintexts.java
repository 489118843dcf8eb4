package org.bidseal.crypto.decryption;

import java.util.UUID;
import org.bidseal.crypto.blob.BlobDownloads;
import org.bidseal.crypto.blob.BlobName;
import org.bidseal.crypto.envelope.BidPart;
import org.bidseal.crypto.envelope.Envelope;
import org.bidseal.crypto.envelope.Envelope.Decrypted;
import org.bidseal.crypto.envelope.Envelope.OpenedByFallback;
import org.bidseal.crypto.envelope.EnvelopeProblems;
import org.bidseal.crypto.envelope.Envelopes;
import org.bidseal.crypto.opening.Tenant;
import org.bidseal.crypto.problem.CryptoProblem;
import org.bidseal.problem.ProblemException;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Plaintexts of opened bids. Only the states DECRYPTED and OPENED_BY_FALLBACK make one visible: a
/// job writes the first, after the last tag and the tree root; an upload the second, after the
/// commitment was opened.
@Service
class Plaintexts {
  private final Envelopes envelopes;
  private final BlobDownloads downloads;

  Plaintexts(Envelopes envelopes, BlobDownloads downloads) {
    this.envelopes = envelopes;
    this.downloads = downloads;
  }

  record Plaintext(String fileName, long size, Flux<DataBuffer> bytes) {}

  Mono<Plaintext> open(UUID envelopeId, Tenant tenant) {
    return envelopes
        .find(envelopeId, tenant)
        .switchIfEmpty(Mono.error(() -> EnvelopeProblems.notFound(envelopeId)))
        .map(this::open);
  }

  private Plaintext open(Envelope envelope) {
    return switch (envelope) {
      case Decrypted e -> plaintext(e.part(), e.opened().plaintext());
      case OpenedByFallback e -> plaintext(e.part(), e.fallback().plaintext());
      default ->
          throw new ProblemException(
                  CryptoProblem.NOT_DECRYPTED, "The envelope is in state " + envelope.state() + ".")
              .with("state", envelope.state().name());
    };
  }

  private Plaintext plaintext(BidPart part, BlobName name) {
    return new Plaintext(part.fileName(), part.size(), downloads.read(name));
  }
}
