package org.bidseal.smvector;

import java.time.Duration;
import java.util.List;
import org.bidseal.smcrypto.evidence.LeafHasher;
import org.bidseal.smcrypto.evidence.PlainLeafHasher;
import org.bidseal.smcrypto.evidence.Segments;
import org.bidseal.smcrypto.evidence.TreeKey;
import org.bidseal.smvector.sm3.VectorLeafHasher;

/// Chooses who hashes the segment tree's leaves in this process: `vector`, sixteen at once, or
/// `bouncy-castle`, one after another.
public final class LeafHashers {
  private static final Duration PATIENCE = Duration.ofMillis(100);
  private static final Duration PATIENCE_FOR_C2 = Duration.ofSeconds(2);

  private LeafHashers() {}

  /// Tries both, or the one that is asked for, and logs one line about them.
  ///
  /// @param wish `auto` or a name
  /// @throws IllegalArgumentException if nobody is called that
  /// @throws IllegalStateException if the one asked for cannot run here or is wrong
  public static Choice<LeafHasher> choose(String wish) {
    return new Chooser<>("Leaf hasher", candidates()).choose(wish);
  }

  private static List<Candidate<LeafHasher>> candidates() {
    return List.of(
        new Candidate<>(
            "vector",
            LeafHashers::vector,
            LeafHashers::check,
            new Hashing()::run,
            PATIENCE_FOR_C2,
            () -> ""),
        new Candidate<>(
            "bouncy-castle",
            PlainLeafHasher::new,
            LeafHashers::check,
            new Hashing()::run,
            PATIENCE,
            () -> ""));
  }

  private static LeafHasher vector() {
    VectorMachine.refusal()
        .ifPresent(reason -> {
          throw new IllegalStateException(reason);
        });
    return new VectorLeafHasher();
  }

  /// Against one leaf after another, which is SM3 itself.
  private static void check(LeafHasher hasher) {
    byte[] bytes = new byte[20 * 1040];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i * 31 + (i >> 8));
    }
    for (int length : new int[] {31, 94, 95, 1000, 1024}) {
      for (int count : new int[] {1, 3, 16, 20}) {
        Segments segments = Segments.of(bytes, 1040, count, length, length - count);
        try (TreeKey key = TreeKey.of(new byte[TreeKey.BYTES])) {
          if (!hasher.leaves(key, segments).equals(new PlainLeafHasher().leaves(key, segments))) {
            throw new SelfTestException(
                "self-test failed: %d leaves of %d bytes".formatted(count, length));
          }
        }
      }
    }
  }

  private static final class Hashing {
    private static final int LENGTH = 4096;
    private static final int COUNT = 16;

    private final TreeKey key = TreeKey.of(new byte[TreeKey.BYTES]);
    private final Segments segments =
        Segments.of(new byte[COUNT * LENGTH], LENGTH, COUNT, LENGTH, LENGTH);

    int run(LeafHasher hasher) {
      hasher.leaves(key, segments);
      return COUNT * LENGTH;
    }
  }
}
