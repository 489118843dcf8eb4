package org.bidseal.crypto.sealing.upload;

import java.time.Instant;
import java.util.UUID;
import org.bidseal.crypto.blob.BlobName;
import org.bidseal.crypto.blob.BlobStore;
import org.bidseal.crypto.blob.ledger.StoredBlobs;
import org.bidseal.crypto.envelope.Envelope;
import org.bidseal.crypto.envelope.EnvelopeProblems;
import org.bidseal.crypto.envelope.Envelopes;
import org.bidseal.crypto.envelope.Sealing;
import org.bidseal.crypto.opening.Tenant;
import org.bidseal.crypto.role.InRole;
import org.bidseal.crypto.role.Role;
import org.bidseal.crypto.sealing.content.ContentCheck;
import org.bidseal.crypto.sealing.content.ContentStep;
import org.bidseal.crypto.sealing.content.ServerSealings;
import org.bidseal.crypto.sealing.content.ServerSealings.SealedContent;
import org.bidseal.database.Transactions;
import org.bidseal.keywrapping.WrappedSecret;
import org.bidseal.servicedefaults.Ids;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// Creates, shows and ends uploads, and seals what was uploaded to be sealed here.
@Service
@InRole(Role.KEY)
public class UploadDesk {
  private static final long GIB = 1024L * 1024 * 1024;

  /// The largest file, with the longest header (1 MiB) and a tag for each of its segments.
  public static final long MOST_CIPHERTEXT = 4 * GIB + 1024 * 1024 + 12 + 4096 * 16;

  private static final long MOST_PLAINTEXT = 4 * GIB;

  private final UploadTable table;
  private final UploadEnds ends;
  private final Drafts drafts;
  private final Envelopes envelopes;
  private final ContentStep contents;
  private final ServerSealings sealings;
  private final StoredBlobs ledger;
  private final BlobStore store;
  private final Transactions transactions;
  private final Ids ids;

  UploadDesk(
      UploadTable table,
      UploadEnds ends,
      Drafts drafts,
      Envelopes envelopes,
      ContentStep contents,
      ServerSealings sealings,
      StoredBlobs ledger,
      BlobStore store,
      Transactions transactions,
      Ids ids) {
    this.table = table;
    this.ends = ends;
    this.drafts = drafts;
    this.envelopes = envelopes;
    this.contents = contents;
    this.sealings = sealings;
    this.ledger = ledger;
    this.store = store;
    this.transactions = transactions;
    this.ids = ids;
  }

  /// Begins an upload of what the envelope is to be made of: its ciphertext, or the plaintext if it
  /// is sealed here. Takes the place of one that is not finished.
  ///
  /// @param length of the whole, in bytes
  public Mono<Upload> create(
      UUID envelopeId, Tenant.OfPlatform tenant, long length, @Nullable String metadata) {
    return envelopes
        .lock(envelopeId, tenant)
        .switchIfEmpty(Mono.error(() -> EnvelopeProblems.notFound(envelopeId)))
        .flatMap(envelope -> wanted(envelope, tenant, length, metadata))
        .delayUntil(_ -> table.findOpen(envelopeId).flatMap(ends::end))
        .flatMap(this::insert)
        .as(transactions::inTransaction);
  }

  private Mono<Upload> wanted(
      Envelope envelope, Tenant.OfPlatform tenant, long length, @Nullable String metadata) {
    boolean ciphertext = envelope.part().sealing() == Sealing.BIDDER;
    long most = ciphertext ? MOST_CIPHERTEXT : MOST_PLAINTEXT;
    if (length > most) {
      return Mono.error(UploadProblems.tooLarge(most));
    }
    Mono<String> description =
        ciphertext
            ? ciphertext(envelope.part().envelopeId(), tenant, length)
            : plaintext(envelope.part().envelopeId(), tenant, length);
    Upload.Kind kind = ciphertext ? Upload.Kind.CIPHERTEXT : Upload.Kind.PLAINTEXT;
    return description.flatMap(digest ->
        Mono.fromCallable(() -> wanted(envelope, kind, length, metadata, digest))
            .subscribeOn(Schedulers.boundedElastic()));
  }

