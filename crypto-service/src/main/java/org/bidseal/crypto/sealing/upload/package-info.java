/// Uploads that may be cut off and go on where they were cut, by tus 1.0 (https://tus.io, with the
/// extensions creation, termination, expiration and checksum, algorithm `sm3`).
///
/// | state | creation | chunk | last chunk | termination, or its end has come |
/// |---|---|---|---|---|
/// | – | OPEN | | | |
/// | OPEN | ENDED (another takes its place) | OPEN | COMPLETE | ENDED |
/// | COMPLETE | | | COMPLETE (repeated) | ENDED if it is a plaintext |
/// | ENDED | | | | row and draft are removed |
///
/// The offset is a column, written after the store has made the bytes durable; what the store has
/// beyond it is forgotten when the upload goes on. Who writes holds a lease, so that a connection
/// that nobody knows to be broken and the one that takes its place do not write at once. The last
/// bytes count in the transaction that adds the content to the envelope: until that has committed,
/// the offset is short of the length, and repeating the last chunk repeats the step.
@NullMarked
package org.bidseal.crypto.sealing.upload;

import org.jspecify.annotations.NullMarked;
