package org.bidseal.escrow.testkit;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.bidseal.phone.key.ShareBox;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.proof.ProofContext;
import org.bidseal.smcrypto.proof.ShareProof;
import org.bidseal.smcrypto.proof.Token;
import org.bidseal.smcrypto.share.DeviceShare;

/// A split key, its phone's half in the open.
public record TestKey(UUID keyId, DeviceShare share, int generation) {

  /// The half encrypted to a transport key, base64.
  public String sealedFor(Point transportKey, SecureRandom random) {
    ShareBox box = new ShareBox(share, keyId, generation);
    return Base64.getEncoder().encodeToString(box.sealFor(transportKey, random));
  }

  /// The proof of a device that it opened a backup, as in JSON.
  public Map<String, Object> proof(UUID backupId, UUID deviceId, SecureRandom random) {
    return proof(share, keyId, backupId, deviceId, random);
  }

  /// The same with any share.
  public static Map<String, Object> proof(
      DeviceShare share, UUID keyId, UUID backupId, UUID deviceId, SecureRandom random) {
    ShareProof proof = share.prove(ProofContext.verifyBackup(keyId, deviceId, backupId), random);
    return Map.of("c", proof.cHex(), "z", proof.zHex());
  }

  /// The monthly proof of a holder's device, as in JSON.
  public Map<String, Object> healthProof(
      UUID backupId, UUID deviceId, String challenge, SecureRandom random) {
    ShareProof proof =
        share.prove(
            ProofContext.proveBackup(keyId, deviceId, backupId, Token.ofHex(challenge)), random);
    return Map.of("c", proof.cHex(), "z", proof.zHex());
  }
}
