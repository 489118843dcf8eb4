package org.bidseal.smcrypto.envelope;

import java.security.SecureRandom;
import java.util.Arrays;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.policy.BidderKey;
import org.bidseal.smcrypto.policy.KeyShare;
import org.bidseal.smcrypto.sm2.Sm2Ciphertext;
import org.bidseal.smcrypto.sm2.Sm2Encryption;
import org.bidseal.smcrypto.sm2.SubjectKeyId;

/// One recipient of an envelope: which key, and what is encrypted to it: the [BidderKey], or with a
/// policy a [KeyShare] of it.
public record EnvelopeRecipient(SubjectKeyId keyId, Sm2Ciphertext encryptedKey) {
  static EnvelopeRecipient encrypt(BidderKey key, Point publicKey, SecureRandom random) {
    return encrypt(key.exposeBytes(), publicKey, random);
  }

  static EnvelopeRecipient encrypt(KeyShare share, Point publicKey, SecureRandom random) {
    return encrypt(share.exposeBytes(), publicKey, random);
  }

  private static EnvelopeRecipient encrypt(byte[] bytes, Point publicKey, SecureRandom random) {
    try {
      return new EnvelopeRecipient(
          SubjectKeyId.of(publicKey), Sm2Encryption.encrypt(publicKey, bytes, random));
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }
}
