package org.bidseal.escrow.keyview;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.bidseal.escrow.backup.Backup;
import org.bidseal.escrow.backup.BackupView;
import org.bidseal.escrow.splitkey.SplitKey;
import org.bidseal.identityview.CertificateView;
import org.bidseal.smcrypto.proof.KeyUsage;
import org.jspecify.annotations.Nullable;

/// A person's keys, seen from one of his devices.
///
/// @param onThisDevice keys that this device made or last refreshed
/// @param onOtherDevices his other keys; those with a VERIFIED backup can be recovered here
/// @param heldByMe backups of colleagues, or of himself, on this device, without ciphertext
public record MyKeys(
    List<OwnKey> onThisDevice, List<OwnKey> onOtherDevices, List<BackupView> heldByMe) {

  /// A key of this person.
  ///
  /// @param publicKey 65 bytes uncompressed, lower-case hexadecimal
  /// @param certificate its newest, absent before one is issued
  /// @param backedUp whether a VERIFIED backup of the shares of now exists, on one phone or in
  ///   pieces; false for signing keys
  /// @param backups newest first, the stale ones too; empty for signing keys
  public record OwnKey(
      UUID keyId,
      KeyUsage usage,
      String publicKey,
      int generation,
      UUID deviceId,
      @Nullable KeyCertificate certificate,
      boolean backedUp,
      List<KeyBackup> backups) {
    static OwnKey of(
        SplitKey key,
        @Nullable CertificateView certificate,
        boolean sharedOut,
        List<BackupView> backups) {
      return new OwnKey(
          key.keyId(),
          key.usage(),
          key.publicKey(),
          key.generation(),
          key.deviceId(),
          certificate == null ? null : KeyCertificate.of(certificate),
          sharedOut || backups.stream().anyMatch(backup -> counts(backup, key)),
          backups.stream().map(KeyBackup::of).toList());
    }

    private static boolean counts(BackupView backup, SplitKey key) {
      return backup.state() == Backup.State.VERIFIED && backup.generation() == key.generation();
    }
  }

  /// What names a key to people.
  ///
  /// @param subject distinguished name (RFC 4514)
  /// @param enterpriseId absent for a personal certificate
  public record KeyCertificate(
      UUID certificateId, String subject, @Nullable UUID enterpriseId, Instant notAfter) {
    static KeyCertificate of(CertificateView certificate) {
      return new KeyCertificate(
          certificate.certificateId(),
          certificate.subject(),
          certificate.enterpriseId(),
          certificate.notAfter());
    }
  }

  /// Where a key is backed up.
  ///
  /// @param provenAt when its holder's phone last proved that it opens, the verification included;
  ///   absent before that
  public record KeyBackup(
      UUID backupId,
      Backup.State state,
      int generation,
      UUID holderPersonId,
      @Nullable String holderName,
      UUID holderDeviceId,
      @Nullable Instant provenAt) {
    static KeyBackup of(BackupView backup) {
      return new KeyBackup(
          backup.backupId(),
          backup.state(),
          backup.generation(),
          backup.holderPersonId(),
          backup.holderName(),
          backup.holderDeviceId(),
          backup.provenAt() == null ? backup.verifiedAt() : backup.provenAt());
    }
  }
}
