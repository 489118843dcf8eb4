package org.bidseal.identity.account;

import java.util.UUID;
import org.bidseal.identity.IdentityProblem;
import org.bidseal.identity.sms.Mobile;
import org.bidseal.problem.ProblemException;
import org.bidseal.smcrypto.Hex;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.PointGate;
import org.bidseal.smcrypto.device.DeviceKeyStatement;
import org.bidseal.smcrypto.sm2.Sm2Signature;

/// A device's own key, whose private half never leaves it, with the proof that the device has it.
///
/// @param proof over [DeviceKeyStatement]
record DeviceKey(Point publicKey, Sm2Signature proof) {

  /// Lets in a key that passes the gate and is proven for this device and login.
  ///
  /// @param publicKey 130 lower-case hex digits
  /// @param r with `s` the proof, 64 lower-case hex digits each
  /// @throws ProblemException `DEVICE_KEY_NOT_VALID`
  static DeviceKey proven(UUID deviceId, Mobile mobile, String publicKey, String r, String s) {
    DeviceKey key;
    try {
      key = new DeviceKey(PointGate.decodeHex(publicKey), Sm2Signature.ofHex(r, s));
    } catch (IllegalArgumentException e) {
      throw new ProblemException(
          IdentityProblem.DEVICE_KEY_NOT_VALID, "The key or its proof is no value of SM2", e);
    }
    if (!new DeviceKeyStatement(deviceId, mobile.number(), key.publicKey())
        .isProvenBy(key.proof())) {
      throw new ProblemException(
          IdentityProblem.DEVICE_KEY_NOT_VALID,
          "The proof was not made with this key for this device and mobile number");
    }
    return key;
  }

  /// `r ‖ s` in hex, as it is stored.
  String proofHex() {
    return Hex.encode(proof.raw());
  }
}