  /// The digest of the description that the ciphertext belongs to.
  private Mono<String> ciphertext(UUID envelopeId, Tenant tenant, long length) {
    return contents
        .getTaking(envelopeId, tenant)
        .doOnNext(described -> ContentCheck.of(described, 0, null).requireSize(length))
        .map(described -> described.description().statementDigest().hex());
  }

  private Mono<String> plaintext(UUID envelopeId, Tenant tenant, long length) {
    return sealings
        .getTaking(envelopeId, tenant)
        .doOnNext(envelope -> {
          if (envelope.part().size() != length) {
            throw ServerSealings.wrongSize(envelope.part().size(), length);
          }
        })
        .thenReturn("");
  }

  private Upload wanted(
      Envelope envelope,
      Upload.Kind kind,
      long length,
      @Nullable String metadata,
      String description) {
    UUID uploadId = ids.next();
    String family = kind == Upload.Kind.CIPHERTEXT ? "envelopes" : "staged";
    BlobName blob = BlobName.of(family, envelope.part().envelopeId(), uploadId);
    WrappedSecret key = drafts.newKey(uploadId, kind);
    return new Upload(
        uploadId,
        envelope.part().envelopeId(),
        envelope.part().platformId(),
        kind,
        blob,
        length,
        0,
        0,
        null,
        Upload.State.OPEN,
        metadata,
        store.prepare(blob, length),
        description.isEmpty() ? null : description,
        key,
        0,
        Instant.MAX,
        false);
  }

  private Mono<Upload> insert(Upload upload) {
    return ledger
        .book(upload.blob(), upload.platformId(), upload.length())
        .then(table.insert(upload))
        .onErrorResume(e -> abandon(upload).then(Mono.error(e)));
  }

  private Mono<Void> abandon(Upload upload) {
    return Mono.<Void>fromRunnable(() -> drafts.remove(upload))
        .subscribeOn(Schedulers.boundedElastic());
  }

  /// An upload that has not ended.
  public Mono<Upload> get(UUID envelopeId, UUID uploadId, Tenant.OfPlatform tenant) {
    return table
        .find(uploadId, envelopeId, tenant)
        .switchIfEmpty(Mono.error(() -> UploadProblems.notFound(uploadId)))
        .flatMap(UploadWrites::requireUsable);
  }

  /// An upload with the offset at which it goes on.
  ///
  /// @throws org.bidseal.problem.ProblemException (as the Mono's error) while a request holds it:
  ///   the offset may still grow, and who began to send from it would only be refused
  public Mono<Upload> getResting(UUID envelopeId, UUID uploadId, Tenant.OfPlatform tenant) {
    return get(envelopeId, uploadId, tenant)
        .delayUntil(_ -> table.isHeld(uploadId).flatMap(UploadDesk::requireResting));
  }

  private static Mono<Void> requireResting(boolean held) {
    return held ? Mono.error(UploadProblems::inProgress) : Mono.empty();
  }

  /// Ends an upload; content that an envelope has by now stays.
  public Mono<Void> terminate(UUID envelopeId, UUID uploadId, Tenant.OfPlatform tenant) {
    return get(envelopeId, uploadId, tenant).flatMap(ends::end);
  }

  /// Seals a plaintext that was uploaded. The upload stays until it expires or is ended, for
  /// whoever did not get to read the answer.
  public Mono<SealedContent> seal(UUID envelopeId, UUID uploadId, Tenant.OfPlatform tenant) {
    return get(envelopeId, uploadId, tenant)
        .filter(upload ->
            upload.kind() == Upload.Kind.PLAINTEXT && upload.state() == Upload.State.COMPLETE)
        .switchIfEmpty(Mono.error(UploadProblems::notSealable))
        .flatMap(upload ->
            sealings
                .getTaking(envelopeId, tenant)
                .flatMap(envelope -> sealings.seal(envelope, tenant, () -> drafts.open(upload))));
  }
}
