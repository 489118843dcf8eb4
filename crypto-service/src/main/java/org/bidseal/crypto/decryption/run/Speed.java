package org.bidseal.crypto.decryption.run;

import java.util.concurrent.atomic.AtomicLong;
import org.bidseal.smcrypto.evidence.LeafHasher;
import org.bidseal.smcrypto.sm4.Sm4Gcm;
import org.bidseal.smvector.Choice;
import org.springframework.stereotype.Component;

/// How fast one slot is: as the kernels were measured at start, then as its jobs are, the latest
/// weighing most. Small jobs, which tell little of bytes, weigh little.
@Component
public class Speed {
  private static final double FULL_WEIGHT_BYTES = 64.0 * 1024 * 1024;
  private static final double MOST_WEIGHT = 0.3;
  private static final double NANOS = 1e9;

  private final AtomicLong bytesPerSecond;

  Speed(Choice<Sm4Gcm> cipher, Choice<LeafHasher> hasher) {
    this.bytesPerSecond = new AtomicLong(guess(cipher, hasher));
  }

  /// Both in turn, and as much time again for reading and writing. What was not measured at the
  /// start is the slowest there is.
  private static long guess(Choice<?> cipher, Choice<?> hasher) {
    double slowest = 20e6;
    double decrypting = Math.max(slowest, cipher.chosen().bytesPerSecond());
    double hashing = Math.max(slowest, hasher.chosen().bytesPerSecond());
    return Math.round(1 / (2 / decrypting + 2 / hashing));
  }

  public void measured(long bytes, long nanos) {
    if (bytes <= 0 || nanos <= 0) {
      return;
    }
    double weight = MOST_WEIGHT * Math.min(1, bytes / FULL_WEIGHT_BYTES);
    double now = bytes * NANOS / nanos;
    bytesPerSecond.updateAndGet(old -> Math.max(1, Math.round(old + weight * (now - old))));
  }

  /// Of plaintext, by one slot.
  public long bytesPerSecond() {
    return bytesPerSecond.get();
  }
}
