package org.bidseal.escrow.recovery;

import java.time.Instant;
import java.util.UUID;
import org.bidseal.smcrypto.Point;

/// What is fixed when a recovery is asked for.
///
/// @param generation of the share in the backup
/// @param newDeviceId the owner's phone that asks
/// @param transportKey of that phone; it has no certificate to endorse it with, so the digits that
///   both people compare are what the holder can rely on
public record RecoveryCard(
    UUID recoveryId,
    UUID backupId,
    UUID keyId,
    int generation,
    UUID ownerPersonId,
    UUID holderPersonId,
    UUID holderDeviceId,
    UUID newDeviceId,
    Point transportKey,
    Instant requestedAt) {}
