package org.bidseal.identity.application;

import java.time.Instant;
import java.util.UUID;
import org.bidseal.identity.state.Step;
import org.jspecify.annotations.Nullable;

/// An application for dual certificates: one for the applicant's signing key, one for his
/// encryption key.
///
/// | state      | describe  | submit    | approve | reject   | download   |
/// |------------|-----------|-----------|---------|----------|------------|
/// | DRAFT      | DESCRIBED | -         | -       | -        | -          |
/// | DESCRIBED  | DESCRIBED | SUBMITTED | -       | -        | -          |
/// | SUBMITTED  | -         | -         | ISSUED  | REJECTED | -          |
/// | ISSUED     | -         | -         | -       | -        | DOWNLOADED |
/// | DOWNLOADED | -         | -         | -       | -        | DOWNLOADED |
/// | REJECTED   | -         | -         | -       | -        | -          |
///
/// Describing again replaces the request info; downloading again gives the same certificates (a
/// phone may lose the answer).
public sealed interface CertificateApplication {

  Content content();

  /// What is applied for. Keys stay with crypto-service and the phone; here are their ids and
  /// public halves.
  ///
  /// @param enterpriseId the enterprise that the certificates shall name; null for personal ones
  /// @param subject the distinguished name, DER in base64
  /// @param signingPublicKey uncompressed point, lower-case hex
  /// @param encryptionPublicKey uncompressed point, lower-case hex
  record Content(
      UUID applicationId,
      UUID personId,
      @Nullable UUID enterpriseId,
      UUID deviceId,
      String subject,
      UUID signingKeyId,
      String signingPublicKey,
      UUID encryptionKeyId,
      String encryptionPublicKey,
      int validityYears,
      Instant createdAt) {}

  /// Both keys are known and belong to the applicant.
  record Draft(Content content) implements CertificateApplication {
    Described describe(Event.Describe event) {
      return new Described(content, event.requestInfo());
    }
  }

  /// The request info is fixed and may be co-signed.
  ///
  /// @param requestInfo CertificationRequestInfo (RFC 2986 §4.1), DER in base64
  record Described(Content content, String requestInfo) implements CertificateApplication {
    Described describe(Event.Describe event) {
      return new Described(content, event.requestInfo());
    }

    Submitted submit(Event.Submit event) {
      return new Submitted(content, event.csr(), event.at());
    }
  }

  /// Waits for a reviewer; the request's signature has been verified.
  ///
  /// @param csr CertificationRequest (RFC 2986 §4.2), DER in base64
  record Submitted(Content content, String csr, Instant submittedAt)
      implements CertificateApplication {
    Issued approve(Event.Approve event) {
      return new Issued(
          content,
          event.signingCertificateId(),
          event.encryptionCertificateId(),
          event.reviewerId(),
          event.at());
    }

    Rejected reject(Event.Reject event) {
      return new Rejected(content, event.reason(), event.reviewerId(), event.at());
    }
  }

  /// Certificates exist; the phone has not fetched them.
  record Issued(
      Content content,
      UUID signingCertificateId,
      UUID encryptionCertificateId,
      UUID reviewerId,
      Instant decidedAt)
      implements CertificateApplication {
    Downloaded download() {
      return new Downloaded(
          content, signingCertificateId, encryptionCertificateId, reviewerId, decidedAt);
    }
  }

  record Downloaded(
      Content content,
      UUID signingCertificateId,
      UUID encryptionCertificateId,
      UUID reviewerId,
      Instant decidedAt)
      implements CertificateApplication {}

  record Rejected(Content content, String reason, UUID reviewerId, Instant decidedAt)
      implements CertificateApplication {}

  /// What can happen to an application.
  sealed interface Event {
    record Describe(String requestInfo) implements Event {}

    record Submit(String csr, Instant at) implements Event {}

    record Approve(
        UUID signingCertificateId, UUID encryptionCertificateId, UUID reviewerId, Instant at)
        implements Event {}

    record Reject(String reason, UUID reviewerId, Instant at) implements Event {}

    record Download() implements Event {}

    default String label() {
      return switch (this) {
        case Describe _ -> "describe";
        case Submit _ -> "submit";
        case Approve _ -> "approve";
        case Reject _ -> "reject";
        case Download _ -> "download";
      };
    }
  }

  /// Name of the state as the API and the database show it.
  default String state() {
    return switch (this) {
      case Draft _ -> "DRAFT";
      case Described _ -> "DESCRIBED";
      case Submitted _ -> "SUBMITTED";
      case Issued _ -> "ISSUED";
      case Downloaded _ -> "DOWNLOADED";
      case Rejected _ -> "REJECTED";
    };
  }

  /// The transition table, as code.
  default Step<CertificateApplication> on(Event event) {
    return switch (this) {
      case Draft draft when event instanceof Event.Describe describe ->
          Step.to(draft.describe(describe));
      case Described described when event instanceof Event.Describe describe ->
          Step.to(described.describe(describe));
      case Described described when event instanceof Event.Submit submit ->
          Step.to(described.submit(submit));
      case Submitted submitted when event instanceof Event.Approve approve ->
          Step.to(submitted.approve(approve));
      case Submitted submitted when event instanceof Event.Reject reject ->
          Step.to(submitted.reject(reject));
      case Issued issued when event instanceof Event.Download -> Step.to(issued.download());
      case Downloaded downloaded when event instanceof Event.Download -> Step.to(downloaded);
      case Draft _, Described _, Submitted _, Issued _, Downloaded _, Rejected _ ->
          Step.refused(state(), event.label());
    };
  }
}
