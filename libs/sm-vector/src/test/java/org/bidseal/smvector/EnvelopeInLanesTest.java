package org.bidseal.smvector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.security.SecureRandom;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.envelope.EnvelopeException;
import org.bidseal.smcrypto.envelope.EnvelopeHeader;
import org.bidseal.smcrypto.envelope.EnvelopeOpener;
import org.bidseal.smcrypto.envelope.EnvelopeSealer;
import org.bidseal.smcrypto.envelope.FileKey;
import org.bidseal.smcrypto.envelope.SealedEnvelope;
import org.bidseal.smcrypto.envelope.UnlockedEnvelope;
import org.bidseal.smcrypto.sm2.Sm2KeyPair;
import org.bidseal.smcrypto.sm4.BouncyCastleSm4Gcm;
import org.bidseal.smvector.sm3.VectorLeafHasher;
import org.bidseal.smvector.sm4.VectorSm4Gcm;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Real envelopes, sealed in lanes and opened one after another, and the other way round.
class EnvelopeInLanesTest {
  private static final int MIB = 1024 * 1024;
  private static final UUID ENVELOPE = UUID.fromString("7c9e6679-7425-40de-944b-e07fc1f90ae7");
  private static final UUID OPENING = UUID.fromString("3f2504e0-4f89-41d3-9a0c-0305e82c3301");

  private final SecureRandom random = new SecureRandom();
  private final Sm2KeyPair recipient = Sm2KeyPair.generate(random);
  private final EnvelopeSealer fastSealer =
      new EnvelopeSealer(new VectorSm4Gcm(), new VectorLeafHasher(), random);
  private final EnvelopeSealer plainSealer = new EnvelopeSealer(new BouncyCastleSm4Gcm(), random);
  private final EnvelopeOpener fastOpener =
      new EnvelopeOpener(new VectorSm4Gcm(), new VectorLeafHasher());
  private final EnvelopeOpener plainOpener = new EnvelopeOpener(new BouncyCastleSm4Gcm());

  @BeforeAll
  static void machine() {
    Skipping.unlessPossible("The vector kernel", VectorMachine.refusal());
  }

  private record Sealed(SealedEnvelope receipt, ByteArrayOutputStream bytes) {}

  private Sealed seal(EnvelopeSealer sealer, byte[] file) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    return new Sealed(
        sealer
            .start(ENVELOPE, OPENING, List.of(recipient.publicKey()))
            .seal(new ByteArrayInputStream(file), out),
        out);
  }

  private byte[] open(EnvelopeOpener opener, byte[] envelope, Sm3Hash root) {
    ByteArrayInputStream in = new ByteArrayInputStream(envelope);
    EnvelopeHeader header = EnvelopeHeader.read(in);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (FileKey key =
            FileKey.of(recipient.decrypt(header.recipients().getFirst().encryptedKey()));
        UnlockedEnvelope unlocked = opener.unlock(header, key)) {
      unlocked.openAll(in, out, root);
    }
    return out.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, MIB, 2 * MIB + 1, 16 * MIB, 17 * MIB, 19 * MIB + 12_345})
  void whatOneSealsTheOtherOpens(int size) {
    byte[] file = new byte[size];
    new Random(size).nextBytes(file);
    Sealed fast = seal(fastSealer, file);
    Sealed plain = seal(plainSealer, file);
    assertThat(open(plainOpener, fast.bytes().toByteArray(), fast.receipt().treeRoot()))
        .isEqualTo(file);
    assertThat(open(fastOpener, plain.bytes().toByteArray(), plain.receipt().treeRoot()))
        .isEqualTo(file);
  }

  @Test
  void aForgedSegmentIsRefusedWhereverItLies() {
    byte[] file = new byte[18 * MIB];
    Sealed sealed = seal(fastSealer, file);
    int header = sealed.receipt().header().length();
    for (int segment : new int[] {0, 1, 15, 16, 17}) {
      byte[] forged = sealed.bytes().toByteArray();
      forged[header + segment * (MIB + 16) + 5] ^= 1;
      assertThatThrownBy(() -> open(fastOpener, forged, sealed.receipt().treeRoot()))
          .isInstanceOfSatisfying(
              EnvelopeException.class,
              e -> assertThat(e.reason()).isEqualTo(EnvelopeException.Reason.SEGMENT_FORGED));
    }
  }
}
