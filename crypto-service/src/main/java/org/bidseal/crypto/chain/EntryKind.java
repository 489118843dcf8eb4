package org.bidseal.crypto.chain;

/// What an entry of an opening's chain tells; the fields of each payload are in
/// docs/opening-record.md. Verifiers tolerate kinds that they do not know, so more may follow.
public enum EntryKind {
  OPENING_REGISTERED,
  OPENING_RESCHEDULED,
  WINDOW_EXTENDED,
  BID_SEALED,
  BID_SUPERSEDED,
  RECEIPT_TIMESTAMPED,
  BID_DECRYPTED,
  DECRYPTION_FAILED,
  OPENING_ENDED
}
