package org.bidseal.crypto.envelope;

import java.util.UUID;

/// The bidder's verified co-signature over the bid statement.
///
/// @param certificateId his signing certificate
/// @param r 64 lower-case hex digits
/// @param s 64 lower-case hex digits
public record StatementSignature(UUID certificateId, String r, String s) {}
