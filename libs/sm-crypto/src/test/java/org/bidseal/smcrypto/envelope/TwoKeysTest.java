package org.bidseal.smcrypto.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.List;
import java.util.UUID;
import org.bidseal.smcrypto.Hex;
import org.bidseal.smcrypto.ReplayRandom;
import org.bidseal.smcrypto.envelope.EnvelopeException.Reason;
import org.bidseal.smcrypto.sm2.Sm2KeyPair;
import org.bidseal.smcrypto.sm4.BouncyCastleSm4Gcm;
import org.bidseal.smcrypto.sm4.Sm4Gcm;
import org.bidseal.smcrypto.sm4.Sm4Key;
import org.bouncycastle.crypto.engines.SM4Engine;
import org.bouncycastle.crypto.modes.gcm.BasicGCMExponentiator;
import org.bouncycastle.crypto.modes.gcm.GCMUtil;
import org.bouncycastle.crypto.params.KeyParameter;
import org.junit.jupiter.api.Test;

/// The attack that the key commitment exists for: GCM does not commit to its key, so a bidder can
/// make one segment that opens to two bids and choose between them after seeing the others.
class TwoKeysTest {
  private static final UUID ENVELOPE = UUID.fromString("7c9e6679-7425-40de-944b-e07fc1f90ae7");
  private static final int CIPHERTEXT_BYTES = 48;

  private final SecureRandom random = new SecureRandom();

  @Test
  void oneSegmentOpensUnderTwoKeysAndTheEnvelopeRefusesTheSecond() {
    FileKey first = FileKey.of(draw());
    FileKey second = FileKey.of(draw());
    EnvelopeHeader header = headerFor(first);
    byte[] nonce =
        ByteBuffer.allocate(12).put(header.noncePrefix()).putInt(0).put((byte) 1).array();
    byte[] segment = collide(first.payloadKey(header), second.payloadKey(header), nonce);

    byte[] bid = open(first, header, segment);
    byte[] otherBid = open(second, header, segment);
    assertThat(bid).isNotEqualTo(otherBid);

    EnvelopeOpener opener = new EnvelopeOpener(new BouncyCastleSm4Gcm());
    try (UnlockedEnvelope honest = opener.unlock(header, first)) {
      assertThat(honest.openSegment(0, true, segment, 0, segment.length, bid, 0)).isEqualTo(48);
    }
    EnvelopeException refused =
        catchThrowableOfType(EnvelopeException.class, () -> opener.unlock(header, second));
    assertThat(refused.reason()).isEqualTo(Reason.KEY_COMMITMENT_MISMATCH);
  }

  private EnvelopeHeader headerFor(FileKey key) {
    byte[] rest = new byte[16 + 7 + 32];
    random.nextBytes(rest);
    ReplayRandom replay = ReplayRandom.of(Hex.encode(key.exposeBytes()), Hex.encode(rest));
    Sm2KeyPair recipient = Sm2KeyPair.generate(random);
    try (EnvelopeSealing sealing =
        new EnvelopeSealer(new BouncyCastleSm4Gcm(), replay)
            .start(ENVELOPE, ENVELOPE, List.of(recipient.publicKey()))) {
      return sealing.header();
    }
  }

  private static byte[] open(FileKey key, EnvelopeHeader header, byte[] segment) {
    byte[] out = new byte[CIPHERTEXT_BYTES];
    try (SegmentCipher cipher =
        new SegmentCipher(new BouncyCastleSm4Gcm(), key.payloadKey(header), header)) {
      cipher.open(0, true, segment, 0, segment.length, out, 0);
    }
    return out;
  }

  /// Three blocks, the first solved for so that both keys give one tag: `C1·(H^4 + H'^4) = C2·(H^3
  /// + H'^3) + C3·(H^2 + H'^2) + L·(H + H') + E(J0) + E'(J0)`.
  private byte[] collide(Sm4Key first, Sm4Key second, byte[] nonce) {
    long[] c2 = GCMUtil.asLongs(draw());
    long[] c3 = GCMUtil.asLongs(draw());
    long[] length = {0, CIPHERTEXT_BYTES * 8L};
    long[] one = partialTag(first, nonce, c2, c3, length);
    long[] two = partialTag(second, nonce, c2, c3, length);
    long[] sum = sum(power(hashKey(first), 4), power(hashKey(second), 4));
    long[] c1 = product(sum(one, two), inverse(sum));
    long[] tag = sum(one, product(c1, power(hashKey(first), 4)));
    return ByteBuffer.allocate(CIPHERTEXT_BYTES + Sm4Gcm.TAG_BYTES)
        .put(GCMUtil.asBytes(c1))
        .put(GCMUtil.asBytes(c2))
        .put(GCMUtil.asBytes(c3))
        .put(GCMUtil.asBytes(tag))
        .array();
  }

  private static long[] partialTag(Sm4Key key, byte[] nonce, long[] c2, long[] c3, long[] length) {
    long[] h = hashKey(key);
    byte[] j0 = ByteBuffer.allocate(16).put(nonce).putInt(1).array();
    long[] hash = sum(product(c2, power(h, 3)), product(c3, power(h, 2)));
    return sum(sum(hash, product(length, h)), GCMUtil.asLongs(encrypt(key, j0)));
  }

  private static long[] hashKey(Sm4Key key) {
    return GCMUtil.asLongs(encrypt(key, new byte[16]));
  }

  private static byte[] encrypt(Sm4Key key, byte[] block) {
    SM4Engine engine = new SM4Engine();
    engine.init(true, new KeyParameter(key.exposeBytes()));
    byte[] out = new byte[16];
    engine.processBlock(block, 0, out, 0);
    return out;
  }

  private byte[] draw() {
    byte[] block = new byte[16];
    random.nextBytes(block);
    return block;
  }

  private static long[] sum(long[] a, long[] b) {
    return new long[] {a[0] ^ b[0], a[1] ^ b[1]};
  }

  private static long[] product(long[] a, long[] b) {
    long[] out = a.clone();
    GCMUtil.multiply(out, b);
    return out;
  }

  private static long[] power(long[] a, long exponent) {
    BasicGCMExponentiator exponentiator = new BasicGCMExponentiator();
    exponentiator.init(GCMUtil.asBytes(a));
    byte[] out = new byte[16];
    exponentiator.exponentiateX(exponent, out);
    return GCMUtil.asLongs(out);
  }

  /// `a^(2^128 − 2)`.
  private static long[] inverse(long[] a) {
    long[] square = a;
    long[] out = GCMUtil.oneAsLongs();
    for (int i = 1; i < 128; i++) {
      square = product(square, square);
      out = product(out, square);
    }
    return out;
  }
}
