package org.bidseal.crypto.queue;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where one bid stands that is to be decrypted.
///
/// @param position 0: it is being decrypted; 1: it is next; counted over all openings
/// @param expectedAt when its plaintext is expected, by the database's clock and at the speed that
///   the workers show now; null while no worker lives
/// @param done bytes of plaintext that are decrypted and checked
/// @param total bytes of the whole plaintext
public record QueuePlace(
    UUID envelopeId,
    UUID openingId,
    int position,
    @Nullable Instant expectedAt,
    long done,
    long total) {}
