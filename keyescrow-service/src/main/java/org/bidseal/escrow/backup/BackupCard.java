package org.bidseal.escrow.backup;

import java.time.Instant;
import java.util.UUID;
import org.bidseal.escrow.box.Comparison;

/// What is fixed when a backup is made.
///
/// @param generation of the share inside
/// @param holderDeviceId the phone that alone can open it
/// @param comparison what the owner said of the six digits
public record BackupCard(
    UUID backupId,
    UUID keyId,
    int generation,
    UUID ownerPersonId,
    UUID holderPersonId,
    UUID holderDeviceId,
    Comparison comparison,
    Instant requestedAt) {}
