package org.bidseal.phone;

import java.util.List;
import java.util.UUID;

/// The committee that is to hold an opening's event lock, as its bidders read it in the tender's
/// documents: from another source than the server that shows the lock.
///
/// @param threshold how many members release it
/// @param seats in any order
public record AnnouncedCommittee(UUID openingId, int threshold, List<Seat> seats) {
  public AnnouncedCommittee {
    seats = List.copyOf(seats);
  }

  /// A member's seat.
  ///
  /// @param role what the member is there for, such as `SUPERVISOR`
  /// @param uscc unified social credit code of whom he sits there for; his certificate names it
  ///   (`serialNumber`, X.520 §6.2.9)
  public record Seat(String role, String uscc) {}
}
