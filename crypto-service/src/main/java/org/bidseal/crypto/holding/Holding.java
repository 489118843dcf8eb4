package org.bidseal.crypto.holding;

import java.util.UUID;
import org.bidseal.smcrypto.proof.Token;
import org.jspecify.annotations.Nullable;

/// One device's copy of the phone's share of a key.
///
/// @param personId who uses it: the key's owner, or the holder of a backup
/// @param generation the share generation it was made for
/// @param token what its next request must present
/// @param backupId the verified backup it came from; null on a phone that made or refreshed the key
/// @param last the last request that was answered
public record Holding(
    UUID keyId,
    UUID deviceId,
    UUID personId,
    int generation,
    HoldingState state,
    Token token,
    @Nullable UUID backupId,
    @Nullable LastAnswer last) {}
