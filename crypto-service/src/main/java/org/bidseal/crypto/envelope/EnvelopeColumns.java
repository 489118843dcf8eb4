package org.bidseal.crypto.envelope;

import static java.util.Objects.requireNonNull;
import static org.bidseal.database.Columns.required;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.bidseal.crypto.blob.BlobName;
import org.bidseal.crypto.envelope.Envelope.Addressed;
import org.bidseal.crypto.envelope.Envelope.Decrypted;
import org.bidseal.crypto.envelope.Envelope.Decrypting;
import org.bidseal.crypto.envelope.Envelope.Described;
import org.bidseal.crypto.envelope.Envelope.Draft;
import org.bidseal.crypto.envelope.Envelope.Failed;
import org.bidseal.crypto.envelope.Envelope.FallbackOpening;
import org.bidseal.crypto.envelope.Envelope.Judged;
import org.bidseal.crypto.envelope.Envelope.Openable;
import org.bidseal.crypto.envelope.Envelope.Opened;
import org.bidseal.crypto.envelope.Envelope.OpenedByFallback;
import org.bidseal.crypto.envelope.Envelope.Outcome;
import org.bidseal.crypto.envelope.Envelope.Retracted;
import org.bidseal.crypto.envelope.Envelope.Seal;
import org.bidseal.crypto.envelope.Envelope.Sealed;
import org.bidseal.crypto.envelope.Envelope.Superseded;
import org.bidseal.smcrypto.Sm3Hash;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The states of an envelope as columns, all of them in every write: a column of a later state is
/// null in an earlier one.
@Component
final class EnvelopeColumns {
  private static final TypeReference<List<Recipient>> RECIPIENTS = new TypeReference<>() {};

  private static final Map<String, Class<?>> TYPES =
      Map.ofEntries(
          Map.entry("state", String.class),
          Map.entry("session_id", UUID.class),
          Map.entry("person_id", UUID.class),
          Map.entry("device_id", UUID.class),
          Map.entry("statement_key_id", UUID.class),
          Map.entry("backup_verified", Boolean.class),
          Map.entry("threshold", Integer.class),
          Map.entry("header", byte[].class),
          Map.entry("tree_root", String.class),
          Map.entry("statement", byte[].class),
          Map.entry("statement_digest", String.class),
          Map.entry("signature_certificate_id", UUID.class),
          Map.entry("signature_r", String.class),
          Map.entry("signature_s", String.class),
          Map.entry("content_blob", String.class),
          Map.entry("sealed_at", Instant.class),
          Map.entry("superseded_by", UUID.class),
          Map.entry("superseded_at", Instant.class),
          Map.entry("retracted_at", Instant.class),
          Map.entry("judged_at", Instant.class),
          Map.entry("job_id", UUID.class),
          Map.entry("job_session_id", UUID.class),
          Map.entry("job_person_id", UUID.class),
          Map.entry("job_key_id", UUID.class),
          Map.entry("job_started_at", Instant.class),
          Map.entry("opened_at", Instant.class),
          Map.entry("plaintext_blob", String.class),
          Map.entry("tree_key", String.class),
          Map.entry("failed_at", Instant.class),
          Map.entry("failure", String.class));

  private final JsonMapper json;

  EnvelopeColumns(JsonMapper json) {
    this.json = json;
  }

  Class<?> type(String column) {
    return requireNonNull(TYPES.get(column), column);
  }

