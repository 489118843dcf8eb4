package org.bidseal.crypto.chain;

/// What an entry of an opening's chain tells; the fields of each payload are in
/// docs/opening-record.md. Verifiers tolerate kinds that they do not know, so more may follow.
public enum EntryKind {
  OPENING_REGISTERED,
  OPENING_RESCHEDULED,
  WINDOW_EXTENDED,
  LOCK_READY,
  LOCK_RELEASED,
  LOCK_WAIVED,
  BID_LOCK_WAIVED,
  BID_SEALED,
  BID_SUPERSEDED,
  BID_RETRACTED,
  TENDER_CHANGED,
  BID_CONFIRMED,
  RECEIPT_TIMESTAMPED,
  KEY_SHARE_GIVEN,
  BID_DECRYPTED,
  DECRYPTION_FAILED,
  BID_OPENED_BY_FALLBACK,
  BID_REPORTED,
  OPENING_ENDED,
  BID_JUDGED,
  OPENING_CONCLUDED
}
