package org.bidseal.crypto.decryption;

import java.util.UUID;
import org.bidseal.crypto.decryption.Admissions.Admitted;
import org.bidseal.crypto.decryption.JobStarts.Accepted;
import org.bidseal.crypto.decryption.job.FileKeys;
import org.bidseal.crypto.lock.release.LockLayer;
import org.bidseal.crypto.problem.BidProblem;
import org.bidseal.crypto.problem.CryptoProblem;
import org.bidseal.keywrapping.WrappedSecret;
import org.bidseal.problem.ProblemException;
import org.bidseal.servicedefaults.CryptoScheduler;
import org.bidseal.smcrypto.envelope.EnvelopeException;
import org.bidseal.smcrypto.envelope.EnvelopeHeader;
import org.bidseal.smcrypto.envelope.EnvelopeOpener;
import org.bidseal.smcrypto.envelope.FileKey;
import org.bidseal.smcrypto.envelope.UnlockedEnvelope;
import org.bidseal.smcrypto.policy.BidderKey;
import org.bidseal.smcrypto.sm4.Sm4Gcm;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/// Takes the file key from a recipient's phone and starts the job. A key that the header does not
/// commit to is refused before anything is stored or decrypted. Runs in the caller's transaction.
@Service
class ContentKeys {
  private final Admissions admissions;
  private final JobStarts starts;
  private final FileKeys keys;
  private final EnvelopeOpener opener;
  private final CryptoScheduler crypto;
  private final LockLayer locks;

  ContentKeys(
      Admissions admissions,
      JobStarts starts,
      FileKeys keys,
      Sm4Gcm cipher,
      CryptoScheduler crypto,
      LockLayer locks) {
    this.admissions = admissions;
    this.starts = starts;
    this.keys = keys;
    this.opener = new EnvelopeOpener(cipher);
    this.crypto = crypto;
    this.locks = locks;
  }

  Mono<Accepted> accept(UUID envelopeId, UUID personId, ContentKeyRequest wish) {
    return admissions
        .admit(envelopeId, personId, wish.sessionId(), wish.keyId())
        .doOnNext(ContentKeys::requireWholeKey)
        .zipWhen(admitted -> locks.opener(admitted.openingId()))
        .flatMap(both -> accept(both.getT1(), both.getT2(), wish));
  }

  private Mono<Accepted> accept(Admitted admitted, LockLayer.Opener lock, ContentKeyRequest wish) {
    return starts
        .admit(admitted)
        .flatMap(place ->
            crypto
                .run(() -> check(admitted, lock, wish))
                .flatMap(wrapped -> starts.start(admitted, wrapped, place)));
  }

  private static void requireWholeKey(Admitted admitted) {
    if (admitted.threshold() > 1) {
      throw new ProblemException(
              BidProblem.SHARES_NEEDED,
              admitted.threshold() + " recipients must give their shares.")
          .with("threshold", admitted.threshold());
    }
  }

  private WrappedSecret check(Admitted admitted, LockLayer.Opener lock, ContentKeyRequest wish) {
    EnvelopeHeader header = admitted.header();
    try (BidderKey bidderKey = FileKeys.ofHex(wish.fileKey());
        FileKey key = lock.fileKey(header, bidderKey);
        UnlockedEnvelope _ = opener.unlock(header, key)) {
      return keys.wrap(key, admitted.start().jobId(), admitted.envelopeId());
    } catch (EnvelopeException e) {
      throw new ProblemException(
          CryptoProblem.WRONG_FILE_KEY, "The envelope does not commit to this key.", e);
    }
  }
}