  Map<String, Optional<Object>> write(Envelope envelope) {
    Map<String, Optional<Object>> row = new LinkedHashMap<>();
    TYPES.keySet().forEach(column -> row.put(column, Optional.empty()));
    put(row, "state", envelope.state().name());
    switch (envelope) {
      case Draft _ -> {}
      case Addressed e -> addressing(row, e.addressing());
      case Described e -> {
        addressing(row, e.addressing());
        description(row, e.description());
        completion(row, e.signature(), e.content());
      }
      case Sealed e -> seal(row, e.seal());
      case Superseded e -> {
        seal(row, e.seal());
        put(row, "superseded_by", e.successor());
        put(row, "superseded_at", e.supersededAt());
      }
      case Decrypting e -> {
        seal(row, e.seal());
        start(row, e.start());
      }
      case Decrypted e -> {
        seal(row, e.seal());
        start(row, e.start());
        put(row, "opened_at", e.opened().openedAt());
        put(row, "plaintext_blob", e.opened().plaintext().text());
        put(row, "tree_key", e.opened().treeKey().hex());
      }
      case Failed e -> failed(row, e);
      case Retracted e -> {
        seal(row, e.seal());
        put(row, "retracted_at", e.retractedAt());
      }
      case OpenedByFallback e -> {
        openable(row, e.before());
        put(row, "opened_at", e.fallback().openedAt());
        put(row, "plaintext_blob", e.fallback().plaintext().text());
        put(row, "tree_key", e.fallback().treeKey().hex());
      }
      case Judged e -> {
        openable(row, e.before());
        put(row, "judged_at", e.judgedAt());
      }
    }
    return row;
  }

  private static void openable(Map<String, Optional<Object>> row, Openable envelope) {
    switch (envelope) {
      case Sealed e -> seal(row, e.seal());
      case Failed e -> failed(row, e);
    }
  }

  private static void failed(Map<String, Optional<Object>> row, Failed envelope) {
    seal(row, envelope.seal());
    start(row, envelope.start());
    put(row, "failed_at", envelope.failedAt());
    put(row, "failure", envelope.reason().name());
  }

  private static void addressing(Map<String, Optional<Object>> row, Addressing addressing) {
    put(row, "session_id", addressing.sessionId());
    put(row, "person_id", addressing.personId());
    put(row, "device_id", addressing.deviceId());
    put(row, "statement_key_id", addressing.statementKeyId());
    put(row, "backup_verified", addressing.backupVerified());
    if (addressing.threshold() > 1) {
      put(row, "threshold", addressing.threshold());
    }
  }

  private static void description(Map<String, Optional<Object>> row, Description description) {
    put(row, "header", description.header().bytes());
    put(row, "tree_root", description.treeRoot().hex());
    put(row, "statement", description.statement().bytes());
    put(row, "statement_digest", description.statementDigest().hex());
  }

  private static void completion(
      Map<String, Optional<Object>> row,
      @Nullable StatementSignature signature,
      @Nullable BlobName content) {
    if (signature != null) {
      put(row, "signature_certificate_id", signature.certificateId());
      put(row, "signature_r", signature.r());
      put(row, "signature_s", signature.s());
    }
    if (content != null) {
      put(row, "content_blob", content.text());
    }
  }

  private static void seal(Map<String, Optional<Object>> row, Seal seal) {
    addressing(row, seal.addressing());
    description(row, seal.description());
    completion(row, seal.signature(), seal.content());
    put(row, "sealed_at", seal.sealedAt());
  }

  private static void start(Map<String, Optional<Object>> row, DecryptionStart start) {
    put(row, "job_id", start.jobId());
    put(row, "job_session_id", start.sessionId());
    put(row, "job_person_id", start.personId());
    put(row, "job_key_id", start.keyId());
    put(row, "job_started_at", start.startedAt());
  }

  private static void put(Map<String, Optional<Object>> row, String column, Object value) {
    row.put(column, Optional.of(value));
  }

  Envelope read(Readable row) {
    BidPart part = part(row);
    return switch (Envelope.State.valueOf(required(row, "state", String.class))) {
      case DRAFT -> new Draft(part);
      case ADDRESSED -> new Addressed(part, addressing(row));
      case DESCRIBED ->
          new Described(part, addressing(row), description(row), signature(row), content(row));
      case SEALED -> new Sealed(seal(part, row));
      case SUPERSEDED ->
          new Superseded(
              seal(part, row),
              required(row, "superseded_by", UUID.class),
              required(row, "superseded_at", Instant.class));
      case DECRYPTING -> new Decrypting(seal(part, row), start(row));
      case DECRYPTED -> new Decrypted(seal(part, row), start(row), opened(row));
      case FAILED -> failed(part, row, required(row, "failure", String.class));
      case RETRACTED ->
          new Retracted(seal(part, row), required(row, "retracted_at", Instant.class));
      case OPENED_BY_FALLBACK -> new OpenedByFallback(openable(part, row), fallback(row));
      case WITHDRAWN -> judged(part, row, Outcome.WITHDRAWN);
      case RECALLED -> judged(part, row, Outcome.RECALLED);
    };
  }

