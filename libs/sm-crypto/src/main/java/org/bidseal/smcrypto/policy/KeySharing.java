package org.bidseal.smcrypto.policy;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.bidseal.smcrypto.Scalar;
import org.bidseal.smcrypto.sharing.SecretPiece;
import org.bidseal.smcrypto.sharing.SecretSharing;

/// A bidder key shared among recipients: its 16 bytes, with 16 zeros before them, as the scalar
/// that [SecretSharing] shares.
///
/// The sharing's own commitments are never published: `key·G` of a key of 128 bits gives it away to
/// whoever can do 2⁶⁴ steps. An envelope commits to each share by a hash ([KeyShare#commitment]).
public final class KeySharing {
  private static final int ZEROS = Scalar.BYTES - BidderKey.BYTES;

  private KeySharing() {}

  /// Draws `threshold - 1` coefficients and answers the shares of index 1 to `count`.
  ///
  /// @throws IllegalArgumentException if no policy can have this threshold and this many shares
  public static List<KeyShare> share(BidderKey key, int threshold, int count, SecureRandom random) {
    RecipientPolicy.check(threshold, count);
    byte[] padded = new byte[Scalar.BYTES];
    byte[] bytes = key.exposeBytes();
    System.arraycopy(bytes, 0, padded, ZEROS, bytes.length);
    try (Scalar secret = Scalar.of(padded);
        SecretSharing sharing = SecretSharing.split(secret, threshold, count, random)) {
      return sharing.pieces().stream().map(KeyShare::of).toList();
    } finally {
      Arrays.fill(bytes, (byte) 0);
      Arrays.fill(padded, (byte) 0);
    }
  }

  /// Rebuilds a key from exactly as many shares as its threshold. Empty if they lead to no key of
  /// 16 bytes; whether the key is the envelope's, its header tells.
  ///
  /// @throws IllegalArgumentException on no shares or one index twice
  public static Optional<BidderKey> combine(Collection<KeyShare> shares) {
    List<SecretPiece> pieces = shares.stream().map(KeyShare::piece).toList();
    byte[] combined = {};
    try (Scalar secret = SecretSharing.combine(pieces)) {
      combined = secret.exposeBytes();
      return isKey(combined)
          ? Optional.of(BidderKey.of(Arrays.copyOfRange(combined, ZEROS, Scalar.BYTES)))
          : Optional.empty();
    } finally {
      Arrays.fill(combined, (byte) 0);
      pieces.forEach(SecretPiece::close);
    }
  }

  private static boolean isKey(byte[] combined) {
    int any = 0;
    for (int i = 0; i < ZEROS; i++) {
      any |= combined[i];
    }
    return any == 0;
  }
}
