package org.bidseal.crypto.record;

import java.time.Instant;
import java.util.UUID;
import org.bidseal.crypto.chain.ChainHead;
import org.bidseal.crypto.opening.OpeningNow;

/// What is signed of a record; its canonical JSON (RFC 8785) are the bytes.
///
/// @param type `bidseal-opening-record-v1`
/// @param entries how many entries the chain had
/// @param hash of the last one, hex
/// @param recordedAt the database's time; a later record may have more entries
record HeadStatement(
    String type, UUID openingId, UUID platformId, long entries, String hash, Instant recordedAt) {
  static HeadStatement of(OpeningNow read, ChainHead head) {
    return new HeadStatement(
        RecordDocument.FORMAT,
        read.opening().openingId(),
        read.opening().platformId(),
        head.entries(),
        head.hash().hex(),
        read.now());
  }
}
