package org.bidseal.smcrypto.lock;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.bidseal.smcrypto.Fields;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.Sm3Hash;

/// What a lock is drawn for and by whom; fixed before the first contribution.
///
/// @param threshold k, how many members release it: 2 to n
/// @param members n of them, 2 to 9, in the order of their positions from 1; no person and no key
///   twice
public record LockTerms(
    UUID lockId, UUID openingId, LockPurpose purpose, int threshold, List<LockMember> members) {
  /// The most members.
  public static final int MAX_MEMBERS = 9;

  /// The fewest that may release: one alone would be no committee.
  public static final int MIN_THRESHOLD = 2;

  /// Checks the numbers.
  ///
  /// @throws IllegalArgumentException if they, or the members, are not as said above
  public LockTerms {
    members = List.copyOf(members);
    if (threshold < MIN_THRESHOLD || threshold > members.size() || members.size() > MAX_MEMBERS) {
      throw new IllegalArgumentException("2 <= threshold <= members <= 9");
    }
    Set<UUID> persons = new HashSet<>();
    Set<Point> keys = new HashSet<>();
    for (LockMember member : members) {
      if (!persons.add(member.personId()) || !keys.add(member.encryptionKey())) {
        throw new IllegalArgumentException("a member, or his key, is named twice");
      }
    }
  }

  /// The member at a position.
  ///
  /// @param position from 1
  public LockMember member(int position) {
    return members.get(position - 1);
  }

  /// SM3 over the fields `"bidseal-lock-terms-v1"`, lockId, openingId, purpose, threshold, number
  /// of members (both decimal), and of each member personId, role, key, certificateSm3.
  public Sm3Hash digest() {
    Fields fields =
        new Fields()
            .add("bidseal-lock-terms-v1")
            .add(lockId)
            .add(openingId)
            .add(purpose.name())
            .add(Integer.toString(threshold))
            .add(Integer.toString(members.size()));
    for (LockMember member : members) {
      fields
          .add(member.personId())
          .add(member.role())
          .add(member.encryptionKey())
          .add(member.certificateSm3());
    }
    return Sm3Hash.of(fields.bytes());
  }
}
