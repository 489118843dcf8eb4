package org.bidseal.crypto.conclusion;

/// Why a bid is not open, each with the side on which the cause lay.
public enum Reason {
  /// Nobody tried within the window.
  NEVER_CAME(Fault.BIDDER),
  /// Nobody tried, and every certificate that could have is revoked.
  CERTIFICATES_REVOKED(Fault.BIDDER),
  /// Somebody scanned, declined or let the code expire, and that was all.
  GAVE_UP(Fault.BIDDER),
  /// Some recipients gave their shares of the key, and too few.
  SHARES_MISSING(Fault.BIDDER),
  WRONG_PIN(Fault.BIDDER),
  /// Five wrong PINs, or two copies of the key.
  KEY_BLOCKED(Fault.BIDDER),
  /// A key or a phone that the bid was not sealed for, a file key that is not the bid's, or a
  /// fallback file that is not the one that was sealed.
  WRONG_KEY(Fault.BIDDER),
  /// The only attempts came after the window.
  TOO_LATE(Fault.BIDDER),
  /// The plaintext is not what the bidder described when he sealed.
  NOT_AS_DESCRIBED(Fault.BIDDER),
  /// The stored envelope does not decrypt: damaged here, or never good; its receipt is from before
  /// there were content roots, so only the bidder's own copy can tell.
  CONTENT_TAMPERED(Fault.UNDECIDED),
  /// The stored envelope is what the bidder uploaded, by the receipt's content root, and does not
  /// decrypt.
  SEALED_WRONGLY(Fault.BIDDER),
  /// The stored envelope is not what was uploaded, by the receipt's content root.
  CONTENT_CHANGED(Fault.CENTRE),
  /// This service sealed the envelope, and it does not decrypt.
  SEALED_WRONGLY_HERE(Fault.CENTRE),
  /// The centre's store failed, again and again.
  STORAGE_FAILED(Fault.CENTRE),
  /// The last attempt failed on the centre's side.
  SERVICE_ERROR(Fault.CENTRE),
  /// The centre was away for a tenth of the window or more, and no attempt came after.
  OUTAGE(Fault.CENTRE),
  /// The decryption was asked for in time and has not come to its turn.
  QUEUE_NOT_REACHED(Fault.CENTRE),
  /// The platform moved the opening less than an hour before it was to be, and nobody came.
  RESCHEDULED_LATE(Fault.PLATFORM),
  /// The committee did not release the opening's event lock within the window.
  LOCK_NOT_RELEASED(Fault.CENTRE),
  /// The tender changed after the seal, and the opening takes only bids that were confirmed since.
  UNCONFIRMED(Fault.PLATFORM),
  /// The last attempt was refused for a reason that speaks for neither side.
  UNCLEAR(Fault.UNDECIDED),
  /// Against the absence of any fact stands a report that the bidder's phone signed.
  REPORT_ONLY(Fault.UNDECIDED);

  private final Fault fault;

  Reason(Fault fault) {
    this.fault = fault;
  }

  public Fault fault() {
    return fault;
  }
}
