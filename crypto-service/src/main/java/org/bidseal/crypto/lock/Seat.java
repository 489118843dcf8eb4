package org.bidseal.crypto.lock;

import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.bidseal.crypto.envelope.Octets;
import org.bidseal.keywrapping.WrappedSecret;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.lock.LockMember;
import org.bidseal.smcrypto.x509.Sm2Certificates;
import org.jspecify.annotations.Nullable;

/// A member's place in a lock's committee.
///
/// @param position from 1
/// @param keyId of his encryption key, which the certificate (base64) names
/// @param contribution null until he has signed it
/// @param encryptedShare his share, for himself; null until he has confirmed
/// @param share his share as he released it; gone again when the lock's secret is put together
/// @param lost the platform says that he cannot release any more
public record Seat(
    int position,
    UUID personId,
    UUID enterpriseId,
    String role,
    UUID certificateId,
    UUID keyId,
    String certificate,
    @Nullable Octets contribution,
    @Nullable Octets encryptedShare,
    @Nullable WrappedSecret share,
    @Nullable Instant shareGivenAt,
    boolean lost) {

  /// The same with his contribution.
  public Seat contributing(Octets content) {
    return new Seat(
        position,
        personId,
        enterpriseId,
        role,
        certificateId,
        keyId,
        certificate,
        content,
        encryptedShare,
        share,
        shareGivenAt,
        lost);
  }

  /// The member as the lock's terms name him.
  LockMember member() {
    byte[] der = Base64.getDecoder().decode(certificate);
    return new LockMember(
        personId, role, Sm2Certificates.publicKey(Sm2Certificates.parse(der)), Sm3Hash.of(der));
  }
}
