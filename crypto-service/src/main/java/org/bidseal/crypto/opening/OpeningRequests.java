package org.bidseal.crypto.opening;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What platforms send about openings, and what other services are told.
final class OpeningRequests {
  private OpeningRequests() {}

  /// @param stage WHOLE if absent
  /// @param windowMinutes 60 if absent
  /// @param unconfirmedBids VALID if absent
  /// @param recipientPolicy how many recipients must open a bid together; any number if absent
  /// @param eventLock whether bids are sealed under a committee's lock; not if absent
  record Register(
      @NotBlank @Size(max = 100) String tenderId,
      @NotBlank @Size(max = 100) String lotId,
      Opening.@Nullable Stage stage,
      @NotBlank @Size(max = 300) String name,
      @NotNull Instant deadline,
      @NotNull Instant opensAt,
      @Nullable @Min(1) @Max(10_080) Integer windowMinutes,
      Opening.@Nullable UnconfirmedBids unconfirmedBids,
      @Valid @Nullable DemandedPolicy recipientPolicy,
      @Nullable Boolean eventLock) {
    RecipientDemand demand() {
      return recipientPolicy == null ? RecipientDemand.NONE : recipientPolicy.demand();
    }
  }

  /// @param rule AT_LEAST if absent
  record DemandedPolicy(
      @NotNull @Min(1) @Max(16) Integer threshold, RecipientDemand.@Nullable Rule rule) {
    RecipientDemand demand() {
      return new RecipientDemand(threshold, rule == null ? RecipientDemand.Rule.AT_LEAST : rule);
    }
  }

  record Extend(@Min(1) @Max(1_440) int minutes, @NotBlank @Size(max = 500) String reason) {}

  /// Data of `org.bidseal.crypto.opening-registered.v1`.
  record OpeningRegistered(
      UUID openingId,
      UUID platformId,
      String tenderId,
      String lotId,
      Opening.Stage stage,
      Instant deadline,
      Instant opensAt,
      int windowMinutes) {}
}
