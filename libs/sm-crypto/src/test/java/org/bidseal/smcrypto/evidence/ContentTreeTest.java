package org.bidseal.smcrypto.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.Sm3State;
import org.junit.jupiter.api.Test;

/// The digest of what was uploaded, whole and in pieces, against the definition by Bouncy Castle's
/// SM3.
class ContentTreeTest {
  private static final int MIB = ContentTree.PIECE_BYTES;
  private static final byte[] FILE = file(5 * MIB + 4321);

  @Test
  void sm3WithAStateThatCanBeStoredIsSm3() {
    for (int length = 0; length <= 300; length++) {
      byte[] bytes = Arrays.copyOf(FILE, length);
      assertThat(new Sm3State().update(bytes, 0, length).hash())
          .as("%d bytes", length)
          .isEqualTo(Sm3Hash.of(bytes));
      for (int cut = 0; cut <= length; cut += 7) {
        Sm3State first = new Sm3State().update(bytes, 0, cut);
        Sm3State second = Sm3State.decode(first.encoded()).update(bytes, cut, length - cut);
        assertThat(second.hash()).isEqualTo(Sm3Hash.of(bytes));
        assertThat(second.seen()).isEqualTo(length);
      }
    }
    assertThat(new Sm3State().update(FILE, 0, FILE.length).hash()).isEqualTo(Sm3Hash.of(FILE));
  }

  @Test
  void theRootIsThatOfTheDefinition() {
    for (int size : new int[] {1, MIB - 1, MIB, MIB + 1, 2 * MIB, 3 * MIB, FILE.length}) {
      byte[] file = Arrays.copyOf(FILE, size);
      ContentTree tree = new ContentTree().update(ByteBuffer.wrap(file));
      assertThat(tree.root()).as("%d bytes", size).isEqualTo(head(leaves(file)));
      assertThat(tree.size()).isEqualTo(size);
    }
  }

  @Test
  void itGoesOnWhereAnotherStood() {
    Random random = new Random(7);
    Sm3Hash root = head(leaves(FILE));
    for (int round = 0; round < 10; round++) {
      ContentTree tree = new ContentTree();
      int at = 0;
      while (at < FILE.length) {
        int length = Math.min(FILE.length - at, 1 + random.nextInt(2 * MIB));
        ByteBuffer piece = ByteBuffer.allocateDirect(length).put(FILE, at, length).flip();
        tree = ContentTree.decode(tree.update(piece).encoded());
        assertThat(piece.remaining()).isEqualTo(length);
        at += length;
        assertThat(tree.encoded()).hasSizeLessThan(600);
      }
      assertThat(tree.root()).isEqualTo(root);
    }
  }

  @Test
  void everyByteCounts() {
    byte[] changed = FILE.clone();
    changed[3 * MIB + 17] ^= 1;
    assertThat(new ContentTree().update(ByteBuffer.wrap(changed)).root())
        .isNotEqualTo(new ContentTree().update(ByteBuffer.wrap(FILE)).root());
    assertThatThrownBy(() -> new ContentTree().root()).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void whatIsNoStateIsRefused() {
    byte[] good = new ContentTree().update(ByteBuffer.wrap(FILE)).encoded();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ContentTree.decode(Arrays.copyOf(good, good.length - 1)));
    assertThatIllegalArgumentException().isThrownBy(() -> ContentTree.decode(new byte[0]));
    assertThatIllegalArgumentException().isThrownBy(() -> Sm3State.decode(new byte[39]));
  }

  private static List<Sm3Hash> leaves(byte[] file) {
    List<Sm3Hash> leaves = new ArrayList<>();
    for (int at = 0; at < file.length; at += MIB) {
      leaves.add(
          Sm3Hash.of(
              new byte[] {0}, Arrays.copyOfRange(file, at, Math.min(file.length, at + MIB))));
    }
    return leaves;
  }

  /// RFC 6962 §2.1, as it is written there.
  private static Sm3Hash head(List<Sm3Hash> leaves) {
    if (leaves.size() == 1) {
      return leaves.getFirst();
    }
    int k = Integer.highestOneBit(leaves.size() - 1);
    return Sm3Hash.of(
        new byte[] {1},
        head(leaves.subList(0, k)).bytes(),
        head(leaves.subList(k, leaves.size())).bytes());
  }

  private static byte[] file(int size) {
    byte[] file = new byte[size];
    new Random(1).nextBytes(file);
    return file;
  }
}
