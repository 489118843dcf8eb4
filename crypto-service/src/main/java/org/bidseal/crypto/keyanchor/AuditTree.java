package org.bidseal.crypto.keyanchor;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.bidseal.smcrypto.Sm3Hash;

/// A Merkle tree over the heads of keys, shaped as in RFC 6962 §2.1, with SM3, as a whole: 64 bytes
/// of memory for each key.
final class AuditTree {
  private static final byte[] LEAF = {0};
  private static final byte[] NODE = {1};
  private static final int HASH = Sm3Hash.BYTES;

  /// The leaves, the nodes above them, and so on up to the root. A node without a neighbour stands
  /// in the level above unchanged.
  private final List<byte[]> levels;

  private AuditTree(List<byte[]> levels) {
    this.levels = levels;
  }

  /// A leaf: `SM3(0x00 ‖ RFC 8785 form of {head, keyId, uses})`.
  static Sm3Hash leaf(UUID keyId, long uses, Sm3Hash head) {
    String content =
        "{\"head\":\"" + head.hex() + "\",\"keyId\":\"" + keyId + "\",\"uses\":" + uses + "}";
    return Sm3Hash.of(LEAF, content.getBytes(US_ASCII));
  }

  /// The tree over leaves.
  ///
  /// @param leaves their hashes, one after the other
  /// @throws IllegalArgumentException if there is none
  static AuditTree of(byte[] leaves) {
    if (leaves.length == 0 || leaves.length % HASH != 0) {
      throw new IllegalArgumentException("no leaves");
    }
    List<byte[]> levels = new ArrayList<>();
    levels.add(leaves);
    while (levels.getLast().length > HASH) {
      levels.add(above(levels.getLast()));
    }
    return new AuditTree(levels);
  }

  private static byte[] above(byte[] level) {
    int nodes = level.length / HASH;
    byte[] above = new byte[(nodes + 1) / 2 * HASH];
    for (int i = 0; i < nodes; i += 2) {
      byte[] node =
          i + 1 == nodes ? at(level, i) : Sm3Hash.of(NODE, at(level, i), at(level, i + 1)).bytes();
      System.arraycopy(node, 0, above, i / 2 * HASH, HASH);
    }
    return above;
  }

  private static byte[] at(byte[] level, int node) {
    return Arrays.copyOfRange(level, node * HASH, (node + 1) * HASH);
  }

  /// The hashes that stand one after the other in bytes.
  static List<Sm3Hash> hashes(byte[] bytes) {
    return IntStream.range(0, bytes.length / HASH)
        .mapToObj(node -> Sm3Hash.ofBytes(at(bytes, node)))
        .toList();
  }

  int size() {
    return levels.getFirst().length / HASH;
  }

  Sm3Hash root() {
    return Sm3Hash.ofBytes(levels.getLast());
  }

  /// The inclusion path of a leaf (RFC 6962 §2.1.1), from the leaf up, one hash after the other.
  byte[] path(int position) {
    byte[] path = new byte[levels.size() * HASH];
    int length = 0;
    int node = position;
    for (byte[] level : levels) {
      int neighbour = node ^ 1;
      if (neighbour < level.length / HASH) {
        System.arraycopy(level, neighbour * HASH, path, length, HASH);
        length += HASH;
      }
      node /= 2;
    }
    return Arrays.copyOf(path, length);
  }
}
