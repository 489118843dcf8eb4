package org.bidseal.identity.membership;

import java.time.Instant;
import java.util.UUID;
import org.bidseal.identity.state.Step;

/// A person's request to act for an enterprise that has an administrator.
///
/// | state     | approve  | reject   | withdraw  |
/// |-----------|----------|----------|-----------|
/// | SUBMITTED | APPROVED | REJECTED | WITHDRAWN |
/// | APPROVED  | -        | -        | -         |
/// | REJECTED  | -        | -        | -         |
/// | WITHDRAWN | -        | -        | -         |
public sealed interface JoinRequest {

  Content content();

  /// What the person asked for.
  record Content(
      UUID joinRequestId, UUID enterpriseId, UUID personId, String reason, Instant submittedAt) {}

  /// Waits for the enterprise's administrator.
  record Submitted(Content content) implements JoinRequest {
    Approved approve(Event.Approve event) {
      return new Approved(content, event.administratorId(), event.at());
    }

    Rejected reject(Event.Reject event) {
      return new Rejected(content, event.reason(), event.administratorId(), event.at());
    }

    Withdrawn withdraw(Event.Withdraw event) {
      return new Withdrawn(content, event.at());
    }
  }

  /// The person is an agent of the enterprise.
  record Approved(Content content, UUID administratorId, Instant decidedAt)
      implements JoinRequest {}

  record Rejected(Content content, String why, UUID administratorId, Instant decidedAt)
      implements JoinRequest {}

  /// Taken back by the person himself; he may ask again.
  record Withdrawn(Content content, Instant withdrawnAt) implements JoinRequest {}

  /// What can happen to a request.
  sealed interface Event {
    record Approve(UUID administratorId, Instant at) implements Event {}

    record Reject(String reason, UUID administratorId, Instant at) implements Event {}

    record Withdraw(Instant at) implements Event {}

    default String label() {
      return switch (this) {
        case Approve _ -> "approve";
        case Reject _ -> "reject";
        case Withdraw _ -> "withdraw";
      };
    }
  }

  /// Name of the state as the API and the database show it.
  default String state() {
    return switch (this) {
      case Submitted _ -> "SUBMITTED";
      case Approved _ -> "APPROVED";
      case Rejected _ -> "REJECTED";
      case Withdrawn _ -> "WITHDRAWN";
    };
  }

  /// The transition table, as code.
  default Step<JoinRequest> on(Event event) {
    return switch (this) {
      case Submitted submitted ->
          switch (event) {
            case Event.Approve approve -> Step.to(submitted.approve(approve));
            case Event.Reject reject -> Step.to(submitted.reject(reject));
            case Event.Withdraw withdraw -> Step.to(submitted.withdraw(withdraw));
          };
      case Approved _, Rejected _, Withdrawn _ -> Step.refused(state(), event.label());
    };
  }
}
