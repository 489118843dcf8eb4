package org.bidseal.smcrypto.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.envelope.EnvelopeException.Reason;
import org.bidseal.smcrypto.sm4.BouncyCastleSm4Gcm;
import org.junit.jupiter.api.Test;

/// Whatever is changed, there is an error of a known kind, and what was written before it is a true
/// prefix of the bid, whole segments only.
class EnvelopeTamperTest {
  private static final int SEALED = 256 + 16;

  private final EnvelopeVector vector = EnvelopeVector.named("manySegments");
  private final byte[] envelope = vector.bytes("envelope");
  private final byte[] plaintext = vector.bytes("plaintext");
  private final int headerLength = EnvelopeHeader.read(new ByteArrayInputStream(envelope)).length();

  private Reason refusal(byte[] changed) {
    return refusal(changed, vector.fileKey());
  }

  private Reason refusal(byte[] changed, FileKey key) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    EnvelopeException refused =
        catchThrowableOfType(
            EnvelopeException.class,
            () -> {
              ByteArrayInputStream in = new ByteArrayInputStream(changed);
              EnvelopeHeader header = EnvelopeHeader.read(in);
              EnvelopeOpener opener = new EnvelopeOpener(new BouncyCastleSm4Gcm());
              try (UnlockedEnvelope unlocked = opener.unlock(header, key)) {
                unlocked.openAll(in, out, vector.hash("segmentTreeRoot"));
              }
            });
    assertThat(refused).isNotNull();
    byte[] released = out.toByteArray();
    assertThat(released.length % 256).isZero();
    assertThat(released).isEqualTo(Arrays.copyOf(plaintext, released.length));
    return refused.reason();
  }

  private byte[] segment(int index) {
    int from = headerLength + index * SEALED;
    return Arrays.copyOfRange(envelope, from, Math.min(from + SEALED, envelope.length));
  }

  private byte[] header() {
    return Arrays.copyOf(envelope, headerLength);
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  @Test
  void everyFlippedBitOfTheHeaderIsRefused() {
    for (int i = 0; i < headerLength; i++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] changed = envelope.clone();
        changed[i] ^= (byte) (1 << bit);
        assertThat(refusal(changed)).isNotNull();
      }
    }
  }

  @Test
  void everyFlippedByteOfTheSegmentsIsForgery() {
    for (int i = headerLength; i < envelope.length; i++) {
      byte[] changed = envelope.clone();
      changed[i] ^= 1;
      assertThat(refusal(changed)).isEqualTo(Reason.SEGMENT_FORGED);
    }
  }

  @Test
  void everyCutIsNoticed() {
    for (int length = 0; length < envelope.length; length++) {
      assertThat(refusal(Arrays.copyOf(envelope, length)))
          .isIn(Reason.NOT_AN_ENVELOPE, Reason.TRUNCATED, Reason.SEGMENT_FORGED);
    }
    byte[] atABorder = Arrays.copyOf(envelope, headerLength + 3 * SEALED);
    assertThat(refusal(atABorder)).isEqualTo(Reason.SEGMENT_FORGED);
    assertThat(refusal(header())).isEqualTo(Reason.TRUNCATED);
  }

  @Test
  void swappedRepeatedLeftOutAndAppendedSegmentsAreForgery() {
    byte[] rest = Arrays.copyOfRange(envelope, headerLength + 2 * SEALED, envelope.length);
    List<byte[]> forgeries =
        List.of(
            join(header(), segment(1), segment(0), rest),
            join(header(), segment(0), segment(0), rest),
            join(header(), segment(0), rest),
            join(header(), rest),
            join(envelope, segment(0)),
            join(envelope, new byte[1]),
            join(envelope, new byte[16]));
    for (byte[] forgery : forgeries) {
      assertThat(refusal(forgery)).isIn(Reason.SEGMENT_FORGED, Reason.TRUNCATED);
    }
  }

  @Test
  void segmentsOfAnotherEnvelopeAreForgery() {
    // The same key and plaintext under another header: only its hash tells them apart.
    EnvelopeSealer sealer = new EnvelopeSealer(new BouncyCastleSm4Gcm(), vector.randomness());
    ByteArrayOutputStream other = new ByteArrayOutputStream();
    EnvelopeSealing sealing =
        sealer.start(
            EnvelopeTerms.anyOf(
                vector.id("envelopeId"), vector.id("envelopeId"), vector.recipientKeys()),
            vector.segmentSize());
    sealing.seal(new ByteArrayInputStream(plaintext), other);
    byte[] segments =
        Arrays.copyOfRange(
            other.toByteArray(), sealing.header().length(), other.toByteArray().length);
    assertThat(refusal(join(header(), segments))).isEqualTo(Reason.SEGMENT_FORGED);
  }

  @Test
  void anotherFileKeyIsRefusedBeforeAnythingIsDecrypted() {
    assertThat(refusal(envelope, FileKey.of(new byte[16])))
        .isEqualTo(Reason.KEY_COMMITMENT_MISMATCH);
  }

  @Test
  void anotherTreeRootIsRefused() {
    ByteArrayInputStream in = new ByteArrayInputStream(envelope);
    UnlockedEnvelope unlocked =
        new EnvelopeOpener(new BouncyCastleSm4Gcm())
            .unlock(EnvelopeHeader.read(in), vector.fileKey());
    EnvelopeException refused =
        catchThrowableOfType(
            EnvelopeException.class,
            () -> unlocked.openAll(in, new ByteArrayOutputStream(), Sm3Hash.of(new byte[1])));
    assertThat(refused.reason()).isEqualTo(Reason.TREE_ROOT_MISMATCH);
  }

  /// Full segments and then an empty final one would be a second form of the same file.
  @Test
  void anEmptyFinalSegmentBelongsToAnEmptyFileOnly() {
    EnvelopeHeader header = EnvelopeHeader.parse(header());
    FileKey key = vector.fileKey();
    SegmentCipher cipher =
        new SegmentCipher(new BouncyCastleSm4Gcm(), key.payloadKey(header), header);
    byte[] first = Arrays.copyOf(plaintext, SEALED);
    cipher.sealInPlace(0, false, first, 0, 256);
    byte[] empty = new byte[16];
    cipher.sealInPlace(1, true, empty, 0, 0);
    assertThat(refusal(join(header(), first, empty))).isEqualTo(Reason.TRUNCATED);
  }
}
