package org.bidseal.keywrapping;

import java.util.Arrays;
import java.util.function.Function;

/// Secret bytes in memory: never printed, zeroed when closed as far as the JVM allows.
public final class SecretBytes implements AutoCloseable {
  private final byte[] bytes;
  private boolean closed;

  private SecretBytes(byte[] bytes) {
    this.bytes = bytes;
  }

  /// Owns `bytes` from now on; the caller keeps no reference.
  public static SecretBytes takeOver(byte[] bytes) {
    return new SecretBytes(bytes);
  }

  /// Copies `bytes`; the caller zeroes his own.
  public static SecretBytes copyOf(byte[] bytes) {
    return new SecretBytes(bytes.clone());
  }

  /// Lends the bytes to `use`, which must not keep them.
  ///
  /// @throws IllegalStateException once closed
  public synchronized <T> T expose(Function<byte[], T> use) {
    if (closed) {
      throw new IllegalStateException("the secret is closed");
    }
    return use.apply(bytes);
  }

  /// Length in bytes.
  public int length() {
    return bytes.length;
  }

  @Override
  public synchronized void close() {
    closed = true;
    Arrays.fill(bytes, (byte) 0);
  }

  @Override
  public String toString() {
    return "SecretBytes[REDACTED]";
  }
}
