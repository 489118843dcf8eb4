package org.bidseal.smcrypto.envelope;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.bidseal.smcrypto.policy.BidderKey;
import org.bidseal.smcrypto.policy.KeyShare;
import org.bidseal.smcrypto.policy.KeySharing;

/// The search for shares that lead to an envelope's key, each share having been held against its
/// commitment. Of an honest envelope the first choice does. Of one whose sealer made shares that
/// are of no single polynomial some may do and others not: which key it is stays the header's word,
/// so he gains no second bid by it.
public final class ShareChoices {
  private final List<KeyShare> others;
  private final KeyShare newest;

  /// @param shares all that there are
  /// @param newest one of them, without which all choices were tried before
  public ShareChoices(Collection<KeyShare> shares, KeyShare newest) {
    this.others = new ArrayList<>(shares);
    this.newest = newest;
    others.remove(newest);
  }

  /// The key that the recipients were to get; empty if no choice of as many shares as the threshold
  /// leads to it. The caller closes it.
  public Optional<BidderKey> find(EnvelopeHeader header) {
    List<KeyShare> chosen = new ArrayList<>(List.of(newest));
    return find(header, chosen, 0);
  }

  private Optional<BidderKey> find(EnvelopeHeader header, List<KeyShare> chosen, int from) {
    int missing = header.threshold() - chosen.size();
    if (missing == 0) {
      return KeySharing.combine(chosen).filter(key -> isOf(header, key));
    }
    for (int i = from; i <= others.size() - missing; i++) {
      chosen.add(others.get(i));
      Optional<BidderKey> found = find(header, chosen, i + 1);
      if (found.isPresent()) {
        return found;
      }
      chosen.removeLast();
    }
    return Optional.empty();
  }

  private static boolean isOf(EnvelopeHeader header, BidderKey key) {
    boolean accepted = header.accepts(key);
    if (!accepted) {
      key.close();
    }
    return accepted;
  }
}
