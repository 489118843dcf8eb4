package org.bidseal.crypto.sealing.upload;

import java.util.UUID;
import org.bidseal.crypto.envelope.Envelope;
import org.bidseal.crypto.envelope.Envelope.Described;
import org.bidseal.crypto.envelope.Octets;
import org.bidseal.crypto.opening.Tenant;
import org.bidseal.crypto.problem.BidProblem;
import org.bidseal.crypto.problem.UploadProblem;
import org.bidseal.crypto.role.InRole;
import org.bidseal.crypto.role.Role;
import org.bidseal.crypto.sealing.content.ContentStep;
import org.bidseal.database.Transactions;
import org.bidseal.problem.ProblemException;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.evidence.ContentTree;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// The end of an upload: its blob is in the store, and what it is for happens in one transaction
/// with its being complete. What fails for a while leaves the upload one chunk short, to be
/// repeated; so does a bid that stands in the way and may still be taken back. What is refused for
/// good ends it.
@Component
@InRole(Role.KEY)
class UploadCompletion {
  private final UploadTable table;
  private final UploadEnds ends;
  private final Drafts drafts;
  private final ContentStep contents;
  private final Transactions transactions;

  UploadCompletion(
      UploadTable table,
      UploadEnds ends,
      Drafts drafts,
      ContentStep contents,
      Transactions transactions) {
    this.table = table;
    this.ends = ends;
    this.drafts = drafts;
    this.contents = contents;
    this.transactions = transactions;
  }

  /// @param described the envelope that a ciphertext was compared with; null for a plaintext, which
  ///   waits to be sealed
  Mono<Upload> complete(
      Upload upload, UUID writer, Tenant tenant, @Nullable Described described, Progress progress) {
    Mono<Void> done =
        described == null
            ? record(upload, writer, progress)
            : root(upload, progress)
                .flatMap(root -> add(upload, writer, tenant, described, progress, root))
                .delayUntil(contents::added)
                .then();
    return done.thenReturn(upload.whole()).onErrorResume(e -> settle(upload, e));
  }

  private Mono<Upload> settle(Upload upload, Throwable error) {
    if (!(error instanceof ProblemException problem)
        || !problem.type().status().is4xxClientError()
        || problem.type() == BidProblem.ENTERPRISE_IN_TWO_BIDS) {
      return Mono.error(error);
    }
    Mono<Void> settled =
        problem.type() == UploadProblem.UPLOAD_IN_PROGRESS
            ? ends.removeIfEnded(upload)
            : ends.end(upload);
    return settled.then(Mono.error(error));
  }

  private Mono<Sm3Hash> root(Upload upload, Progress progress) {
    Octets tree = progress.tree();
    return tree == null
        ? Mono.fromCallable(() -> drafts.contentRoot(upload))
            .subscribeOn(Schedulers.boundedElastic())
        : Mono.fromCallable(() -> ContentTree.decode(tree.bytes()).root());
  }

  private Mono<Envelope> add(
      Upload upload,
      UUID writer,
      Tenant tenant,
      Described described,
      Progress progress,
      Sm3Hash root) {
    return contents
        .add(described, tenant, upload.blob(), root)
        .delayUntil(_ -> record(upload, writer, progress))
        .as(transactions::inTransaction);
  }

  private Mono<Void> record(Upload upload, UUID writer, Progress progress) {
    return table
        .complete(upload.uploadId(), writer, progress.stored())
        .filter(Boolean::booleanValue)
        .switchIfEmpty(Mono.error(UploadProblems::inProgress))
        .then();
  }
}
