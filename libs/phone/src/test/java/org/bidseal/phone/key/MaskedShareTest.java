package org.bidseal.phone.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.UUID;
import org.bidseal.smcrypto.Scalar;
import org.bidseal.smcrypto.proof.KeyUsage;
import org.bidseal.smcrypto.proof.ProofContext;
import org.bidseal.smcrypto.share.DeviceShare;
import org.bidseal.smcrypto.share.ServerShare;
import org.junit.jupiter.api.Test;

class MaskedShareTest {
  private static final PinMask QUICK = new PinMask(256, 1);
  private static final Pin PIN = Pin.of("a1b2c3d4");
  private static final String D1 =
      "bdd3d4bc9c23270dff7ff45ec0a42adce52004b0ae1e1cebaf8aeeae65c5a596";

  private final SecureRandom random = new SecureRandom();

  private static byte[] salt() {
    byte[] salt = new byte[16];
    for (int i = 0; i < salt.length; i++) {
      salt[i] = (byte) i;
    }
    return salt;
  }

  /// Computed with the reference implementation of Argon2 (RFC 9106), salt 00 … 0f.
  @Test
  void agreesWithTheReferenceImplementation() {
    Scalar masked =
        Scalar.ofHex("000dc009033b51f34ecd22b1d81ba8d5a6d7be6176f345f7237bf9a598e7feea");
    DeviceShare share = new MaskedShare(masked, salt(), QUICK).unmask(PIN);
    assertThat(share.exposeD1().exposeHex()).isEqualTo(D1);
  }

  /// The same under the cost that phones use.
  @Test
  void agreesWithTheReferenceImplementationAtFullCost() {
    Scalar masked =
        Scalar.ofHex("4ed4ae66ba0cf491890adc384fdd75c6bc9e52793dd3d2dc23889d1b4196dfdd");
    DeviceShare share = new MaskedShare(masked, salt(), PinMask.STANDARD).unmask(PIN);
    assertThat(share.exposeD1().exposeHex()).isEqualTo(D1);
  }

  @Test
  void aFreshSaltEachTimeAndTheSameShareBack() {
    Scalar d1 = Scalar.ofHex(D1);
    MaskedShare one = QUICK.mask(d1, PIN, random);
    MaskedShare two = QUICK.mask(d1, PIN, random);
    Pin wrong = Pin.of("a1b2c3d5");
    assertThat(one.unmask(PIN).exposeD1()).isEqualTo(d1);
    assertThat(two.unmask(PIN).exposeD1()).isEqualTo(d1);
    assertThat(one.unmask(wrong).exposeD1()).isNotEqualTo(two.unmask(wrong).exposeD1());
    assertThat(one).hasToString("MaskedShare[REDACTED]");
  }

  /// The phone cannot tell a wrong PIN: it gives a share like any other. The server can.
  @Test
  void onlyTheServerNoticesAWrongPin() {
    DeviceShare created = DeviceShare.generate(random);
    ServerShare server = ServerShare.create(created.p1(), random);
    MaskedShare stored = QUICK.mask(created.exposeD1(), PIN, random);
    ProofContext context = ProofContext.create(UUID.randomUUID(), KeyUsage.SIGNING);
    for (String text : new String[] {"a1b2c3d5", "493817", "zyxwva"}) {
      DeviceShare looksRight = stored.unmask(Pin.of(text));
      assertThat(server.verify(looksRight.prove(context, random), context)).isFalse();
    }
    DeviceShare right = stored.unmask(PIN);
    assertThat(server.verify(right.prove(context, random), context)).isTrue();
  }
}
