package org.bidseal.escrow.testkit;

import java.util.Base64;
import java.util.UUID;
import org.bidseal.phone.key.ShareBox;
import org.bidseal.smcrypto.sm2.Sm2KeyPair;

/// A person's device.
public record TestPhone(UUID personId, UUID deviceId, Sm2KeyPair transportKey) {

  /// Opens a ciphertext that was made for this phone.
  public ShareBox open(String ciphertext) {
    return ShareBox.open(Base64.getDecoder().decode(ciphertext), transportKey);
  }
}
