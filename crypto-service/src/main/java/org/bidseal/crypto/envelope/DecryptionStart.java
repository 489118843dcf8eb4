package org.bidseal.crypto.envelope;

import java.time.Instant;
import java.util.UUID;

/// Who opened an envelope, with which key, in which session, by which job.
public record DecryptionStart(
    UUID jobId, UUID sessionId, UUID personId, UUID keyId, Instant startedAt) {}
