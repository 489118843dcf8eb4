package org.bidseal.crypto.sealing.upload;

import static org.bidseal.database.Columns.required;

import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.bidseal.crypto.blob.BlobName;
import org.bidseal.crypto.envelope.Octets;
import org.bidseal.crypto.opening.Tenant;
import org.bidseal.keywrapping.WrappedSecret;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// All uploads, with the leases of those who write to them.
@Component
@EnableConfigurationProperties(UploadProperties.class)
class UploadTable {
  private static final String ALL = " *, expires_at <= clock_timestamp() as expired ";

  private static final String INSERT =
      """
      insert into upload (upload_id, envelope_id, platform_id, kind, blob, length, state, metadata,
                          draft, description, staging_key, expires_at)
      values (:upload, :envelope, :platform, :kind, :blob, :length, 'OPEN', :metadata,
              :draft, :description, :stagingKey,
              clock_timestamp() + make_interval(secs => :life))
      returning *, false as expired
      """;

  // One writer at a time: whoever comes second finds the lease, or another offset.
  private static final String CLAIM =
      """
      update upload
         set writer = :writer, writes = writes + 1,
             writer_until = clock_timestamp() + make_interval(secs => :lease)
       where upload_id = :upload and state = 'OPEN' and received = :offset
         and expires_at > clock_timestamp()
         and (writer is null or writer_until < clock_timestamp())
      returning *, false as expired
      """;

  private static final String RENEW =
      """
      update upload set writer_until = clock_timestamp() + make_interval(secs => :lease)
       where upload_id = :upload and writer = :writer and state <> 'ENDED'
      """;

  private static final String ADVANCE =
      """
      update upload set received = :received, stored = :stored, content_tree = :tree
       where upload_id = :upload and writer = :writer and state = 'OPEN'
      """;

  private static final String RELEASE =
      "update upload set writer = null, writer_until = null"
          + " where upload_id = :upload and writer = :writer";

  private static final String COMPLETE =
      """
      update upload set state = 'COMPLETE', received = length, stored = :stored
       where upload_id = :upload and writer = :writer and state = 'OPEN'
      """;

  // The content of an envelope is no longer its upload's.
  private static final String END =
      """
      update upload set state = 'ENDED'
       where upload_id = :upload and (state = 'OPEN' or (state = 'COMPLETE' and kind = 'PLAINTEXT'))
      """;

  private static final String OVERDUE =
      "select"
          + ALL
          + """
          from upload where state = 'ENDED' or expires_at <= clock_timestamp()
          order by expires_at limit :most
          """;

  private final DatabaseClient database;
  private final UploadProperties properties;

  UploadTable(DatabaseClient database, UploadProperties properties) {
    this.database = database;
    this.properties = properties;
  }

  /// Adds an open upload.
  Mono<Upload> insert(Upload upload) {
    return database
        .sql(INSERT)
        .bind("upload", upload.uploadId())
        .bind("envelope", upload.envelopeId())
        .bind("platform", upload.platformId())
        .bind("kind", upload.kind().name())
        .bind("blob", upload.blob().text())
        .bind("length", upload.length())
        .bind("metadata", Parameters.in(R2dbcType.VARCHAR, upload.metadata()))
        .bind("draft", upload.draft())
        .bind("description", Parameters.in(R2dbcType.VARCHAR, upload.description()))
        .bind(
            "stagingKey",
            upload.stagingKey() == null
                ? Parameters.in(R2dbcType.VARBINARY)
                : Parameters.in(R2dbcType.VARBINARY, upload.stagingKey().encoded()))
        .bind("life", seconds(properties.life()))
        .map((Readable row) -> upload(row))
        .one();
  }

  /// The tenant's upload to this envelope; empty if there is none.
  Mono<Upload> find(UUID uploadId, UUID envelopeId, Tenant.OfPlatform tenant) {
    return database
        .sql(
            "select"
                + ALL
                + "from upload where upload_id = :upload and envelope_id = :envelope"
                + " and platform_id = :tenant")
        .bind("upload", uploadId)
        .bind("envelope", envelopeId)
        .bind("tenant", tenant.id())
        .map((Readable row) -> upload(row))
        .one();
  }

  /// Whether a request holds the upload, or one that is gone without its lease having ended.
  Mono<Boolean> isHeld(UUID uploadId) {
    return database
        .sql(
            "select writer is not null and writer_until >= clock_timestamp() from upload"
                + " where upload_id = :upload")
        .bind("upload", uploadId)
        .mapValue(Boolean.class)
        .one();
  }

