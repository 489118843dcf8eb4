package org.bidseal.smcrypto.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.envelope.EnvelopeException.Reason;
import org.bidseal.smcrypto.evidence.LeafHasher;
import org.bidseal.smcrypto.evidence.PlainLeafHasher;
import org.bidseal.smcrypto.evidence.Segments;
import org.bidseal.smcrypto.evidence.TreeKey;
import org.bidseal.smcrypto.evidence.TreeState;
import org.bidseal.smcrypto.sm2.Sm2KeyPair;
import org.bidseal.smcrypto.sm2.SubjectKeyId;
import org.bidseal.smcrypto.sm4.BouncyCastleSm4Gcm;
import org.bidseal.smcrypto.sm4.Sm4Gcm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeStreamTest {
  private static final UUID ENVELOPE = UUID.fromString("7c9e6679-7425-40de-944b-e07fc1f90ae7");
  private static final UUID OPENING = UUID.fromString("3f2504e0-4f89-41d3-9a0c-0305e82c3301");
  private static final int MIB = 1024 * 1024;

  private final Sm4Gcm gcm = new BouncyCastleSm4Gcm();
  private final SecureRandom random = new SecureRandom();
  private final Sm2KeyPair recipient = Sm2KeyPair.generate(random);
  private final EnvelopeSealer sealer = new EnvelopeSealer(gcm, random);

  private EnvelopeSealing start() {
    return sealer.start(ENVELOPE, OPENING, List.of(recipient.publicKey()));
  }

  /// Gives out its bytes in pieces of odd sizes, as networks do.
  private static InputStream dripping(byte[] bytes) {
    Random dice = new Random(1);
    return new FilterInputStream(new ByteArrayInputStream(bytes)) {
      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        return super.read(target, offset, Math.min(length, 1 + dice.nextInt(100_000)));
      }
    };
  }

  @Test
  void goesOnWhereAnotherRunEndedAndStillChecksTheWhole() {
    byte[] file = new byte[4 * MIB + 9];
    new Random(7).nextBytes(file);
    var sealed = new ByteArrayOutputStream();
    SealedEnvelope receipt;
    try (EnvelopeSealing sealing = start()) {
      receipt = sealing.seal(new ByteArrayInputStream(file), sealed);
    }
    byte[] envelope = sealed.toByteArray();
    EnvelopeHeader header = receipt.header();
    EnvelopeLayout layout = EnvelopeLayout.of(header, envelope.length);
    byte[] key = recipient.decrypt(header.recipients().getFirst().encryptedKey());
    for (int stop = 1; stop <= 4; stop++) {
      long segments = stop;
      var first = new ByteArrayOutputStream();
      List<TreeState> reached = new ArrayList<>();
      var rest = new ByteArrayOutputStream();
      try (FileKey fileKey = FileKey.of(key);
          UnlockedEnvelope unlocked = new EnvelopeOpener(gcm).unlock(header, fileKey)) {
        assertThatThrownBy(() ->
                unlocked.openFrom(
                    TreeState.NONE,
                    from(envelope, layout.offset(0)),
                    first,
                    receipt.treeRoot(),
                    state -> {
                      reached.add(state);
                      if (state.leaves() == segments) {
                        throw new IllegalStateException("stopped");
                      }
                    }))
            .hasMessage("stopped");
        TreeState state = reached.getLast();
        OpenedFile opened =
            unlocked.openFrom(
                state, from(envelope, layout.offset(stop)), rest, receipt.treeRoot(), _ -> {});
        assertThat(opened.plaintextBytes()).isEqualTo(file.length);
        // Another beginning than the one that was sealed.
        TreeState other = new TreeState(1, List.of(Sm3Hash.of(new byte[] {1})));
        assertThatThrownBy(() ->
                unlocked.openFrom(
                    other,
                    from(envelope, layout.offset(1)),
                    OutputStream.nullOutputStream(),
                    receipt.treeRoot(),
                    _ -> {}))
            .isInstanceOfSatisfying(
                EnvelopeException.class,
                e -> assertThat(e.reason()).isEqualTo(Reason.TREE_ROOT_MISMATCH));
      }
      first.writeBytes(rest.toByteArray());
      assertThat(first.toByteArray()).isEqualTo(file);
    }
  }

  private static InputStream from(byte[] envelope, long offset) {
    return new ByteArrayInputStream(envelope, (int) offset, envelope.length);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, MIB - 1, MIB, MIB + 1, 2 * MIB, 3 * MIB + 5})
  void opensWhatItSealed(int size) {
    byte[] file = new byte[size];
    new Random(size).nextBytes(file);
    ByteArrayOutputStream sealed = new ByteArrayOutputStream();
    SealedEnvelope receipt = start().seal(dripping(file), sealed);
    assertThat(receipt.envelopeBytes()).isEqualTo(sealed.size());
    assertThat(receipt.header().hasStandardSegments()).isTrue();
    EnvelopeLayout layout = EnvelopeLayout.of(receipt.header(), sealed.size());
    assertThat(layout.plaintextBytes()).isEqualTo(size);
    assertThat(layout.segmentCount()).isEqualTo(Math.max(1, Math.ceilDiv(size, MIB)));

    InputStream in = dripping(sealed.toByteArray());
    EnvelopeHeader header = EnvelopeHeader.read(in);
    var entry = header.findRecipient(SubjectKeyId.of(recipient.publicKey())).orElseThrow();
    ByteArrayOutputStream opened = new ByteArrayOutputStream();
    try (FileKey key = FileKey.of(recipient.decrypt(entry.encryptedKey()));
        UnlockedEnvelope unlocked = new EnvelopeOpener(gcm).unlock(header, key)) {
      OpenedFile result = unlocked.openAll(in, opened, receipt.treeRoot());
      assertThat(result.segmentCount()).isEqualTo(layout.segmentCount());
    }
    assertThat(opened.toByteArray()).isEqualTo(file);
  }

  /// A hasher that wants several segments, so that windows begin, end and are cut everywhere.
  private record Wide(int width) implements LeafHasher {
    @Override
    public String name() {
      return "wide";
    }

    @Override
    public List<Sm3Hash> leaves(TreeKey key, Segments segments) {
      return new PlainLeafHasher().leaves(key, segments);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 16})
  void theWindowMakesNoDifference(int width) {
    for (int size = 0; size < 20 * 64; size += size % 64 < 2 || size % 64 == 63 ? 1 : 61) {
      byte[] file = new byte[size];
      new Random(size).nextBytes(file);
      ByteArrayOutputStream sealed = new ByteArrayOutputStream();
      SealedEnvelope receipt =
          new EnvelopeSealer(gcm, new Wide(width), random)
              .start(EnvelopeTerms.anyOf(ENVELOPE, OPENING, List.of(recipient.publicKey())), 64)
              .seal(dripping(file), sealed);
      assertThat(receipt.envelopeBytes()).isEqualTo(sealed.size());

      assertThat(opened(sealed.toByteArray(), receipt.treeRoot(), new Wide(width))).isEqualTo(file);
      assertThat(opened(sealed.toByteArray(), receipt.treeRoot(), new PlainLeafHasher()))
          .isEqualTo(file);
    }
  }

  private byte[] opened(byte[] envelope, Sm3Hash root, LeafHasher hasher) {
    InputStream in = dripping(envelope);
    EnvelopeHeader header = EnvelopeHeader.read(in);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (FileKey key =
            FileKey.of(recipient.decrypt(header.recipients().getFirst().encryptedKey()));
        UnlockedEnvelope unlocked = new EnvelopeOpener(gcm, hasher).unlock(header, key)) {
      unlocked.openAll(in, out, root);
    }
    return out.toByteArray();
  }

  @Test
  void anEnvelopeIsSealedOnce() {
    EnvelopeSealing sealing = start();
    InputStream empty = InputStream.nullInputStream();
    sealing.seal(empty, OutputStream.nullOutputStream());
    assertThatThrownBy(() -> sealing.seal(empty, OutputStream.nullOutputStream()))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aBrokenStreamIsReportedAndTheKeysAreGone() throws IOException {
    EnvelopeSealing sealing = start();
    InputStream broken = InputStream.nullInputStream();
    broken.close();
    assertThatThrownBy(() -> sealing.seal(broken, OutputStream.nullOutputStream()))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("Stream closed");
    assertThatThrownBy(() -> sealing.seal(broken, OutputStream.nullOutputStream()))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aClosedEnvelopeOpensNothing() {
    ByteArrayOutputStream sealed = new ByteArrayOutputStream();
    SealedEnvelope receipt = start().seal(new ByteArrayInputStream(new byte[3]), sealed);
    var entry = receipt.header().recipients().getFirst();
    UnlockedEnvelope unlocked =
        new EnvelopeOpener(gcm)
            .unlock(receipt.header(), FileKey.of(recipient.decrypt(entry.encryptedKey())));
    unlocked.close();
    byte[] bytes = sealed.toByteArray();
    int from = receipt.header().length();
    assertThatThrownBy(
            () -> unlocked.openSegment(0, true, bytes, from, bytes.length - from, new byte[3], 0))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void theLayoutKnowsWhichSizesAreNone() {
    EnvelopeHeader header = start().header();
    long at = header.length();
    for (long size : new long[] {0, at, at + 15, at + MIB + 16 + 1, at + MIB + 16 + 16}) {
      assertThatThrownBy(() -> EnvelopeLayout.of(header, size))
          .isInstanceOfSatisfying(
              EnvelopeException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TRUNCATED));
    }
    assertThat(EnvelopeLayout.of(header, at + 16).plaintextBytes()).isZero();
    long largest = at + EnvelopeLayout.MAX_PLAINTEXT_BYTES + 4096 * 16;
    EnvelopeLayout layout = EnvelopeLayout.of(header, largest);
    assertThat(layout.segmentCount()).isEqualTo(4096);
    assertThat(layout.offset(4095) + layout.sealedLength(4095)).isEqualTo(largest);
    assertThatThrownBy(() -> EnvelopeLayout.of(header, largest + 17))
        .isInstanceOfSatisfying(
            EnvelopeException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TOO_LONG));
    assertThatThrownBy(() -> layout.offset(4096)).isInstanceOf(IndexOutOfBoundsException.class);
  }
}
