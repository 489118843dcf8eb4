package org.bidseal.signing.task;

import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.bidseal.signing.pdf.PdfFile;
import org.bidseal.signing.pdf.Placement;
import org.jspecify.annotations.Nullable;

/// A task to create.
///
/// @param expiresAt when an unfinished task is over; 30 days from now if absent
public record NewTask(
    @NotNull UUID documentId,
    @NotBlank @Size(max = 200) String title,
    @NotEmpty @Size(max = 20) List<@Valid NewSignatory> signatories,
    @Nullable Instant expiresAt) {

  /// Who is to sign, and where.
  public record NewSignatory(
      @NotNull UUID enterpriseId, @NotEmpty @Size(max = 50) List<@Valid NewPlacement> placements) {}

  /// Where a seal goes: its top left corner, in millimetres from the top left of the displayed
  /// page.
  ///
  /// @param page from 1
  public record NewPlacement(
      @Min(1) @Max(PdfFile.MAX_PAGES) int page,
      @DecimalMin("0") @DecimalMax("5000") double xMm,
      @DecimalMin("0") @DecimalMax("5000") double yMm,
      @NotNull SealType sealType) {
    Placement toPlacement() {
      return new Placement(page, xMm, yMm);
    }
  }

  List<Placement> placements() {
    return signatories.stream()
        .flatMap(signatory -> signatory.placements().stream())
        .map(NewPlacement::toPlacement)
        .toList();
  }

  long enterprises() {
    return signatories.stream().map(NewSignatory::enterpriseId).distinct().count();
  }
}
