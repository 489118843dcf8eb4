package org.bidseal.seals.review;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.bidseal.idempotency.IdempotencyKey;
import org.bidseal.idempotency.IdempotentWrites;
import org.bidseal.seals.impression.ImpressionView;
import org.bidseal.websecurity.Staff;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// Decisions of seal reviewers.
@RestController
@RequestMapping("/api/seals/v1/impressions/{impressionId}")
class ReviewController {
  private static final String ROLE = "seal-reviewer";

  private final Reviews reviews;
  private final IdempotentWrites writes;

  ReviewController(Reviews reviews, IdempotentWrites writes) {
    this.reviews = reviews;
    this.writes = writes;
  }

  /// Why an impression is refused; the uploader reads it.
  record RejectionRequest(@NotBlank @Size(max = 500) String reason) {}

  /// Approves an impression, which makes the seal.
  @PostMapping("/approval")
  Mono<ResponseEntity<ImpressionView>> approve(
      IdempotencyKey key, Staff staff, @PathVariable UUID impressionId) {
    return writes.once(
        key,
        null,
        ImpressionView.class,
        reviews.approve(staff.require(ROLE).staffId(), impressionId));
  }

  /// Refuses an impression.
  @PostMapping("/rejection")
  Mono<ResponseEntity<ImpressionView>> reject(
      IdempotencyKey key,
      Staff staff,
      @PathVariable UUID impressionId,
      @Valid @RequestBody RejectionRequest request) {
    return writes.once(
        key,
        request,
        ImpressionView.class,
        reviews.reject(staff.require(ROLE).staffId(), impressionId, request.reason()));
  }
}
