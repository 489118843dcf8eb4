package org.bidseal.escrow.recovery;

import java.time.Instant;
import java.util.UUID;
import org.bidseal.escrow.box.Comparison;
import org.jspecify.annotations.Nullable;

/// A recovery as the key's owner and the backup's holder see it.
///
/// @param generation of the share under way; once RECOVERED, of the shares then in force
/// @param publicKey of the key, 65 bytes uncompressed, lower-case hexadecimal
/// @param holderTransportKey of the holder's device, for the comparison on the new phone; absent if
///   it has none any more
/// @param transportPublicKey of the new phone
/// @param comparison as the holder said; absent before his confirmation
/// @param importableAt the end of the waiting time; absent before the confirmation
/// @param approvals how many people want the waiting time shortened
/// @param expiresAt when it ends by itself; absent if it does not
/// @param ciphertext for the owner alone, base64, from confirmation to the refresh
public record RecoveryView(
    UUID recoveryId,
    Recovery.State state,
    UUID backupId,
    UUID keyId,
    int generation,
    String publicKey,
    UUID ownerPersonId,
    @Nullable String ownerName,
    UUID holderPersonId,
    @Nullable String holderName,
    UUID holderDeviceId,
    @Nullable String holderTransportKey,
    UUID newDeviceId,
    String transportPublicKey,
    @Nullable Comparison comparison,
    Instant requestedAt,
    @Nullable Instant confirmedAt,
    @Nullable Instant importableAt,
    long approvals,
    @Nullable Instant expiresAt,
    @Nullable UUID rejectedBy,
    @Nullable String rejectionReason,
    @Nullable String ciphertext) {}
