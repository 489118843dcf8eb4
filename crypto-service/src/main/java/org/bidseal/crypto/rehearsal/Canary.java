package org.bidseal.crypto.rehearsal;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import org.bidseal.crypto.envelope.Octets;
import org.bidseal.crypto.envelope.Recipient;
import org.bidseal.smcrypto.IdBytes;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.Scalar;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.sm2.Sm2Ciphertext;
import org.bidseal.smcrypto.sm2.Sm2Encryption;
import org.bidseal.smcrypto.x509.Sm2Certificates;

/// Sixteen random bytes, encrypted as a bid's key is, in a way that serves for nothing else: the
/// service draws the nonce, so the phone cannot choose an envelope's C1 and have the service's half
/// used on it; and it tells the nonce, so the phone sees that the service has not either. With the
/// nonce known `d·C1` is `k·P`, which anybody can compute.
///
/// @param encrypted DER SM2Cipher
/// @param nonce the `k` of `C1 = k·G`, 64 lower-case hex digits
/// @param answer [#hash] of the bytes, which are kept nowhere
record Canary(Octets encrypted, String nonce, Sm3Hash answer) {
  static final int BYTES = 16;

  private static final byte[] LABEL = "bidseal-canary-v1".getBytes(StandardCharsets.US_ASCII);

  static Canary draw(UUID rehearsalId, Recipient recipient, SecureRandom random) {
    Point key =
        Sm2Certificates.publicKey(
            Sm2Certificates.parse(Base64.getDecoder().decode(recipient.certificate())));
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    try (Scalar nonce = Scalar.random(random)) {
      Sm2Ciphertext encrypted = Sm2Encryption.withNonce(key, bytes, nonce).orElseThrow();
      return new Canary(Octets.of(encrypted.der()), nonce.exposeHex(), hash(rehearsalId, bytes));
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /// `SM3("bidseal-canary-v1" ‖ rehearsalId ‖ canary)`; hashes compare in constant time.
  static Sm3Hash hash(UUID rehearsalId, byte[] canary) {
    return Sm3Hash.of(LABEL, IdBytes.of(rehearsalId), canary);
  }
}
