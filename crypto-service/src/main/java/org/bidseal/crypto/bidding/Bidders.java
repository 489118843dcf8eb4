package org.bidseal.crypto.bidding;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/// Who bids: one enterprise, or a consortium (联合体) of several, for which one acts (招标投标法 第三十一条).
///
/// @param leader the enterprise that bids, or the consortium's leader (牵头人)
/// @param members the consortium's others (成员); none if the leader bids alone
public record Bidders(UUID leader, List<UUID> members) {
  /// @throws IllegalArgumentException if an enterprise is named twice
  public Bidders {
    members = List.copyOf(members);
    if (namedTwice(leader, members).isPresent()) {
      throw new IllegalArgumentException("an enterprise is named twice");
    }
  }

  /// An enterprise that is named twice; empty if each is named once.
  static Optional<UUID> namedTwice(UUID leader, List<UUID> members) {
    Set<UUID> seen = new HashSet<>();
    return Stream.concat(Stream.of(leader), members.stream())
        .filter(enterprise -> !seen.add(enterprise))
        .findFirst();
  }

  /// All of them, the leader first.
  public List<UUID> all() {
    return Stream.concat(Stream.of(leader), members.stream()).toList();
  }
}
