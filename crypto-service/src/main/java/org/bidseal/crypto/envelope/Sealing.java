package org.bidseal.crypto.envelope;

/// Who seals the file; printed on the receipt.
public enum Sealing {
  /// The bidder's side: the fleet never sees the plaintext before the opening.
  BIDDER,
  /// This service, for platforms whose settings allow it: it sees the plaintext while sealing.
  SERVER
}
