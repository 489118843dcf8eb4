package org.bidseal.crypto.keyshare;

import java.util.UUID;
import org.bidseal.keywrapping.WrappedSecret;

/// A share that waits for others.
public record HeldShare(UUID envelopeId, UUID keyId, WrappedSecret share) {}
