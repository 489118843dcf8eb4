package org.bidseal.crypto.decryption;

import java.util.UUID;
import org.bidseal.crypto.decryption.Admissions.Admitted;
import org.bidseal.crypto.decryption.JobStarts.Accepted;
import org.bidseal.crypto.decryption.job.FileKeys;
import org.bidseal.crypto.problem.BidProblem;
import org.bidseal.crypto.problem.CryptoProblem;
import org.bidseal.keywrapping.WrappedSecret;
import org.bidseal.problem.ProblemException;
import org.bidseal.servicedefaults.CryptoScheduler;
import org.bidseal.smcrypto.envelope.EnvelopeException;
import org.bidseal.smcrypto.envelope.EnvelopeOpener;
import org.bidseal.smcrypto.envelope.FileKey;
import org.bidseal.smcrypto.envelope.UnlockedEnvelope;
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

  ContentKeys(
      Admissions admissions,
      JobStarts starts,
      FileKeys keys,
      Sm4Gcm cipher,
      CryptoScheduler crypto) {
    this.admissions = admissions;
    this.starts = starts;
    this.keys = keys;
    this.opener = new EnvelopeOpener(cipher);
    this.crypto = crypto;
  }

  Mono<Accepted> accept(UUID envelopeId, UUID personId, ContentKeyRequest wish) {
    return admissions
        .admit(envelopeId, personId, wish.sessionId(), wish.keyId())
        .doOnNext(ContentKeys::requireWholeKey)
        .flatMap(admitted ->
            starts
                .admit(admitted)
                .flatMap(place ->
                    crypto
                        .run(() -> check(admitted, wish))
                        .flatMap(wrapped -> starts.start(admitted, wrapped, place))));
  }

  private static void requireWholeKey(Admitted admitted) {
    if (admitted.threshold() > 1) {
      throw new ProblemException(
              BidProblem.SHARES_NEEDED,
              admitted.threshold() + " recipients must give their shares.")
          .with("threshold", admitted.threshold());
    }
  }

  private WrappedSecret check(Admitted admitted, ContentKeyRequest wish) {
    try (FileKey key = FileKeys.ofHex(wish.fileKey());
        UnlockedEnvelope _ = opener.unlock(admitted.header(), key)) {
      return keys.wrap(key, admitted.start().jobId(), admitted.envelopeId());
    } catch (EnvelopeException e) {
      throw new ProblemException(
          CryptoProblem.WRONG_FILE_KEY, "The envelope does not commit to this key.", e);
    }
  }
}
