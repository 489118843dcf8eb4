package org.bidseal.signing.request;

import java.time.Instant;
import java.util.UUID;
import org.bidseal.signing.Bytes;
import org.bidseal.signing.cms.SignedAttributes;
import org.bidseal.signing.pdf.ByteRange;
import org.bidseal.signing.task.SealType;
import org.bidseal.smcrypto.Sm3Hash;

/// One person's attempt to sign a task's document for an enterprise. It holds the task while it is
/// open.
///
/// | from | step | to |
/// |---|---|---|
/// | RESERVING | the document is prepared, the digest expected | PREPARED |
/// | PREPARED | the signature is verified and embedded | SIGNED |
/// | RESERVING, PREPARED | failed, expired, or replaced by another attempt | FAILED |
sealed interface SigningRequest {
  /// What every state knows.
  RequestFacts facts();

  /// What every state knows.
  ///
  /// @param signingTime the claimed time of signing, fixed with the request
  record RequestFacts(
      UUID requestId,
      UUID taskId,
      UUID sessionId,
      UUID personId,
      UUID enterpriseId,
      UUID certificateId,
      UUID sealId,
      Instant signingTime,
      Instant expiresAt) {}

  /// Everything needed to embed a signature that arrives later.
  ///
  /// @param useId the reserved use of the seal
  /// @param keyId the split key that is to sign
  /// @param certificate of the signer, DER
  /// @param file the prepared revision in the file store
  /// @param documentDigest SM3 over the byte range
  /// @param e what the key signs
  record Preparation(
      UUID useId,
      SealType sealType,
      UUID keyId,
      Bytes certificate,
      String file,
      ByteRange byteRange,
      Sm3Hash documentDigest,
      SignedAttributes attributes,
      Sm3Hash e) {}

  /// Seal and document are being made ready.
  record Reserving(RequestFacts facts) implements SigningRequest {
    Prepared prepared(Preparation preparation) {
      return new Prepared(facts, preparation);
    }

    Failed failed(String reason) {
      return new Failed(facts, reason);
    }
  }

  /// Waits for the signature.
  record Prepared(RequestFacts facts, Preparation preparation) implements SigningRequest {
    Signed signed() {
      return new Signed(facts, preparation);
    }

    Failed failed(String reason) {
      return new Failed(facts, reason);
    }
  }

  /// The signature is in the document.
  record Signed(RequestFacts facts, Preparation preparation) implements SigningRequest {}

  /// Came to nothing.
  record Failed(RequestFacts facts, String reason) implements SigningRequest {}

  /// The state's name in the database.
  default State state() {
    return switch (this) {
      case Reserving _ -> State.RESERVING;
      case Prepared _ -> State.PREPARED;
      case Signed _ -> State.SIGNED;
      case Failed _ -> State.FAILED;
    };
  }

  /// Names of the states.
  enum State {
    RESERVING,
    PREPARED,
    SIGNED,
    FAILED
  }
}
