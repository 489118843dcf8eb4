package org.bidseal.smcrypto.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bidseal.smcrypto.Sm3Hash;
import org.junit.jupiter.api.Test;

/// What every [LeafHasher] must do. Extend it where the implementation lives.
public abstract class LeafHasherContract {
  /// The implementation under test.
  protected abstract LeafHasher hasher();

  /// The definition itself, without the code that implementations share.
  private static List<Sm3Hash> expected(byte[] key, Segments segments) {
    List<Sm3Hash> leaves = new ArrayList<>();
    for (int i = 0; i < segments.count(); i++) {
      byte[] segment = new byte[segments.length(i)];
      System.arraycopy(segments.bytes(), segments.offset(i), segment, 0, segment.length);
      leaves.add(Sm3Hash.of(new byte[] {0}, key, segment));
    }
    return leaves;
  }

  private void agrees(int count, int length, int lastLength, int gap) {
    Random random = new Random(31L * count + length);
    byte[] key = new byte[TreeKey.BYTES];
    random.nextBytes(key);
    byte[] bytes = new byte[count * (length + gap)];
    random.nextBytes(bytes);
    byte[] before = bytes.clone();
    Segments segments = Segments.of(bytes, length + gap, count, length, lastLength);
    assertThat(hasher().leaves(TreeKey.of(key), segments))
        .as("%d segments of %d bytes, the last of %d", count, length, lastLength)
        .isEqualTo(expected(key, segments));
    assertThat(bytes).isEqualTo(before);
  }

  @Test
  void hashesAnyNumberOfSegments() {
    for (int count = 1; count <= 40; count++) {
      agrees(count, 1000, 1000, 16);
      agrees(count, 1000, 1, 0);
    }
  }

  /// Every way in which prefix, blocks and padding can meet.
  @Test
  void hashesSegmentsOfAnyLength() {
    for (int length = 0; length <= 300; length++) {
      agrees(17, length, length, 3);
      agrees(5, length, length / 2, 0);
    }
    agrees(18, 65_536, 12_345, 16);
  }

  @Test
  void hashesAnEmptyFile() {
    agrees(1, 1024, 0, 16);
    agrees(1, 0, 0, 0);
  }

  @Test
  void saysWhatItIs() {
    assertThat(hasher().name()).isNotBlank();
    assertThat(hasher().width()).isPositive();
  }
}
