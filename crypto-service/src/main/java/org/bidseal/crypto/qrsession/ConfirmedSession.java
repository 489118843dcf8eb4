package org.bidseal.crypto.qrsession;

import java.util.UUID;

/// A session that its person confirmed on his phone and that has not ended.
public record ConfirmedSession(UUID sessionId, UUID personId, UUID deviceId) {}
