/// Plaintexts that wait in the store until they are sealed: encrypted, record by record, under a
/// key of their own, which is destroyed with them. A record is
///
///     offset  bytes
///     0       4   number of the write that made it, big-endian
///     4       4   L, length of its plaintext, big-endian
///     8       L   ciphertext
///     8+L     16  tag
///
/// by SM4-GCM with the nonce number ‖ offset of the plaintext in the file (8 bytes) and the first
/// eight bytes as associated data. A write that is taken up again after a crash has another number,
/// so no nonce is used twice, whatever is written over; and no record can be left out, repeated or
/// put elsewhere.
@NullMarked
package org.bidseal.crypto.blob.staging;

import org.jspecify.annotations.NullMarked;
