package org.bidseal.phone;

import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.envelope.EnvelopeHeader;
import org.bidseal.smcrypto.envelope.EnvelopeRecipient;
import org.bidseal.smcrypto.envelope.EnvelopeTerms;
import org.bidseal.smcrypto.evidence.BidStatement;
import org.bidseal.smcrypto.sm2.SubjectKeyId;
import org.bidseal.smcrypto.x509.Sm2Certificates;

/// Who may open which envelope, by this phone's own choice among certificates that it has checked.
/// What a server shows afterwards is held against it before anything is signed. Safe for several
/// threads.
final class ChosenRecipients {
  private final Map<UUID, SubjectKeyId> accepted = new ConcurrentHashMap<>();
  private final Map<UUID, Choice> chosen = new ConcurrentHashMap<>();
  private final Map<UUID, EnvelopeTerms.Lock> locks = new ConcurrentHashMap<>();
  private final Map<UUID, Sm3Hash> vouched = new ConcurrentHashMap<>();

  /// Remembers a certificate whose chain was good.
  void accept(UUID certificateId, X509Certificate certificate) {
    accepted.put(certificateId, SubjectKeyId.of(Sm2Certificates.publicKey(certificate)));
  }

  private record Choice(Set<SubjectKeyId> keys, int threshold) {}

  /// Remembers who was chosen for an envelope.
  ///
  /// @param threshold how many of them must act together
  /// @throws IllegalArgumentException for a certificate that was not accepted
  void choose(UUID envelopeId, Collection<UUID> certificateIds, int threshold) {
    Set<SubjectKeyId> keys = new HashSet<>();
    for (UUID id : certificateIds) {
      SubjectKeyId key = accepted.get(id);
      if (key == null) {
        throw new IllegalArgumentException("this phone has not checked certificate " + id);
      }
      keys.add(key);
    }
    chosen.put(envelopeId, new Choice(Set.copyOf(keys), threshold));
  }

  /// Remembers the event lock that an opening's bids are to lie under, which was found to be its
  /// announced committee's. Of other openings no bid lies under a lock.
  void lock(UUID openingId, EnvelopeTerms.Lock lock) {
    locks.put(openingId, lock);
  }

  /// Whether the statement is about this envelope, and nobody but the chosen can open it, nor they
  /// before the lock is released that this phone has checked.
  ///
  /// @throws DeceivedException if not
  void check(UUID envelopeId, BidStatement statement, EnvelopeHeader header) {
    if (!statement.envelopeId().equals(envelopeId) || !header.envelopeId().equals(envelopeId)) {
      throw new DeceivedException("The statement is about another envelope.");
    }
    if (!statement.openingId().equals(header.openingId())) {
      throw new DeceivedException("The statement is for another opening than the envelope.");
    }
    if (!statement.headerHash().equals(header.hash())) {
      throw new DeceivedException("The statement is about another header.");
    }
    Set<SubjectKeyId> named = new HashSet<>();
    for (EnvelopeRecipient recipient : header.recipients()) {
      named.add(recipient.keyId());
    }
    Choice choice = chosen.get(envelopeId);
    if (choice == null || !named.equals(choice.keys())) {
      throw new DeceivedException("Others than you chose could open this bid.");
    }
    if (header.threshold() != choice.threshold()) {
      throw new DeceivedException("More or fewer recipients than you chose could open this bid.");
    }
    checkLock(header);
    vouched.put(envelopeId, header.hash());
  }

  private void checkLock(EnvelopeHeader header) {
    Optional<EnvelopeTerms.Lock> sealed =
        header.eventLock().map(lock -> new EnvelopeTerms.Lock(lock.lockId(), lock.lockKey()));
    Optional<EnvelopeTerms.Lock> checked = Optional.ofNullable(locks.get(header.openingId()));
    if (!sealed.equals(checked)) {
      throw new DeceivedException(
          checked.isPresent()
              ? "The bid does not lie under the event lock that you checked."
              : "The bid lies under an event lock that you have not checked.");
    }
  }

  /// Whether a header that is shown later is the one of this envelope; and the one that was vouched
  /// for, if this phone did.
  ///
  /// @throws DeceivedException if not
  void checkOwn(UUID envelopeId, EnvelopeHeader header) {
    Sm3Hash before = vouched.get(envelopeId);
    if (!header.envelopeId().equals(envelopeId)
        || (before != null && !header.hash().equals(before))) {
      throw new DeceivedException("This is not the bid that you sealed.");
    }
  }
}
