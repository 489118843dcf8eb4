package org.bidseal.smcrypto.device;

import java.security.SecureRandom;
import java.util.UUID;
import org.bidseal.smcrypto.Fields;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.sm2.Sm2KeyPair;
import org.bidseal.smcrypto.sm2.Sm2Signature;
import org.bidseal.smcrypto.sm2.Sm2Verifier;

/// What a phone signs with its device key to prove that it has it, at the login that registers it.
///
/// Its canonical bytes are [Fields]: `"bidseal-device-key-v1"`, deviceId, the mobile number of the
/// login, and the public key (65 bytes).
///
/// @param mobile eleven digits
public record DeviceKeyStatement(UUID deviceId, String mobile, Point publicKey) {
  private static final String LABEL = "bidseal-device-key-v1";

  /// The canonical bytes.
  public byte[] bytes() {
    return new Fields().add(LABEL).add(deviceId).add(mobile).add(publicKey).bytes();
  }

  /// The proof of possession, by the pair of `publicKey`.
  public Sm2Signature sign(Sm2KeyPair key, SecureRandom random) {
    return key.signMessage(bytes(), random);
  }

  /// Whether a proof was made with the private half of `publicKey`.
  public boolean isProvenBy(Sm2Signature proof) {
    return Sm2Verifier.verifyMessage(publicKey, bytes(), proof);
  }
}
