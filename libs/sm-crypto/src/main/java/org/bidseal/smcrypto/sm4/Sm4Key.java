package org.bidseal.smcrypto.sm4;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.security.auth.Destroyable;

/// An SM4 key: 16 secret bytes, zeroed when closed.
public final class Sm4Key implements AutoCloseable, Destroyable {
  /// Length in bytes.
  public static final int BYTES = 16;

  private final byte[] bytes;
  private boolean destroyed;

  private Sm4Key(byte[] bytes) {
    this.bytes = bytes;
  }

  /// Draws a key.
  public static Sm4Key random(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new Sm4Key(bytes);
  }

  /// From 16 bytes, which are copied.
  ///
  /// @throws IllegalArgumentException on another length
  public static Sm4Key of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("an SM4 key has 16 bytes");
    }
    return new Sm4Key(bytes.clone());
  }

  /// A copy of the bytes, for implementations of [Sm4Gcm], which zero it.
  public byte[] exposeBytes() {
    if (destroyed) {
      throw new IllegalStateException("the key was destroyed");
    }
    return bytes.clone();
  }

  @Override
  public void destroy() {
    Arrays.fill(bytes, (byte) 0);
    destroyed = true;
  }

  @Override
  public boolean isDestroyed() {
    return destroyed;
  }

  @Override
  public void close() {
    destroy();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Sm4Key that && MessageDigest.isEqual(exposeBytes(), that.exposeBytes());
  }

  /// The same for all keys: a hash of a secret is a leak.
  @Override
  public int hashCode() {
    return Sm4Key.class.hashCode();
  }

  @Override
  public String toString() {
    return "Sm4Key[REDACTED]";
  }
}
