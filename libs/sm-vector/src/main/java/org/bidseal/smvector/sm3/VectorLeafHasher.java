package org.bidseal.smvector.sm3;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.evidence.LeafHasher;
import org.bidseal.smcrypto.evidence.PlainLeafHasher;
import org.bidseal.smcrypto.evidence.Segments;
import org.bidseal.smcrypto.evidence.TreeKey;

/// Leaves of the segment tree, sixteen at once in the lanes of 512-bit vectors. Sixteen lanes cost
/// the same whether all are used or not, about as much as three leaves one after another; so fewer
/// than that, and a last segment that is shorter than the others, go one after another. Needs the
/// module `jdk.incubator.vector`.
public final class VectorLeafHasher implements LeafHasher {
  /// Fewer leaves than this are faster one by one.
  static final int WORTHWHILE = 3;

  private static final int BLOCK = Sm3Lanes.BLOCK_BYTES;

  /// `0x00 ‖ treeKey`, before the segment.
  private static final int PREFIX = 1 + TreeKey.BYTES;

  private static final int PLAIN_IN_FIRST_BLOCK = BLOCK - PREFIX;
  private static final int LENGTH_BYTES = Long.BYTES;

  private final LeafHasher plain = new PlainLeafHasher();

  @Override
  public String name() {
    return "vector";
  }

  @Override
  public int width() {
    return Sm3Lanes.LANES;
  }

  @Override
  public List<Sm3Hash> leaves(TreeKey key, Segments segments) {
    List<Sm3Hash> leaves = new ArrayList<>(segments.count());
    int length = segments.length(0);
    int equal =
        segments.length(segments.count() - 1) == length ? segments.count() : segments.count() - 1;
    int done = 0;
    while (equal - done >= WORTHWHILE && length >= PLAIN_IN_FIRST_BLOCK) {
      int lanes = Math.min(Sm3Lanes.LANES, equal - done);
      leaves.addAll(inLanes(key, segments, done, lanes));
      done += lanes;
    }
    if (done < segments.count()) {
      leaves.addAll(plain.leaves(key, segments.from(done)));
    }
    return leaves;
  }

  /// The leaves of `count` segments of one length. Lanes that are left over repeat the last one.
  private static List<Sm3Hash> inLanes(TreeKey key, Segments segments, int first, int count) {
    int length = segments.length(first);
    int[] offsets = new int[Sm3Lanes.LANES];
    for (int lane = 0; lane < Sm3Lanes.LANES; lane++) {
      offsets[lane] = segments.offset(first + Math.min(lane, count - 1));
    }
    byte[] edges = new byte[Sm3Lanes.LANES * 2 * BLOCK];
    int[] edgeOffsets = new int[Sm3Lanes.LANES];
    Arrays.setAll(edgeOffsets, lane -> lane * 2 * BLOCK);
    try (Sm3Lanes sm3 = new Sm3Lanes()) {
      writeHeads(key, segments.bytes(), offsets, edges);
      sm3.update(edges, edgeOffsets, 1);

      int whole = (length - PLAIN_IN_FIRST_BLOCK) / BLOCK;
      Arrays.setAll(offsets, lane -> offsets[lane] + PLAIN_IN_FIRST_BLOCK);
      sm3.update(segments.bytes(), offsets, whole);

      int rest = length - PLAIN_IN_FIRST_BLOCK - whole * BLOCK;
      Arrays.setAll(offsets, lane -> offsets[lane] + whole * BLOCK);
      int blocks = writeTails(segments.bytes(), offsets, rest, PREFIX + (long) length, edges);
      sm3.update(edges, edgeOffsets, blocks);

      List<Sm3Hash> leaves = new ArrayList<>(count);
      for (int lane = 0; lane < count; lane++) {
        leaves.add(Sm3Hash.ofBytes(sm3.digest(lane)));
      }
      return leaves;
    } finally {
      Arrays.fill(edges, (byte) 0);
    }
  }

  /// Block 0 of each message: prefix, and the segment's first 31 bytes.
  private static void writeHeads(TreeKey key, byte[] data, int[] offsets, byte[] edges) {
    byte[] prefix = key.exposeBytes();
    for (int lane = 0; lane < offsets.length; lane++) {
      int at = lane * 2 * BLOCK;
      System.arraycopy(prefix, 0, edges, at + 1, prefix.length);
      System.arraycopy(data, offsets[lane], edges, at + PREFIX, PLAIN_IN_FIRST_BLOCK);
    }
    Arrays.fill(prefix, (byte) 0);
  }

  /// The last bytes and the padding (GB/T 32905-2016 §5.2), and how many blocks they make.
  private static int writeTails(
      byte[] data, int[] offsets, int rest, long messageBytes, byte[] edges) {
    int blocks = rest + 1 + LENGTH_BYTES <= BLOCK ? 1 : 2;
    ByteBuffer out = ByteBuffer.wrap(edges);
    Arrays.fill(edges, (byte) 0);
    for (int lane = 0; lane < offsets.length; lane++) {
      int at = lane * 2 * BLOCK;
      System.arraycopy(data, offsets[lane], edges, at, rest);
      edges[at + rest] = (byte) 0x80;
      out.putLong(at + blocks * BLOCK - LENGTH_BYTES, 8 * messageBytes);
    }
    return blocks;
  }
}
