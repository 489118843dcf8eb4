package org.bidseal.crypto.blob.ledger;

import static org.bidseal.database.Columns.required;

import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.util.UUID;
import org.bidseal.crypto.blob.BlobName;
import org.bidseal.crypto.problem.UploadProblem;
import org.bidseal.problem.ProblemException;
import org.bidseal.smcrypto.Sm3Hash;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The ledger of what platforms have stored: a row for each blob, written before the first byte of
/// it and deleted after the last. So a crash leaves a row without a blob, or without an envelope
/// that names it, and never a blob that nobody knows. The sum of the rows is what the quota limits:
/// uploads are refused beyond it; a plaintext counts and is never refused, since nobody's opening
/// depends on a quota.
@Component
@EnableConfigurationProperties(QuotaProperties.class)
public class StoredBlobs {
  // The platform's row is what makes two bookings follow one another; it always has the sum.
  private static final String BOOK =
      """
      with room as (
        insert into platform_storage as s (platform_id, stored_bytes)
        select :platform, :bytes where :bytes <= :quota
        on conflict (platform_id) do update
           set stored_bytes = s.stored_bytes + excluded.stored_bytes
         where s.stored_bytes + excluded.stored_bytes <= :quota
        returning s.platform_id)
      insert into stored_blob (blob, platform_id, bytes)
      select :blob, platform_id, :bytes from room
      """;

  private static final String STRIKE =
      """
      with struck as (delete from stored_blob where blob = :blob returning platform_id, bytes)
      update platform_storage s set stored_bytes = s.stored_bytes - struck.bytes
        from struck where s.platform_id = struck.platform_id
      """;

  private static final String ORPHANS =
      """
      select b.blob from stored_blob b
       where b.booked_at < clock_timestamp() - make_interval(secs => :age)
         and not exists (select 1 from envelope e where e.content_blob = b.blob)
         and not exists (select 1 from upload u where u.blob = b.blob)
       order by b.booked_at limit :most
      """;

  // What a job writes is booked at infinity (see the migration); what comes in a request may become
  // an orphan until its envelope names it.
  private static final String ENTER =
      """
      with entered as (
        insert into stored_blob (blob, platform_id, bytes, booked_at, job_id, draft)
        values (:blob, :platform, :bytes,
                case when :job::uuid is null then clock_timestamp() else 'infinity' end, :job, :draft)
        on conflict (blob) do update set draft = excluded.draft
        returning platform_id, bytes, xmax = 0 as fresh)
      insert into platform_storage as s (platform_id, stored_bytes)
      select platform_id, bytes from entered where fresh
      on conflict (platform_id) do update set stored_bytes = s.stored_bytes + excluded.stored_bytes
      """;

  // A worker of the version before ends a job without telling that its draft is a blob now.
  private static final String LEFT_DRAFTS =
      """
      select b.blob, b.draft from stored_blob b
       where b.draft is not null
         and not exists (select 1 from decryption_job j
                          where j.job_id = b.job_id and j.state in ('REQUESTED', 'READY', 'RUNNING'))
         and not exists (select 1 from envelope e where e.envelope_id = split_part(b.blob, '/', 2)::uuid
                                                    and e.plaintext_blob = b.blob)
       limit :most
      """;

  private final DatabaseClient database;
  private final QuotaProperties quotas;

  StoredBlobs(DatabaseClient database, QuotaProperties quotas) {
    this.database = database;
    this.quotas = quotas;
  }

  /// Books room for a blob that is about to be written.
  ///
  /// @throws ProblemException (as the Mono's error) {@link UploadProblem#STORAGE_QUOTA_EXCEEDED}
  public Mono<Void> book(BlobName name, UUID platformId, long bytes) {
    long quota = quotas.of(platformId);
    return database
        .sql(BOOK)
        .bind("platform", platformId)
        .bind("bytes", bytes)
        .bind("quota", quota)
        .bind("blob", name.text())
        .fetch()
        .rowsUpdated()
        .filter(rows -> rows == 1)
        .switchIfEmpty(Mono.error(() -> exceeded(bytes, quota)))
        .then();
  }

  /// Keeps the content root of a whole envelope that was booked, in the transaction that makes it
  /// an envelope's content.
  public Mono<Void> keepRoot(BlobName name, Sm3Hash root) {
    return database
        .sql("update stored_blob set content_root = :root where blob = :blob")
        .bind("root", root.hex())
        .bind("blob", name.text())
        .then();
  }

  /// The content root of a blob; empty for one from before there were any.
  public Mono<Sm3Hash> findRoot(BlobName name) {
    return database
        .sql(
            "select content_root from stored_blob"
                + " where blob = :blob and content_root is not null")
        .bind("blob", name.text())
        .map((Readable row) -> Sm3Hash.ofHex(required(row, "content_root", String.class)))
        .one();
  }

  /// A plaintext that a job writes.
  ///
  /// @param draft the store's handle
  public record PlaintextDraft(BlobName name, String draft) {}

  /// Enters a plaintext that a job is about to write, or to go on with.
  ///
  /// @param bytes of the whole plaintext
  public Mono<Void> enter(PlaintextDraft plaintext, UUID platformId, long bytes, UUID jobId) {
    return database
        .sql(ENTER)
        .bind("blob", plaintext.name().text())
        .bind("platform", platformId)
        .bind("bytes", bytes)
        .bind("job", jobId)
        .bind("draft", plaintext.draft())
        .then();
  }

  /// Enters a plaintext that is about to come in a request.
  public Mono<Void> enter(BlobName plaintext, UUID platformId, long bytes) {
    return database
        .sql(ENTER)
        .bind("blob", plaintext.text())
        .bind("platform", platformId)
        .bind("bytes", bytes)
        .bindNull("job", UUID.class)
        .bindNull("draft", String.class)
        .then();
  }

  /// The plaintext is a blob now, and its envelope names it; in that transaction.
  public Mono<Void> written(BlobName plaintext) {
    return database
        .sql("update stored_blob set draft = null, booked_at = 'infinity' where blob = :blob")
        .bind("blob", plaintext.text())
        .then();
  }

  /// Drafts of plaintexts whose jobs have ended without them.
  public Flux<PlaintextDraft> leftDrafts(int most) {
    return database
        .sql(LEFT_DRAFTS)
        .bind("most", most)
        .map((Readable row) ->
            new PlaintextDraft(
                new BlobName(required(row, "blob", String.class)),
                required(row, "draft", String.class)))
        .all();
  }

  /// Strikes a blob that is gone from the store; nothing happens if it was not booked.
  public Mono<Void> strike(BlobName name) {
    return database.sql(STRIKE).bind("blob", name.text()).fetch().rowsUpdated().then();
  }

  /// Blobs that were booked long ago and that neither an envelope nor an upload names.
  ///
  /// @param age longer than a blob may take from its booking until an envelope names it
  public Flux<BlobName> orphans(Duration age, int most) {
    return database
        .sql(ORPHANS)
        .bind("age", (double) age.toSeconds())
        .bind("most", most)
        .map((Readable row) -> new BlobName(required(row, "blob", String.class)))
        .all();
  }

  private static ProblemException exceeded(long bytes, long quota) {
    return new ProblemException(
            UploadProblem.STORAGE_QUOTA_EXCEEDED,
            "The platform may store " + quota + " bytes; " + bytes + " more are too many.")
        .with("quotaBytes", quota);
  }
}
