package org.bidseal.phone.key;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;
import org.bidseal.phone.http.Gateway;
import org.bidseal.phone.witness.SecretWitness;
import org.bidseal.smcrypto.Scalar;
import org.bidseal.smcrypto.proof.KeyUsage;
import org.bidseal.smcrypto.proof.Token;
import org.bidseal.smcrypto.share.DeviceShare;
import org.bidseal.smcrypto.share.ServerShare;
import org.bidseal.smcrypto.sm2.Sm2Ciphertext;
import org.bidseal.smcrypto.sm2.Sm2Encryption;
import org.junit.jupiter.api.Test;

/// A server that wants a bid before its opening, and calls its ciphertext a canary.
class CanaryTest {
  private static final UUID ID = UUID.fromString("3f2504e0-4f89-41d3-9a0c-0305e82c3301");
  private static final PinMask QUICK = new PinMask(256, 1);
  private static final Pin PIN = Pin.of("a1b2c3d4");

  private final SecureRandom random = new SecureRandom();

  /// Nobody listens there: what the phone sent would fail otherwise.
  private final SplitKeyClient client =
      new SplitKeyClient(
          new Gateway(URI.create("http://127.0.0.1:9"), random, Clock.systemUTC()).anonymous(),
          ID,
          QUICK,
          random,
          SecretWitness.NONE);

  @Test
  void thePhoneUsesItsShareOnNoPointWhoseNonceItDoesNotKnow() {
    DeviceShare share = DeviceShare.generate(random);
    ServerShare server = ServerShare.create(share.p1(), random);
    HeldKey key =
        new HeldKey(
            ID,
            KeyUsage.ENCRYPTION,
            server.publicKey(),
            QUICK.mask(share.exposeD1(), PIN, random),
            1,
            Token.random(random));
    Sm2Ciphertext entry = Sm2Encryption.encrypt(key.publicKey(), new byte[16], random);
    assertThatThrownBy(() -> client.rehearse(key, PIN, ID, ID, entry, Scalar.random(random)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nonce");
  }
}
