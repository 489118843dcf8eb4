package org.bidseal.smcrypto.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.bidseal.smcrypto.Hex;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.Sm2Digest;
import org.bidseal.smcrypto.Sm3Hash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvidenceTest {
  private static final TreeKey KEY = TreeKey.of(new byte[32]);

  /// RFC 6962 §2.1 as it stands there: split at the largest power of two below n.
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

  @Test
  void theTreeHasTheShapeOfTheStandard() {
    SegmentTree tree = new SegmentTree();
    List<Sm3Hash> leaves = new ArrayList<>();
    for (int i = 0; i < 70; i++) {
      Sm3Hash leaf = SegmentTree.leaf(KEY, new byte[] {9, (byte) i, 9}, 1, 1);
      assertThat(leaf).isEqualTo(Sm3Hash.of(new byte[] {0}, new byte[32], new byte[] {(byte) i}));
      leaves.add(leaf);
      tree.add(leaf);
      assertThat(tree.root()).isEqualTo(head(leaves));
    }
  }

  @Test
  void aTreeGoesOnFromItsStateAfterAnyLeaf() {
    SegmentTree whole = new SegmentTree();
    for (int i = 0; i < 70; i++) {
      Sm3Hash leaf = SegmentTree.leaf(KEY, new byte[] {(byte) i}, 0, 1);
      SegmentTree resumed = new SegmentTree(TreeState.decode(whole.state().encoded())).add(leaf);
      whole.add(leaf);
      assertThat(resumed.root()).isEqualTo(whole.root());
      assertThat(resumed.state()).isEqualTo(whole.state());
      assertThat(whole.state().leaves()).isEqualTo(i + 1);
    }
    assertThat(new SegmentTree().state()).isEqualTo(TreeState.NONE);
  }

  @Test
  void aStateThatNoTreeHasIsRefused() {
    for (byte[] wrong : List.of(new byte[0], new byte[8 + 31], new byte[8 + 32], new byte[32])) {
      assertThatThrownBy(() -> TreeState.decode(wrong))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void anEmptyTreeHasNoRoot() {
    assertThatThrownBy(() -> new SegmentTree().root()).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void theRootDependsOnTheKey() {
    byte[] other = new byte[32];
    other[0] = 1;
    assertThat(SegmentTree.leaf(TreeKey.of(other), new byte[1], 0, 1))
        .isNotEqualTo(SegmentTree.leaf(KEY, new byte[1], 0, 1));
  }

  /// Pieces of any length, borders of segments among them.
  @ParameterizedTest
  @ValueSource(ints = {1, 7, 63, 64, 65, 200})
  void aStreamHasTheRootOfItsSegments(int piece) {
    for (int size = 0; size <= 5 * 64 + 1; size++) {
      byte[] file = new byte[size];
      new Random(size).nextBytes(file);
      TreeStream stream = new TreeStream(KEY, 64);
      for (int at = 0; at < size; at += piece) {
        stream.update(file, at, Math.min(piece, size - at));
      }
      SegmentTree tree = new SegmentTree();
      int at = 0;
      do {
        tree.add(SegmentTree.leaf(KEY, file, at, Math.min(64, size - at)));
        at += 64;
      } while (at < size);
      assertThat(stream.finish()).isEqualTo(tree.root());
    }
  }

  private static final BidStatement STATEMENT =
      new BidStatement(
          UUID.fromString("7c9e6679-7425-40de-944b-e07fc1f90ae7"),
          UUID.fromString("3f2504e0-4f89-41d3-9a0c-0305e82c3301"),
          Sm3Hash.ofHex("11".repeat(32)),
          Sm3Hash.ofHex("22".repeat(32)),
          Instant.parse("2026-11-22T06:07:00Z"));

  /// Written out by hand from the definition, so that a phone in another language has an example.
  @Test
  void aStatementHasTheseBytes() {
    assertThat(Hex.encode(STATEMENT.bytes()))
        .isEqualTo(
            "0018"
                + "6269647365616c2d6269642d73746174656d656e742d7632"
                + "0024"
                + "37633965363637392d373432352d343064652d393434622d653037666331663930616537"
                + "0024"
                + "33663235303465302d346638392d343164332d396130632d303330356538326333333031"
                + "0020"
                + "11".repeat(32)
                + "0020"
                + "22".repeat(32)
                + "0014"
                + "323032362d31312d32325430363a30373a30305a");
    assertThat(STATEMENT.hash()).isEqualTo(Sm3Hash.of(STATEMENT.bytes()));
    assertThat(STATEMENT.shortCode()).matches("[0-9]{6}").isEqualTo(STATEMENT.hash().shortCode());
    assertThat(STATEMENT.toBeSigned(Point.G)).isEqualTo(Sm2Digest.of(Point.G, STATEMENT.bytes()));
  }

  @Test
  void aStatementIsReadFromItsBytesAndFromNoOthers() {
    byte[] bytes = STATEMENT.bytes();
    assertThat(BidStatement.parse(bytes)).isEqualTo(STATEMENT);
    for (int i = 0; i < bytes.length; i++) {
      byte[] cut = Arrays.copyOf(bytes, i);
      assertThatThrownBy(() -> BidStatement.parse(cut))
          .isInstanceOf(IllegalArgumentException.class);
    }
    byte[] longer = Arrays.copyOf(bytes, bytes.length + 2);
    byte[] otherLabel = bytes.clone();
    otherLabel[2]++;
    byte[] otherTime = bytes.clone();
    otherTime[bytes.length - 1] = 'z';
    for (byte[] wrong : List.of(longer, otherLabel, otherTime)) {
      assertThatThrownBy(() -> BidStatement.parse(wrong))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aStatementsTimeHasWholeSeconds() {
    assertThatThrownBy(() ->
            new BidStatement(
                STATEMENT.envelopeId(),
                STATEMENT.openingId(),
                STATEMENT.headerHash(),
                STATEMENT.treeRoot(),
                STATEMENT.time().plusMillis(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aDestroyedTreeKeyIsGone() {
    TreeKey key = TreeKey.of(new byte[32]);
    key.close();
    assertThatThrownBy(key::exposeHex).isInstanceOf(IllegalStateException.class);
    assertThat(KEY).hasToString("TreeKey[REDACTED]");
  }
}
