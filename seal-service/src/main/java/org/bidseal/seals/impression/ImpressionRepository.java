package org.bidseal.seals.impression;

import static org.bidseal.database.Columns.required;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.UUID;
import org.bidseal.seals.kind.SealShape;
import org.bidseal.seals.kind.SealType;
import org.bidseal.seals.picture.PictureFile;
import org.bidseal.smcrypto.Sm3Hash;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The rows of impressions.
@Repository
class ImpressionRepository {
  private static final String INSERT =
      """
      insert into impression (impression_id, enterprise_id, uploader_id, certificate_id, seal_type,
        shape, name, width_mm, height_mm, picture_type, picture, picture_sm3, state, uploaded_at)
      values (:id, :enterprise, :uploader, :certificate, :type, :shape, :name, :width, :height,
        :pictureType, :picture, :sm3, 'DRAFT', :uploadedAt)
      """;
  private static final String OF_MEMBER =
      """
      select i.* from impression i
      join member m on m.enterprise_id = i.enterprise_id and m.person_id = :person
      """;

  private final DatabaseClient database;

  ImpressionRepository(DatabaseClient database) {
    this.database = database;
  }

  Mono<Void> insert(ImpressionCard card, PictureFile picture) {
    return database
        .sql(INSERT)
        .bind("id", card.impressionId())
        .bind("enterprise", card.enterpriseId())
        .bind("uploader", card.uploaderId())
        .bind("certificate", card.certificateId())
        .bind("type", card.sealType().name())
        .bind("shape", card.shape().name())
        .bind("name", card.name())
        .bind("width", card.widthMm())
        .bind("height", card.heightMm())
        .bind("pictureType", picture.type())
        .bind("picture", picture.png())
        .bind("sm3", card.pictureSm3().hex())
        .bind("uploadedAt", card.uploadedAt())
        .then();
  }

  Mono<Void> submitted(Impression.Submitted impression, String signature) {
    return database
        .sql(
            """
            update impression set state = 'SUBMITTED', submitted_at = :at, signature = :signature
            where impression_id = :id
            """)
        .bind("id", impression.card().impressionId())
        .bind("at", impression.submittedAt())
        .bind("signature", signature)
        .then();
  }

  Mono<Void> approved(Impression.Approved impression) {
    return database
        .sql(
            """
            update impression
            set state = 'APPROVED', reviewer_id = :reviewer, seal_id = :seal, decided_at = :at
            where impression_id = :id
            """)
        .bind("id", impression.card().impressionId())
        .bind("reviewer", impression.reviewerId())
        .bind("seal", impression.sealId())
        .bind("at", impression.decidedAt())
        .then();
  }

  Mono<Void> rejected(Impression.Rejected impression) {
    return database
        .sql(
            """
            update impression
            set state = 'REJECTED', reviewer_id = :reviewer, reason = :reason, decided_at = :at
            where impression_id = :id
            """)
        .bind("id", impression.card().impressionId())
        .bind("reviewer", impression.reviewerId())
        .bind("reason", impression.reason())
        .bind("at", impression.decidedAt())
        .then();
  }

  /// Holds the row until the transaction ends.
  Mono<Impression> findForUpdate(UUID impressionId) {
    return database
        .sql("select * from impression where impression_id = :id for update")
        .bind("id", impressionId)
        .map(ImpressionRepository::impression)
        .one();
  }

  /// As far as the person is a member of its enterprise.
  Mono<Impression> findOfMember(UUID impressionId, UUID personId) {
    return database
        .sql(OF_MEMBER + " where i.impression_id = :id")
        .bind("id", impressionId)
        .bind("person", personId)
        .map(ImpressionRepository::impression)
        .one();
  }

  Flux<Impression> findOfMember(UUID personId, UUID enterpriseId, int limit) {
    return database
        .sql(
            OF_MEMBER
                + " where i.enterprise_id = :enterprise order by i.uploaded_at desc limit :limit")
        .bind("person", personId)
        .bind("enterprise", enterpriseId)
        .bind("limit", limit)
        .map(ImpressionRepository::impression)
        .all();
  }

  Flux<Impression> findSubmitted(int limit) {
    return database
        .sql(
            "select * from impression where state = 'SUBMITTED' order by submitted_at limit :limit")
        .bind("limit", limit)
        .map(ImpressionRepository::impression)
        .all();
  }

  Mono<byte[]> picture(UUID impressionId) {
    return database
        .sql("select picture from impression where impression_id = :id")
        .bind("id", impressionId)
        .map(row -> required(row, "picture", byte[].class))
        .one();
  }

  private static Impression impression(Readable row) {
    ImpressionCard card = card(row);
    return switch (Impression.State.valueOf(required(row, "state", String.class))) {
      case DRAFT -> new Impression.Draft(card);
      case SUBMITTED ->
          new Impression.Submitted(card, required(row, "submitted_at", Instant.class));
      case APPROVED ->
          new Impression.Approved(
              card,
              required(row, "reviewer_id", UUID.class),
              required(row, "seal_id", UUID.class),
              required(row, "decided_at", Instant.class));
      case REJECTED ->
          new Impression.Rejected(
              card,
              required(row, "reviewer_id", UUID.class),
              required(row, "reason", String.class),
              required(row, "decided_at", Instant.class));
    };
  }

  private static ImpressionCard card(Readable row) {
    return new ImpressionCard(
        required(row, "impression_id", UUID.class),
        required(row, "enterprise_id", UUID.class),
        required(row, "uploader_id", UUID.class),
        required(row, "certificate_id", UUID.class),
        SealType.valueOf(required(row, "seal_type", String.class)),
        SealShape.valueOf(required(row, "shape", String.class)),
        required(row, "name", String.class),
        required(row, "width_mm", Integer.class),
        required(row, "height_mm", Integer.class),
        Sm3Hash.ofHex(required(row, "picture_sm3", String.class)),
        required(row, "uploaded_at", Instant.class));
  }
}
