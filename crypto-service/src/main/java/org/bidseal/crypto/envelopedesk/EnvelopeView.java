package org.bidseal.crypto.envelopedesk;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.bidseal.crypto.envelope.DecryptionFailure;
import org.bidseal.crypto.envelope.Envelope;
import org.bidseal.crypto.envelope.Sealing;
import org.bidseal.crypto.keyshare.GivenShare;
import org.bidseal.crypto.queue.QueuePlace;
import org.bidseal.crypto.receipt.ReceiptView;
import org.bidseal.crypto.rehearsal.RehearsalResult;
import org.jspecify.annotations.Nullable;

/// An envelope as the API shows it; what a state does not have yet is absent.
///
/// @param bidId the bid that it is a part of
/// @param enterpriseId who bids, or who leads the consortium that does
/// @param policy how many recipients open it together; absent if any one of them opens it
/// @param header base64
/// @param supersededBy the envelope that took its place before the deadline
/// @param retractedAt when its bidder took it back, before the deadline
/// @param fallback how it was opened without a key
/// @param rehearsals of a sealed bid: who has tried out whether he can open it, and when
/// @param judgedAt since when it counts as WITHDRAWN or RECALLED
/// @param eventLock until it is sealed: the committee's lock to seal it under, if the opening has
///   one
public record EnvelopeView(
    UUID envelopeId,
    UUID bidId,
    UUID openingId,
    UUID platformId,
    UUID enterpriseId,
    String fileName,
    long size,
    Sealing sealing,
    Envelope.State state,
    @Nullable Addressed addressed,
    @Nullable List<RecipientView> recipients,
    @Nullable PolicyView policy,
    @Nullable String header,
    @Nullable Described described,
    @Nullable StatementView statement,
    @Nullable Instant sealedAt,
    @Nullable UUID supersededBy,
    @Nullable ReceiptView receipt,
    @Nullable DecryptionView decryption,
    @Nullable Instant retractedAt,
    @Nullable FallbackView fallback,
    @Nullable Instant judgedAt,
    @Nullable List<RehearsalResult> rehearsals,
    @Nullable EventLockView eventLock) {

  /// The lock that the header must name.
  ///
  /// @param lockKey its public key, hex
  public record EventLockView(UUID lockId, String lockKey) {}

  /// Who addressed the envelope, in which session.
  ///
  /// @param backupVerified false is the warning of policy WARN: the bid was addressed although the
  ///   person's key has no verified backup
  public record Addressed(UUID sessionId, UUID personId, boolean backupVerified) {}

  /// A recipient; certificate in base64, identifier in hex.
  public record RecipientView(
      UUID certificateId, String certificate, String subjectKeyIdentifier, UUID keyId) {}

  /// How many recipients must open the bid together, and who has given his share of its key.
  ///
  /// @param waitingFor keys of the recipients who have not
  public record PolicyView(int threshold, List<ShareView> given, List<UUID> waitingFor) {
    PolicyView given(List<GivenShare> shares) {
      List<UUID> keys = shares.stream().map(GivenShare::keyId).toList();
      return new PolicyView(
          threshold,
          shares.stream()
              .map(share -> new ShareView(share.keyId(), share.personId(), share.givenAt()))
              .toList(),
          waitingFor.stream().filter(keyId -> !keys.contains(keyId)).toList());
    }
  }

  /// That a recipient has given his share, or a colleague with a backup of his key for him.
  public record ShareView(UUID keyId, UUID personId, Instant givenAt) {}

  /// What is known without the key, digests in hex.
  ///
  /// @param signed the statement's signature is there
  /// @param contentStored the content is there
  public record Described(
      String headerSm3,
      String treeRoot,
      long envelopeSize,
      boolean signed,
      boolean contentStored) {}

  /// The statement to be co-signed.
  ///
  /// @param bytes base64
  /// @param e its digest under the key, hex
  /// @param keyId the signing key that co-signs it
  public record StatementView(String bytes, String e, String shortCode, UUID keyId) {}

  /// Opened by the bidder's own file, which has the receipt's tree root under this key, hex.
  public record FallbackView(Instant openedAt, String treeKey) {}

  /// The latest decryption.
  ///
  /// @param queuePosition while it is not done: 0 if it is being decrypted, 1 if it is next, and so
  ///   on over all openings
  /// @param expectedAt when its plaintext is expected, while that is known
  /// @param done bytes of plaintext that are decrypted and checked, while it is not done
  public record DecryptionView(
      UUID jobId,
      UUID sessionId,
      UUID personId,
      UUID keyId,
      Instant startedAt,
      @Nullable Instant decryptedAt,
      @Nullable Instant failedAt,
      @Nullable DecryptionFailure failure,
      @Nullable Integer queuePosition,
      @Nullable Instant expectedAt,
      @Nullable Long done) {
    DecryptionView at(QueuePlace place) {
      return new DecryptionView(
          jobId,
          sessionId,
          personId,
          keyId,
          startedAt,
          decryptedAt,
          failedAt,
          failure,
          place.position(),
          place.expectedAt(),
          place.done());
    }
  }

  EnvelopeView at(QueuePlace place) {
    return with(policy, decryption == null ? null : decryption.at(place), rehearsals, eventLock);
  }

  EnvelopeView given(List<GivenShare> shares) {
    return with(policy == null ? null : policy.given(shares), decryption, rehearsals, eventLock);
  }

  EnvelopeView rehearsed(List<RehearsalResult> results) {
    return with(policy, decryption, results, eventLock);
  }

  EnvelopeView under(EventLockView lock) {
    return with(policy, decryption, rehearsals, lock);
  }

  private EnvelopeView with(
      @Nullable PolicyView policy,
      @Nullable DecryptionView decryption,
      @Nullable List<RehearsalResult> rehearsals,
      @Nullable EventLockView eventLock) {
    return new EnvelopeView(
        envelopeId,
        bidId,
        openingId,
        platformId,
        enterpriseId,
        fileName,
        size,
        sealing,
        state,
        addressed,
        recipients,
        policy,
        header,
        described,
        statement,
        sealedAt,
        supersededBy,
        receipt,
        decryption,
        retractedAt,
        fallback,
        judgedAt,
        rehearsals,
        eventLock);
  }
}
