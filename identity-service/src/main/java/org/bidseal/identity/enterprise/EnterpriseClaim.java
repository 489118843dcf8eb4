package org.bidseal.identity.enterprise;

import java.time.Instant;
import java.util.UUID;
import org.bidseal.identity.person.IdNumber;
import org.bidseal.identity.state.Step;

/// A person's claim to be the administrator of an enterprise that nobody has claimed yet.
///
/// | state     | approve  | reject   |
/// |-----------|----------|----------|
/// | SUBMITTED | APPROVED | REJECTED |
/// | APPROVED  | -        | -        |
/// | REJECTED  | -        | -        |
public sealed interface EnterpriseClaim {

  Content content();

  /// What the claimant stated.
  ///
  /// @param legalRepresentative as printed on the licence
  /// @param region administrative division code, 6 digits (GB/T 2260)
  record Content(
      UUID claimId,
      UUID personId,
      Uscc uscc,
      String name,
      LegalRepresentative legalRepresentative,
      String region,
      Instant submittedAt) {}

  /// The person whom the licence names.
  record LegalRepresentative(String name, IdNumber idNumber) {}

  /// Waits for a reviewer.
  record Submitted(Content content) implements EnterpriseClaim {
    Approved approve(Event.Approve event) {
      return new Approved(content, event.enterpriseId(), event.reviewerId(), event.at());
    }

    Rejected reject(Event.Reject event) {
      return new Rejected(content, event.reason(), event.reviewerId(), event.at());
    }
  }

  /// The claimant is the administrator of the enterprise.
  record Approved(Content content, UUID enterpriseId, UUID reviewerId, Instant decidedAt)
      implements EnterpriseClaim {}

  record Rejected(Content content, String reason, UUID reviewerId, Instant decidedAt)
      implements EnterpriseClaim {}

  /// What can happen to a claim.
  sealed interface Event {
    record Approve(UUID enterpriseId, UUID reviewerId, Instant at) implements Event {}

    record Reject(String reason, UUID reviewerId, Instant at) implements Event {}

    default String label() {
      return switch (this) {
        case Approve _ -> "approve";
        case Reject _ -> "reject";
      };
    }
  }

  /// Name of the state as the API and the database show it.
  default String state() {
    return switch (this) {
      case Submitted _ -> "SUBMITTED";
      case Approved _ -> "APPROVED";
      case Rejected _ -> "REJECTED";
    };
  }

  /// The transition table, as code.
  default Step<EnterpriseClaim> on(Event event) {
    return switch (this) {
      case Submitted submitted ->
          switch (event) {
            case Event.Approve approve -> Step.to(submitted.approve(approve));
            case Event.Reject reject -> Step.to(submitted.reject(reject));
          };
      case Approved _, Rejected _ -> Step.refused(state(), event.label());
    };
  }
}
