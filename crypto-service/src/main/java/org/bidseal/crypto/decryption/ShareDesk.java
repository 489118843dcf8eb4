package org.bidseal.crypto.decryption;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.bidseal.crypto.decryption.Admissions.Admitted;
import org.bidseal.crypto.decryption.JobStarts.Accepted;
import org.bidseal.crypto.decryption.job.FileKeys;
import org.bidseal.crypto.envelope.Recipient;
import org.bidseal.crypto.keyshare.HeldShare;
import org.bidseal.crypto.keyshare.KeyShares;
import org.bidseal.crypto.keyshare.ShareVault;
import org.bidseal.crypto.lock.release.LockLayer;
import org.bidseal.crypto.problem.BidProblem;
import org.bidseal.keywrapping.WrappedSecret;
import org.bidseal.problem.ProblemException;
import org.bidseal.servicedefaults.CryptoScheduler;
import org.bidseal.smcrypto.envelope.EnvelopeHeader;
import org.bidseal.smcrypto.envelope.FileKey;
import org.bidseal.smcrypto.envelope.ShareChoices;
import org.bidseal.smcrypto.policy.KeyShare;
import org.bidseal.smcrypto.policy.RecipientPolicy;
import org.bidseal.smcrypto.sm2.SubjectKeyId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/// Takes recipients' shares of a bid's key, each held against its commitment, and starts the job
/// with the one that makes enough of them. Runs in the caller's transaction; the envelope's lock
/// lets one share follow another.
@Service
class ShareDesk {
  private final Admissions admissions;
  private final JobStarts starts;
  private final KeyShares shares;
  private final ShareVault vault;
  private final ShareEvents events;
  private final FileKeys keys;
  private final CryptoScheduler crypto;
  private final LockLayer locks;

  ShareDesk(
      Admissions admissions,
      JobStarts starts,
      KeyShares shares,
      ShareVault vault,
      ShareEvents events,
      FileKeys keys,
      CryptoScheduler crypto,
      LockLayer locks) {
    this.admissions = admissions;
    this.starts = starts;
    this.shares = shares;
    this.vault = vault;
    this.events = events;
    this.keys = keys;
    this.crypto = crypto;
    this.locks = locks;
  }

  /// How far the bid is.
  ///
  /// @param given how many shares are there
  /// @param threshold how many are needed
  /// @param waitingFor keys of the recipients who have not given theirs
  /// @param sealedWrongly there are enough shares, each is the one that was sealed, and together
  ///   they are not the bid's key; a share of somebody else may help
  /// @param job what decrypts, once there are enough
  record ShareAccepted(
      int given,
      int threshold,
      List<UUID> waitingFor,
      boolean sealedWrongly,
      @Nullable Accepted job) {}

  /// What has come of a share.
  record Progress(Admitted admitted, boolean isNew, List<HeldShare> held, @Nullable Accepted job) {
    boolean sealedWrongly() {
      return job == null && held.size() >= admitted.threshold();
    }

    private ShareAccepted answer() {
      Set<UUID> given = held.stream().map(HeldShare::keyId).collect(Collectors.toSet());
      return new ShareAccepted(
          held.size(),
          admitted.threshold(),
          admitted.envelope().seal().addressing().recipients().stream()
              .map(Recipient::keyId)
              .filter(keyId -> !given.contains(keyId))
              .toList(),
          sealedWrongly(),
          job);
    }
  }

  Mono<ShareAccepted> accept(UUID envelopeId, UUID personId, KeyShareRequest wish) {
    return admissions
        .admit(envelopeId, personId, wish.sessionId(), wish.keyId())
        .zipWhen(admitted -> locks.opener(admitted.openingId()))
        .flatMap(both ->
            crypto
                .run(() -> check(both.getT1(), wish))
                .flatMap(share -> add(both.getT1(), both.getT2(), share)))
        .delayUntil(events::given)
        .map(Progress::answer);
  }

  private HeldShare check(Admitted admitted, KeyShareRequest wish) {
    EnvelopeHeader header = admitted.header();
    RecipientPolicy policy =
        header
            .policy()
            .orElseThrow(() ->
                new ProblemException(
                    BidProblem.NO_SHARES, "Any one recipient opens this bid, by its whole key."));
    SubjectKeyId keyId = SubjectKeyId.ofHex(admitted.recipient().subjectKeyIdentifier());
    try (KeyShare share = ShareVault.ofHex(wish.share())) {
      if (policy.accepts(keyId, share, admitted.envelopeId())) {
        return vault.wrap(share, admitted.envelopeId(), wish.keyId());
      }
      throw wrongShare(null);
    } catch (IllegalArgumentException e) {
      throw wrongShare(e);
    }
  }

  private static ProblemException wrongShare(@Nullable IllegalArgumentException cause) {
    return new ProblemException(
        BidProblem.WRONG_KEY_SHARE, "The envelope commits to another share for this key.", cause);
  }

  private Mono<Progress> add(Admitted admitted, LockLayer.Opener lock, HeldShare share) {
    return shares
        .keep(share, admitted.start().personId(), admitted.start().sessionId())
        .flatMap(isNew ->
            shares
                .held(admitted.envelopeId())
                .flatMap(held -> started(admitted, lock, isNew, held)));
  }

  private Mono<Progress> started(
      Admitted admitted, LockLayer.Opener lock, boolean isNew, List<HeldShare> held) {
    var waiting = new Progress(admitted, isNew, held, null);
    return !isNew || held.size() < admitted.threshold()
        ? Mono.just(waiting)
        : crypto
            .run(() -> combine(admitted, lock, held))
            .flatMap(key -> key.map(Mono::just).orElseGet(Mono::empty))
            .flatMap(key -> start(admitted, key))
            .map(job -> new Progress(admitted, true, held, job))
            .defaultIfEmpty(waiting);
  }

  private Mono<Accepted> start(Admitted admitted, WrappedSecret fileKey) {
    return starts
        .admit(admitted)
        .delayUntil(_ -> shares.used(admitted.envelopeId(), admitted.start().jobId()))
        .flatMap(place -> starts.start(admitted, fileKey, place));
  }

  /// The file key, wrapped for its job, if any of the shares, the newest among them, lead to it.
  private Optional<WrappedSecret> combine(
      Admitted admitted, LockLayer.Opener lock, List<HeldShare> held) {
    EnvelopeHeader header = admitted.header();
    List<KeyShare> all = held.stream().map(vault::unwrap).toList();
    try {
      KeyShare newest = all.get(indexOf(held, admitted.recipient().keyId()));
      return new ShareChoices(all, newest)
          .find(header)
          .map(bidderKey -> {
            try (bidderKey;
                FileKey fileKey = lock.fileKey(header, bidderKey)) {
              return keys.wrap(fileKey, admitted.start().jobId(), admitted.envelopeId());
            }
          });
    } finally {
      all.forEach(KeyShare::close);
    }
  }

  private static int indexOf(List<HeldShare> held, UUID keyId) {
    return held.stream().map(HeldShare::keyId).toList().indexOf(keyId);
  }
}
