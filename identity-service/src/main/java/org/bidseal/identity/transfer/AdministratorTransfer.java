package org.bidseal.identity.transfer;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.bidseal.identity.state.Step;
import org.bidseal.smcrypto.membership.AdministratorTransferStatement;
import org.bidseal.smcrypto.sm2.Sm2Signature;

/// An administrator hands his role to an agent of the enterprise. The roles are swapped in SIGNED
/// and APPROVED, by the step that leads there.
///
/// | state     | sign   | approve  | reject   |
/// |-----------|--------|----------|----------|
/// | TO_SIGN   | SIGNED | -        | -        |
/// | EXPIRED   | -      | -        | -        |
/// | SIGNED    | -      | -        | -        |
/// | SUBMITTED | -      | APPROVED | REJECTED |
/// | APPROVED  | -      | -        | -        |
/// | REJECTED  | -      | -        | -        |
///
/// EXPIRED is TO_SIGN after its time, by the database's clock.
sealed interface AdministratorTransfer {

  Content content();

  /// Who hands over to whom.
  ///
  /// @param acknowledgedBids envelope ids of sealed bids that the administrator was shown to need
  ///   his keys
  record Content(
      UUID transferId,
      UUID enterpriseId,
      String enterpriseName,
      Party from,
      Party to,
      List<UUID> acknowledgedBids,
      Instant askedAt) {
    AdministratorTransferStatement statement() {
      return new AdministratorTransferStatement(
          transferId, enterpriseId, from.personId(), to.personId(), acknowledgedBids);
    }
  }

  /// One of the two.
  record Party(UUID personId, String name) {}

  /// Waits for the administrator's signature.
  record ToSign(Content content, UUID certificateId) implements AdministratorTransfer {
    Signed sign(Event.Sign event) {
      return new Signed(content, certificateId, event.signature(), event.at());
    }
  }

  /// Was not signed in time.
  record Expired(Content content, UUID certificateId) implements AdministratorTransfer {}

  /// Done by the administrator's signature over the statement.
  record Signed(Content content, UUID certificateId, Sm2Signature signature, Instant decidedAt)
      implements AdministratorTransfer {}

  /// A letter waits for a reviewer.
  record Submitted(Content content) implements AdministratorTransfer {
    Approved approve(Event.Approve event) {
      return new Approved(content, event.reviewerId(), event.at());
    }

    Rejected reject(Event.Reject event) {
      return new Rejected(content, event.reason(), event.reviewerId(), event.at());
    }
  }

  /// Done by a reviewer's word.
  record Approved(Content content, UUID reviewerId, Instant decidedAt)
      implements AdministratorTransfer {}

  record Rejected(Content content, String reason, UUID reviewerId, Instant decidedAt)
      implements AdministratorTransfer {}

  /// What can happen to a transfer.
  sealed interface Event {
    record Sign(Sm2Signature signature, Instant at) implements Event {}

    record Approve(UUID reviewerId, Instant at) implements Event {}

    record Reject(String reason, UUID reviewerId, Instant at) implements Event {}

    default String label() {
      return switch (this) {
        case Sign _ -> "sign";
        case Approve _ -> "approve";
        case Reject _ -> "reject";
      };
    }
  }

  /// Name of the state as the API shows it, and the database but for EXPIRED.
  default String state() {
    return switch (this) {
      case ToSign _ -> "TO_SIGN";
      case Expired _ -> "EXPIRED";
      case Signed _ -> "SIGNED";
      case Submitted _ -> "SUBMITTED";
      case Approved _ -> "APPROVED";
      case Rejected _ -> "REJECTED";
    };
  }

  /// The transition table, as code.
  default Step<AdministratorTransfer> on(Event event) {
    return switch (this) {
      case ToSign toSign ->
          event instanceof Event.Sign sign ? Step.to(toSign.sign(sign)) : refused(event);
      case Submitted submitted ->
          switch (event) {
            case Event.Approve approve -> Step.to(submitted.approve(approve));
            case Event.Reject reject -> Step.to(submitted.reject(reject));
            case Event.Sign _ -> refused(event);
          };
      case Expired _, Signed _, Approved _, Rejected _ -> refused(event);
    };
  }

  private Step<AdministratorTransfer> refused(Event event) {
    return Step.refused(state(), event.label());
  }
}
