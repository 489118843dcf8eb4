package org.bidseal.smcrypto.policy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.sm2.SubjectKeyId;

/// How many of an envelope's recipients must act together, and what the envelope commits to for
/// each, so that a wrong share is told, and whose it is.
///
/// @param threshold from 2
/// @param shares one for each recipient, with indices 1, 2, 3 …
public record RecipientPolicy(int threshold, List<Entry> shares) {
  /// The smallest threshold; with 1 there is no policy.
  public static final int MIN_THRESHOLD = 2;

  /// The largest number of shares.
  public static final int MAX_SHARES = 16;

  /// What the envelope says of one recipient's share.
  ///
  /// @param commitment [KeyShare#commitment]
  public record Entry(SubjectKeyId keyId, int index, Sm3Hash commitment) {}

  /// @throws IllegalArgumentException if the threshold is below 2 or above the number of shares,
  ///   there are more than 16, a recipient has two, or the indices are not 1, 2, 3 … in this order
  public RecipientPolicy {
    shares = List.copyOf(shares);
    check(threshold, shares.size());
    for (int i = 0; i < shares.size(); i++) {
      if (shares.get(i).index() != i + 1) {
        throw new IllegalArgumentException("shares have the indices 1, 2, 3 …");
      }
    }
    if (keyIds(shares).size() != shares.size()) {
      throw new IllegalArgumentException("each recipient has one share");
    }
  }

  /// Whose shares there are.
  public Set<SubjectKeyId> keyIds() {
    return keyIds(shares);
  }

  private static Set<SubjectKeyId> keyIds(List<Entry> shares) {
    return shares.stream().map(Entry::keyId).collect(Collectors.toUnmodifiableSet());
  }

  /// What is said of a recipient's share, if the key is one of them.
  public Optional<Entry> find(SubjectKeyId keyId) {
    return shares.stream().filter(share -> share.keyId().equals(keyId)).findFirst();
  }

  static void check(int threshold, int shares) {
    if (shares > MAX_SHARES || threshold < MIN_THRESHOLD || threshold > shares) {
      throw new IllegalArgumentException(
          "a threshold lies between 2 and the number of shares, which is at most 16");
    }
  }

  /// Whether this is the share that the envelope gave to this recipient.
  ///
  /// @param envelopeId the envelope's
  public boolean accepts(SubjectKeyId keyId, KeyShare share, UUID envelopeId) {
    return find(keyId)
        .filter(entry -> entry.index() == share.index())
        .filter(entry -> entry.commitment().equals(share.commitment(envelopeId)))
        .isPresent();
  }
}