  private Judged judged(BidPart part, Readable row, Outcome outcome) {
    return new Judged(openable(part, row), outcome, required(row, "judged_at", Instant.class));
  }

  private Openable openable(BidPart part, Readable row) {
    String failure = row.get("failure", String.class);
    return failure == null ? new Sealed(seal(part, row)) : failed(part, row, failure);
  }

  private Failed failed(BidPart part, Readable row, String failure) {
    return new Failed(
        seal(part, row),
        start(row),
        required(row, "failed_at", Instant.class),
        DecryptionFailure.valueOf(failure));
  }

  private static FallbackOpening fallback(Readable row) {
    return new FallbackOpening(
        required(row, "opened_at", Instant.class),
        new BlobName(required(row, "plaintext_blob", String.class)),
        Sm3Hash.ofHex(required(row, "tree_key", String.class)));
  }

  private static BidPart part(Readable row) {
    return new BidPart(
        required(row, "envelope_id", UUID.class),
        required(row, "bid_id", UUID.class),
        required(row, "opening_id", UUID.class),
        required(row, "platform_id", UUID.class),
        required(row, "enterprise_id", UUID.class),
        required(row, "file_name", String.class),
        required(row, "file_size", Long.class),
        Sealing.valueOf(required(row, "sealing", String.class)));
  }

  private Addressing addressing(Readable row) {
    Integer threshold = row.get("threshold", Integer.class);
    return new Addressing(
        required(row, "session_id", UUID.class),
        required(row, "person_id", UUID.class),
        required(row, "device_id", UUID.class),
        required(row, "statement_key_id", UUID.class),
        required(row, "backup_verified", Boolean.class),
        json.readValue(required(row, "recipients", String.class), RECIPIENTS),
        threshold == null ? 1 : threshold);
  }

  private static Description description(Readable row) {
    return new Description(
        Octets.of(required(row, "header", byte[].class)),
        Sm3Hash.ofHex(required(row, "tree_root", String.class)),
        Octets.of(required(row, "statement", byte[].class)),
        Sm3Hash.ofHex(required(row, "statement_digest", String.class)));
  }

  private static @Nullable StatementSignature signature(Readable row) {
    UUID certificateId = row.get("signature_certificate_id", UUID.class);
    return certificateId == null
        ? null
        : new StatementSignature(
            certificateId,
            required(row, "signature_r", String.class),
            required(row, "signature_s", String.class));
  }

  private static @Nullable BlobName content(Readable row) {
    String name = row.get("content_blob", String.class);
    return name == null ? null : new BlobName(name);
  }

  private Seal seal(BidPart part, Readable row) {
    return new Seal(
        part,
        addressing(row),
        description(row),
        requireNonNull(signature(row), "signature"),
        requireNonNull(content(row), "content"),
        required(row, "sealed_at", Instant.class));
  }

  private static DecryptionStart start(Readable row) {
    return new DecryptionStart(
        required(row, "job_id", UUID.class),
        required(row, "job_session_id", UUID.class),
        required(row, "job_person_id", UUID.class),
        required(row, "job_key_id", UUID.class),
        required(row, "job_started_at", Instant.class));
  }

  private static Opened opened(Readable row) {
    return new Opened(
        required(row, "opened_at", Instant.class),
        new BlobName(required(row, "plaintext_blob", String.class)),
        Sm3Hash.ofHex(required(row, "tree_key", String.class)));
  }
}
