package org.bidseal.crypto.sealing.upload;

import java.util.UUID;
import org.bidseal.crypto.blob.BlobMissingException;
import org.bidseal.crypto.blob.BlobStoreException;
import org.bidseal.crypto.envelope.Envelope.Described;
import org.bidseal.crypto.opening.Tenant;
import org.bidseal.crypto.role.InRole;
import org.bidseal.crypto.role.Role;
import org.bidseal.crypto.sealing.content.ContentCheck;
import org.bidseal.crypto.sealing.content.ContentStep;
import org.bidseal.crypto.sealing.content.ServerSealings;
import org.bidseal.servicedefaults.Ids;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.evidence.ContentTree;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/// Takes chunks. A chunk is written outside any transaction, under a lease on its upload; the
/// offset follows what is durable.
@Service
@InRole(Role.KEY)
public class UploadWrites {
  private static final Logger LOG = LoggerFactory.getLogger(UploadWrites.class);
  private static final int BUFFERS_IN_FLIGHT = 8;

  private final UploadTable table;
  private final UploadEnds ends;
  private final UploadCompletion completion;
  private final Drafts drafts;
  private final ContentStep contents;
  private final ServerSealings sealings;
  private final UploadProperties properties;
  private final Ids ids;
  private final Scheduler blocking = Schedulers.boundedElastic();

  UploadWrites(
      UploadTable table,
      UploadEnds ends,
      UploadCompletion completion,
      Drafts drafts,
      ContentStep contents,
      ServerSealings sealings,
      UploadProperties properties,
      Ids ids) {
    this.table = table;
    this.ends = ends;
    this.completion = completion;
    this.drafts = drafts;
    this.contents = contents;
    this.sealings = sealings;
    this.properties = properties;
    this.ids = ids;
  }

  /// What a request says of its body.
  ///
  /// @param offset of its first byte in the upload
  /// @param sm3 of all of it; null if it was not told
  public record Chunk(long offset, @Nullable Sm3Hash sm3) {}

  /// Appends a chunk.
  ///
  /// @return the upload as it is now
  public Mono<Upload> write(
      UUID envelopeId,
      UUID uploadId,
      Tenant.OfPlatform tenant,
      Chunk chunk,
      Flux<DataBuffer> body) {
    return table
        .find(uploadId, envelopeId, tenant)
        .switchIfEmpty(Mono.error(() -> UploadProblems.notFound(uploadId)))
        .flatMap(UploadWrites::requireUsable)
        .flatMap(upload -> requireOffset(upload, chunk))
        .flatMap(upload ->
            upload.state() == Upload.State.COMPLETE
                ? drop(body).thenReturn(upload)
                : write(upload, tenant, chunk, body));
  }

  static Mono<Upload> requireUsable(Upload upload) {
    return upload.state() == Upload.State.ENDED || upload.expired()
        ? Mono.error(UploadProblems.gone("The upload was ended or has expired."))
        : Mono.just(upload);
  }

  private static Mono<Upload> requireOffset(Upload upload, Chunk chunk) {
    return upload.received() == chunk.offset()
        ? Mono.just(upload)
        : Mono.error(UploadProblems.offsetMismatch(upload.received()));
  }

  private Mono<Upload> write(
      Upload upload, Tenant.OfPlatform tenant, Chunk chunk, Flux<DataBuffer> body) {
    UUID writer = ids.next();
    return switch (upload.kind()) {
      case CIPHERTEXT ->
          contents
              .getTaking(upload.envelopeId(), tenant)
              .flatMap(described -> requireDescription(upload, described))
              .flatMap(described -> leased(upload, writer, chunk, tenant, described, body));
      case PLAINTEXT ->
          sealings
              .getTaking(upload.envelopeId(), tenant)
              .then(Mono.defer(() -> leased(upload, writer, chunk, tenant, null, body)));
    };
  }

  /// A ciphertext of an older description is of no use any more.
  private Mono<Described> requireDescription(Upload upload, Described described) {
    return described.description().statementDigest().hex().equals(upload.description())
        ? Mono.just(described)
        : ends.end(upload)
            .then(Mono.error(UploadProblems.gone("The envelope was described anew since.")));
  }

  private Mono<Upload> leased(
      Upload upload,
      UUID writer,
      Chunk chunk,
      Tenant.OfPlatform tenant,
      @Nullable Described described,
      Flux<DataBuffer> body) {
    return Mono.usingWhen(
        table
            .claim(upload.uploadId(), writer, chunk.offset())
            .map(claimed -> new Lease(claimed, writer, chunk, tenant, described))
            .switchIfEmpty(Mono.defer(() -> refused(upload, tenant, chunk))),
        lease -> Mono.firstWithSignal(run(lease, body), leaseLost(lease)),
        this::letGo,
        (lease, _) -> letGo(lease),
        this::letGo);
  }

