package org.bidseal.signing.task;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.bidseal.signing.task.TaskFacts.Revision;
import org.jspecify.annotations.Nullable;

/// A task as the API shows it.
///
/// @param signedSm3 SM3 of the newest signed revision, hexadecimal; absent before the first
///   signature
public record TaskView(
    UUID taskId,
    SigningTask.State state,
    UUID platformId,
    UUID documentId,
    String title,
    List<SignatoryView> signatories,
    Instant createdAt,
    Instant expiresAt,
    @Nullable Instant completedAt,
    @Nullable String signedSm3,
    @Nullable String voidReason) {

  /// An enterprise that is to sign.
  ///
  /// @param done every seal is set
  public record SignatoryView(UUID enterpriseId, boolean done, List<PlacementView> placements) {
    private static SignatoryView of(Signatory signatory) {
      return new SignatoryView(
          signatory.enterpriseId(),
          signatory.done(),
          signatory.seals().stream().map(PlacementView::of).toList());
    }
  }

  /// A seal to be set.
  public record PlacementView(int page, double xMm, double yMm, SealType sealType, boolean signed) {
    private static PlacementView of(PlannedSeal seal) {
      return new PlacementView(
          seal.placement().page(),
          seal.placement().xMm(),
          seal.placement().yMm(),
          seal.sealType(),
          seal.signedBy() != null);
    }
  }

  /// Shows a task.
  public static TaskView of(SigningTask task) {
    TaskFacts facts = task.facts();
    Revision revision = facts.revision();
    return new TaskView(
        facts.taskId(),
        task.state(),
        facts.platformId(),
        facts.documentId(),
        facts.title(),
        facts.signatories().stream().map(SignatoryView::of).toList(),
        facts.createdAt(),
        facts.expiresAt(),
        task instanceof SigningTask.Completed completed ? completed.completedAt() : null,
        revision == null ? null : revision.sm3(),
        task instanceof SigningTask.Voided voided ? voided.reason() : null);
  }
}
