package org.bidseal.crypto.lock.release;

import java.util.UUID;
import org.bidseal.crypto.lock.CommitteeLock;
import org.bidseal.crypto.lock.Locks;
import org.bidseal.crypto.problem.CryptoProblem;
import org.bidseal.crypto.problem.LockProblem;
import org.bidseal.keywrapping.WrappedSecret;
import org.bidseal.problem.ProblemException;
import org.bidseal.smcrypto.Scalar;
import org.bidseal.smcrypto.envelope.EnvelopeHeader;
import org.bidseal.smcrypto.envelope.FileKey;
import org.bidseal.smcrypto.policy.BidderKey;
import org.bidseal.smcrypto.policy.EventLock;
import org.bidseal.smcrypto.policy.LockSecret;
import org.bidseal.smcrypto.sm2.Sm2DecryptionException;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// The outer layer of bids: what their recipients have becomes a file key once the lock is
/// released.
@Component
public class LockLayer {
  private final Locks locks;
  private final LockCustody custody;

  LockLayer(Locks locks, LockCustody custody) {
    this.locks = locks;
    this.custody = custody;
  }

  /// An opener of bids that were sealed under a lock, or under none.
  @FunctionalInterface
  public interface Opener {
    /// The file key; the caller closes it. Runs on a crypto thread.
    ///
    /// @throws ProblemException [CryptoProblem#WRONG_FILE_KEY] if the header's lock secret does not
    ///   decrypt
    FileKey fileKey(EnvelopeHeader header, BidderKey bidderKey);
  }

  /// How the opening's bids are opened.
  ///
  /// @throws ProblemException (as the Mono's error) [LockProblem#LOCK_NOT_RELEASED]
  public Mono<Opener> opener(UUID openingId) {
    return locks
        .isRequired(openingId)
        .flatMap(required ->
            required
                ? locks.inForce(openingId).flatMap(this::released).switchIfEmpty(notReleased())
                : Mono.just(FileKey::of));
  }

  private Mono<Opener> released(CommitteeLock lock) {
    WrappedSecret secret = lock.secret();
    return secret == null
        ? Mono.empty()
        : Mono.just((header, bidderKey) -> fileKey(lock.lockId(), secret, header, bidderKey));
  }

  private static Mono<Opener> notReleased() {
    return Mono.error(() ->
        new ProblemException(
            LockProblem.LOCK_NOT_RELEASED, "The committee has not released the opening's lock."));
  }

  private FileKey fileKey(
      UUID lockId, WrappedSecret wrapped, EnvelopeHeader header, BidderKey bidderKey) {
    EventLock lock =
        header
            .eventLock()
            .filter(one -> one.lockId().equals(lockId))
            .orElseThrow(() -> new IllegalStateException("sealed under another lock"));
    try (Scalar secret = custody.open(lockId, wrapped);
        LockSecret half = lock.open(lock.encryptedSecret().c1().times(secret))) {
      return FileKey.of(header, bidderKey, half);
    } catch (Sm2DecryptionException e) {
      throw new ProblemException(
          CryptoProblem.WRONG_FILE_KEY, "The bid's half under the lock does not decrypt.", e);
    }
  }
}
