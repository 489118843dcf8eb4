package org.bidseal.crypto.codecrypt;

import java.time.Instant;
import java.util.UUID;
import org.bidseal.smcrypto.Point;

/// The bid side's verdict on one wish to open an envelope.
public sealed interface DecryptableEnvelope {
  /// It may be opened.
  ///
  /// @param c1 the point C1 of this key's recipient entry, through the point gate when the
  ///   envelope's header was accepted
  record Open(Point c1) implements DecryptableEnvelope {}

  /// The opening's time has not come.
  ///
  /// @param opensAt when it comes
  /// @param now the database's time of this verdict
  record NotYetOpen(Instant opensAt, Instant now) implements DecryptableEnvelope {}

  /// The opening's decryption window is over.
  ///
  /// @param closedAt when it closed
  /// @param now the database's time of this verdict
  record WindowClosed(Instant closedAt, Instant now) implements DecryptableEnvelope {}

  /// The platform has concluded the opening: nothing is opened any more.
  ///
  /// @param concludedAt when
  /// @param now the database's time of this verdict
  record Concluded(Instant concludedAt, Instant now) implements DecryptableEnvelope {}

  /// The bidder took it back before the deadline.
  record TakenBack(Instant retractedAt) implements DecryptableEnvelope {}

  /// The tender changed, its bidder did not confirm it, and its opening takes no such bids.
  record NotConfirmed() implements DecryptableEnvelope {}

  /// The envelope has no entry for this key.
  record NotARecipient() implements DecryptableEnvelope {}

  /// The session is no DECRYPT session of this envelope, or this person has not confirmed it.
  record SessionNotConfirmed() implements DecryptableEnvelope {}

  /// The envelope never got its receipt: there is nothing to open.
  record NotSealed() implements DecryptableEnvelope {}

  /// A later bid took the envelope's place before the deadline: it is never opened.
  ///
  /// @param successor the envelope that was sealed instead
  record GaveWay(UUID successor) implements DecryptableEnvelope {}

  /// No such envelope, or none that this person may know of.
  record NotFound() implements DecryptableEnvelope {}
}
