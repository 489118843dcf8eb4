package org.bidseal.escrow.backup;

import java.time.Instant;
import java.util.UUID;
import org.bidseal.escrow.box.Comparison;
import org.jspecify.annotations.Nullable;

/// A backup as its owner and its holder see it.
///
/// @param publicKey of the backed-up key, 65 bytes uncompressed, lower-case hexadecimal
/// @param ownerTransportKey of the owner's device that has the key, for the comparison; absent if
///   that device registered none
/// @param holderTransportKey of the holder's device
/// @param verifiedAt absent before
/// @param provenAt when the holder's phone last proved its copy; absent if never since the
///   verification, which is such a proof too
/// @param endReason of a revoked one; absent otherwise
/// @param ciphertext for the holder alone, base64, while the backup lives
public record BackupView(
    UUID backupId,
    Backup.State state,
    UUID keyId,
    int generation,
    String publicKey,
    UUID ownerPersonId,
    @Nullable String ownerName,
    @Nullable String ownerTransportKey,
    UUID holderPersonId,
    @Nullable String holderName,
    UUID holderDeviceId,
    @Nullable String holderTransportKey,
    Comparison comparison,
    Instant requestedAt,
    @Nullable Instant verifiedAt,
    @Nullable Instant provenAt,
    Backup.@Nullable EndReason endReason,
    @Nullable String ciphertext) {

  /// Without the ciphertext.
  public BackupView withoutCiphertext() {
    return new BackupView(
        backupId,
        state,
        keyId,
        generation,
        publicKey,
        ownerPersonId,
        ownerName,
        ownerTransportKey,
        holderPersonId,
        holderName,
        holderDeviceId,
        holderTransportKey,
        comparison,
        requestedAt,
        verifiedAt,
        provenAt,
        endReason,
        null);
  }
}
