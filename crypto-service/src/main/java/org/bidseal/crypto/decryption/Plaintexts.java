package org.bidseal.crypto.decryption;

import java.util.UUID;
import org.bidseal.crypto.blob.BlobDownloads;
import org.bidseal.crypto.envelope.Envelope.Decrypted;
import org.bidseal.crypto.envelope.EnvelopeProblems;
import org.bidseal.crypto.envelope.Envelopes;
import org.bidseal.crypto.opening.Tenant;
import org.bidseal.crypto.problem.CryptoProblem;
import org.bidseal.problem.ProblemException;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Plaintexts of decrypted bids. Only the state DECRYPTED makes one visible, and only its job
/// writes that state, after the last tag and the tree root.
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
        .flatMap(envelope ->
            envelope instanceof Decrypted decrypted
                ? Mono.just(decrypted)
                : Mono.error(() ->
                    new ProblemException(
                            CryptoProblem.NOT_DECRYPTED,
                            "The envelope is in state " + envelope.state() + ".")
                        .with("state", envelope.state().name())))
        .map(decrypted ->
            new Plaintext(
                decrypted.bid().fileName(),
                decrypted.bid().size(),
                downloads.read(decrypted.opened().plaintext())));
  }
}
