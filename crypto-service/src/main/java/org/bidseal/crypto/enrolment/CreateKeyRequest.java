package org.bidseal.crypto.enrolment;

import jakarta.validation.constraints.NotNull;
import java.util.UUID;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.proof.KeyUsage;
import org.bidseal.smcrypto.proof.ShareProof;

/// What the phone sends to make a key.
///
/// @param p1 `D1^-1·G`
/// @param proof in context `create`, pair `(G, P1)`
record CreateKeyRequest(
    @NotNull KeyUsage usage,
    @NotNull UUID deviceId,
    @NotNull Point p1,
    @NotNull ShareProof proof) {}
