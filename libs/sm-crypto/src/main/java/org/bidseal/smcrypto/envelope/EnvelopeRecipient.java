package org.bidseal.smcrypto.envelope;

import java.security.SecureRandom;
import java.util.Arrays;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.sm2.Sm2Ciphertext;
import org.bidseal.smcrypto.sm2.Sm2Encryption;
import org.bidseal.smcrypto.sm2.SubjectKeyId;

/// One recipient of an envelope: which key, and the file key encrypted to it.
public record EnvelopeRecipient(SubjectKeyId keyId, Sm2Ciphertext encryptedKey) {
  static EnvelopeRecipient encrypt(FileKey fileKey, Point publicKey, SecureRandom random) {
    byte[] bytes = fileKey.exposeBytes();
    try {
      return new EnvelopeRecipient(
          SubjectKeyId.of(publicKey), Sm2Encryption.encrypt(publicKey, bytes, random));
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }
}