  /// The upload of this envelope that is open. Asked with the envelope locked, it is the only one.
  Mono<Upload> findOpen(UUID envelopeId) {
    return database
        .sql("select" + ALL + "from upload where envelope_id = :envelope and state = 'OPEN'")
        .bind("envelope", envelopeId)
        .map((Readable row) -> upload(row))
        .one();
  }

  /// Lets this writer write from this offset; empty if another one does, or the offset is another,
  /// or the upload has ended.
  Mono<Upload> claim(UUID uploadId, UUID writer, long offset) {
    return database
        .sql(CLAIM)
        .bind("upload", uploadId)
        .bind("writer", writer)
        .bind("offset", offset)
        .bind("lease", seconds(properties.lease()))
        .map((Readable row) -> upload(row))
        .one();
  }

  /// Renews the lease; false if it was lost.
  Mono<Boolean> renew(UUID uploadId, UUID writer) {
    return changed(
        database
            .sql(RENEW)
            .bind("lease", seconds(properties.lease()))
            .bind("upload", uploadId)
            .bind("writer", writer));
  }

  /// Writes down what is durable; false if the lease was lost.
  Mono<Boolean> advance(UUID uploadId, UUID writer, Progress progress) {
    return changed(
        database
            .sql(ADVANCE)
            .bind("received", progress.received())
            .bind("stored", progress.stored())
            .bind(
                "tree",
                progress.tree() == null
                    ? Parameters.in(R2dbcType.VARBINARY)
                    : Parameters.in(R2dbcType.VARBINARY, progress.tree().bytes()))
            .bind("upload", uploadId)
            .bind("writer", writer));
  }

  /// Ends the lease; nothing happens if it was lost.
  Mono<Void> release(UUID uploadId, UUID writer) {
    return database.sql(RELEASE).bind("upload", uploadId).bind("writer", writer).then();
  }

  /// All of it is there; false if the lease was lost or the upload has ended.
  Mono<Boolean> complete(UUID uploadId, UUID writer, long stored) {
    return changed(
        database
            .sql(COMPLETE)
            .bind("stored", stored)
            .bind("upload", uploadId)
            .bind("writer", writer));
  }

  /// Ends an upload whose bytes nobody needs any more; false if it had ended, or is complete and
  /// its bytes are an envelope's content.
  Mono<Boolean> end(UUID uploadId) {
    return changed(database.sql(END).bind("upload", uploadId));
  }

  /// Whether the upload is there and has not ended.
  Mono<Boolean> isLive(UUID uploadId) {
    return database
        .sql("select 1 from upload where upload_id = :upload and state <> 'ENDED'")
        .bind("upload", uploadId)
        .fetch()
        .first()
        .hasElement();
  }

  Mono<Void> delete(UUID uploadId) {
    return database
        .sql("delete from upload where upload_id = :upload")
        .bind("upload", uploadId)
        .then();
  }

  /// Uploads that have ended, or whose end has come.
  Flux<Upload> overdue(int most) {
    return database.sql(OVERDUE).bind("most", most).map((Readable row) -> upload(row)).all();
  }

  private static Mono<Boolean> changed(DatabaseClient.GenericExecuteSpec statement) {
    return statement.fetch().rowsUpdated().map(rows -> rows == 1);
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }

  private static @Nullable Octets octets(byte @Nullable [] bytes) {
    return bytes == null ? null : Octets.of(bytes);
  }

  private static Upload upload(Readable row) {
    byte[] stagingKey = row.get("staging_key", byte[].class);
    return new Upload(
        required(row, "upload_id", UUID.class),
        required(row, "envelope_id", UUID.class),
        required(row, "platform_id", UUID.class),
        Upload.Kind.valueOf(required(row, "kind", String.class)),
        new BlobName(required(row, "blob", String.class)),
        required(row, "length", Long.class),
        required(row, "received", Long.class),
        required(row, "stored", Long.class),
        octets(row.get("content_tree", byte[].class)),
        Upload.State.valueOf(required(row, "state", String.class)),
        row.get("metadata", String.class),
        required(row, "draft", String.class),
        row.get("description", String.class),
        stagingKey == null ? null : WrappedSecret.decode(stagingKey),
        required(row, "writes", Integer.class),
        required(row, "expires_at", Instant.class),
        required(row, "expired", Boolean.class));
  }
}
