package org.bidseal.smcrypto.envelope;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.bidseal.smcrypto.Point;
import org.jspecify.annotations.Nullable;

/// Who will open an envelope: what is known of it before its first byte is sealed.
///
/// @param recipients public keys of encryption certificates that the caller has checked
/// @param threshold how many recipients must act together; with 1 any one of them opens
/// @param lock the committee's lock, if the opening has one
public record EnvelopeTerms(
    UUID envelopeId, UUID openingId, List<Point> recipients, int threshold, @Nullable Lock lock) {
  public EnvelopeTerms {
    recipients = List.copyOf(recipients);
  }

  /// An event lock that is ready.
  ///
  /// @param key its public key, which the caller has checked
  public record Lock(UUID lockId, Point key) {}

  /// Any one recipient opens the envelope, as soon as its opening is due.
  public static EnvelopeTerms anyOf(UUID envelopeId, UUID openingId, Collection<Point> recipients) {
    return new EnvelopeTerms(envelopeId, openingId, List.copyOf(recipients), 1, null);
  }

  /// The same, but `threshold` recipients must act together.
  public EnvelopeTerms withThreshold(int threshold) {
    return new EnvelopeTerms(envelopeId, openingId, recipients, threshold, lock);
  }

  /// The same under a lock.
  public EnvelopeTerms lockedBy(UUID lockId, Point key) {
    return new EnvelopeTerms(envelopeId, openingId, recipients, threshold, new Lock(lockId, key));
  }
}
