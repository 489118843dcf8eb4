package org.bidseal.smcrypto;

import java.security.MessageDigest;
import java.util.Arrays;
import javax.security.auth.Destroyable;

/// Secret bytes in memory: zeroed when closed, compared in constant time, never shown. Two are
/// equal if they are of one type and hold the same bytes.
public abstract class Secret implements AutoCloseable, Destroyable {
  private final byte[] bytes;
  private boolean destroyed;

  /// @param bytes which are this object's from now on
  /// @param length how many a secret of this type has
  /// @throws IllegalArgumentException on another length
  protected Secret(byte[] bytes, int length) {
    if (bytes.length != length) {
      throw new IllegalArgumentException("expected " + length + " secret bytes");
    }
    this.bytes = bytes;
  }

  /// The bytes themselves.
  ///
  /// @throws IllegalStateException once destroyed
  protected final byte[] live() {
    if (destroyed) {
      throw new IllegalStateException(getClass().getSimpleName() + " was destroyed");
    }
    return bytes;
  }

  @Override
  public final void destroy() {
    Arrays.fill(bytes, (byte) 0);
    destroyed = true;
  }

  @Override
  public final boolean isDestroyed() {
    return destroyed;
  }

  @Override
  public final void close() {
    destroy();
  }

  @Override
  public final boolean equals(Object other) {
    return other instanceof Secret that
        && getClass() == that.getClass()
        && MessageDigest.isEqual(live(), that.live());
  }

  /// The same for all of a type: a hash of a secret is a leak.
  @Override
  public final int hashCode() {
    return getClass().hashCode();
  }

  @Override
  public final String toString() {
    return getClass().getSimpleName() + "[REDACTED]";
  }
}
