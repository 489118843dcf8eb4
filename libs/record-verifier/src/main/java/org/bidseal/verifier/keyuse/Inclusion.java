package org.bidseal.verifier.keyuse;

import java.util.List;
import org.bidseal.smcrypto.Sm3Hash;

/// Inclusion paths of RFC 6962 §2.1.1 with SM3, checked as in RFC 9162 §2.1.3.2.
final class Inclusion {
  private static final byte[] NODE = {1};

  private Inclusion() {}

  /// Whether the path leads from the leaf to the root.
  ///
  /// @param position of the leaf, from 0
  /// @param size how many leaves there are
  static boolean leads(Sm3Hash leaf, long position, long size, List<Sm3Hash> path, Sm3Hash root) {
    if (position < 0 || position >= size) {
      return false;
    }
    long node = position;
    long last = size - 1;
    Sm3Hash hash = leaf;
    for (Sm3Hash neighbour : path) {
      if (last == 0) {
        return false;
      }
      if (node % 2 == 1 || node == last) {
        hash = node(neighbour, hash);
        while (node % 2 == 0 && node != 0) {
          node /= 2;
          last /= 2;
        }
      } else {
        hash = node(hash, neighbour);
      }
      node /= 2;
      last /= 2;
    }
    return last == 0 && hash.equals(root);
  }

  private static Sm3Hash node(Sm3Hash left, Sm3Hash right) {
    return Sm3Hash.of(NODE, left.bytes(), right.bytes());
  }
}
