package org.bidseal.crypto.keyshare;

import java.time.Instant;
import java.util.UUID;

/// That a recipient has given his share, or a colleague with a backup of his key for him.
///
/// @param keyId the recipient's key
/// @param personId who gave it
public record GivenShare(UUID keyId, UUID personId, Instant givenAt) {}
