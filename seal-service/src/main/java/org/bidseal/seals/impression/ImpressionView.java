package org.bidseal.seals.impression;

import java.time.Instant;
import java.util.UUID;
import org.bidseal.seals.impression.Impression.Approved;
import org.bidseal.seals.impression.Impression.Draft;
import org.bidseal.seals.impression.Impression.Rejected;
import org.bidseal.seals.impression.Impression.Submitted;
import org.bidseal.seals.kind.SealShape;
import org.bidseal.seals.kind.SealType;
import org.jspecify.annotations.Nullable;

/// An impression as the API shows it.
///
/// @param statement for the uploader of a draft: what to sign, base64
/// @param e for the uploader of a draft: SM3(Z ‖ statement), lower-case hexadecimal
/// @param sessionId for the uploader of a draft: under which crypto-service expects `e`
/// @param reason why it was rejected
/// @param sealId the seal it was made into
public record ImpressionView(
    UUID impressionId,
    UUID enterpriseId,
    Impression.State state,
    SealType sealType,
    SealShape shape,
    String name,
    int widthMm,
    int heightMm,
    Instant uploadedAt,
    @Nullable String statement,
    @Nullable String e,
    @Nullable UUID sessionId,
    @Nullable String reason,
    @Nullable UUID sealId) {

  static ImpressionView of(Impression impression) {
    return switch (impression) {
      case Draft draft -> view(draft, null, null);
      case Submitted submitted -> view(submitted, null, null);
      case Approved approved -> view(approved, null, approved.sealId());
      case Rejected rejected -> view(rejected, rejected.reason(), null);
    };
  }

  private static ImpressionView view(
      Impression impression, @Nullable String reason, @Nullable UUID sealId) {
    ImpressionCard card = impression.card();
    return new ImpressionView(
        card.impressionId(),
        card.enterpriseId(),
        impression.state(),
        card.sealType(),
        card.shape(),
        card.name(),
        card.widthMm(),
        card.heightMm(),
        card.uploadedAt(),
        null,
        null,
        null,
        reason,
        sealId);
  }

  ImpressionView toBeSigned(String statementBase64, String digest) {
    return new ImpressionView(
        impressionId,
        enterpriseId,
        state,
        sealType,
        shape,
        name,
        widthMm,
        heightMm,
        uploadedAt,
        statementBase64,
        digest,
        impressionId,
        reason,
        sealId);
  }
}