  /// The claim found another offset than the reading a moment ago, or somebody else's lease.
  private Mono<Lease> refused(Upload upload, Tenant.OfPlatform tenant, Chunk chunk) {
    return table
        .find(upload.uploadId(), upload.envelopeId(), tenant)
        .flatMap(UploadWrites::requireUsable)
        .flatMap(now -> requireOffset(now, chunk))
        .then(Mono.error(UploadProblems::inProgress));
  }

  /// Keeps what came of a chunk that broke off, lets go of the draft, and only then ends the lease.
  /// In one step, since the steps of a cancelled chain do not wait for one another.
  private Mono<Void> letGo(Lease lease) {
    return Mono.fromCallable(lease::salvage)
        .subscribeOn(blocking)
        .flatMap(progress -> advance(lease, progress))
        .onErrorResume(e -> Mono.fromRunnable(() -> LOG.warn("the end of a chunk was not kept", e)))
        .then(Mono.<Void>fromRunnable(lease::close).subscribeOn(blocking))
        .onErrorResume(e -> Mono.fromRunnable(() -> LOG.warn("a draft was not closed", e)))
        .then(Mono.defer(() -> table.release(lease.upload().uploadId(), lease.writer())))
        .onErrorResume(e -> Mono.fromRunnable(() -> LOG.warn("a lease is left to its end", e)));
  }

  /// Errs if the lease is lost; never completes.
  private Mono<Upload> leaseLost(Lease lease) {
    return Flux.interval(properties.lease().dividedBy(3))
        .onBackpressureDrop()
        .concatMap(_ -> table.renew(lease.upload().uploadId(), lease.writer()))
        .doOnNext(UploadWrites::requireLease)
        .then(Mono.never());
  }

  private static void requireLease(boolean held) {
    if (!held) {
      throw UploadProblems.inProgress();
    }
  }

  private Mono<Upload> run(Lease lease, Flux<DataBuffer> body) {
    return open(lease)
        .flatMap(writing -> take(writing, lease, body))
        .onErrorResume(BlobMissingException.class, missing -> committed(lease, body, missing))
        .flatMap(progress ->
            progress.received() < lease.upload().length()
                ? Mono.just(lease.upload().at(progress))
                : complete(lease, progress));
  }

  private Mono<Writing> open(Lease lease) {
    return Mono.fromCallable(
            () -> {
              ContentCheck check =
                  lease.described() == null
                      ? null
                      : ContentCheck.of(
                          lease.described(), lease.upload().received(), tree(lease.upload()));
              return lease.holds(drafts.resume(lease.upload(), check, lease.chunk().sm3()));
            })
        .subscribeOn(blocking);
  }

  /// Over what has come so far; null if that was not written down.
  private static @Nullable ContentTree tree(Upload upload) {
    if (upload.contentTree() == null) {
      return upload.received() == 0 ? new ContentTree() : null;
    }
    return ContentTree.decode(upload.contentTree().bytes());
  }

  private Mono<Progress> take(Writing writing, Lease lease, Flux<DataBuffer> body) {
    return body.timeout(properties.stall())
        .publishOn(blocking, BUFFERS_IN_FLIGHT)
        .handle(writing::take)
        .doOnDiscard(DataBuffer.class, DataBufferUtils::release)
        .concatMap(progress -> advance(lease, progress), 1)
        .then(Mono.fromCallable(writing::finish).subscribeOn(blocking))
        .delayUntil(progress ->
            progress.received() < lease.upload().length()
                ? advance(lease, progress)
                : Mono.empty());
  }

  private Mono<Void> advance(Lease lease, Progress progress) {
    return table
        .advance(lease.upload().uploadId(), lease.writer(), progress)
        .doOnNext(UploadWrites::requireLease)
        .doOnNext(_ -> lease.recorded(progress))
        .then();
  }

  /// A draft that is gone may have become its blob just before a crash; then only the step after it
  /// is missing.
  private Mono<Progress> committed(
      Lease lease, Flux<DataBuffer> body, BlobMissingException missing) {
    Upload upload = lease.upload();
    return Mono.fromCallable(() -> drafts.committedSize(upload))
        .subscribeOn(blocking)
        .onErrorMap(BlobMissingException.class, _ -> lost(missing))
        // What was read before the store told has been dropped already.
        .delayUntil(_ -> drop(body).onErrorComplete(IllegalStateException.class))
        .map(size -> new Progress(upload.length(), size, null));
  }

  private static BlobStoreException lost(BlobMissingException missing) {
    return new BlobStoreException("the draft of an open upload is gone", missing);
  }

  private Mono<Upload> complete(Lease lease, Progress progress) {
    return completion.complete(
        lease.upload(), lease.writer(), lease.tenant(), lease.described(), progress);
  }

  private static Mono<Void> drop(Flux<DataBuffer> body) {
    return body.doOnNext(DataBufferUtils::release).then();
  }
}
