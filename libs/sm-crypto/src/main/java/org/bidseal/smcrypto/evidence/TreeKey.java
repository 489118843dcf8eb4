package org.bidseal.smcrypto.evidence;

import java.security.MessageDigest;
import java.util.Arrays;
import org.bidseal.smcrypto.Hex;

/// The 32-byte key of a segment tree. Secret until the opening, because a price list has few likely
/// values; published in the opening record after it, so that anyone can check the root.
public final class TreeKey implements AutoCloseable {
  /// Length in bytes.
  public static final int BYTES = 32;

  private final byte[] bytes;
  private boolean destroyed;

  private TreeKey(byte[] bytes) {
    this.bytes = bytes;
  }

  /// From 32 bytes, which are copied.
  ///
  /// @throws IllegalArgumentException on another length
  public static TreeKey of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a tree key has 32 bytes");
    }
    return new TreeKey(bytes.clone());
  }

  /// From 64 lower-case hexadecimal digits.
  ///
  /// @throws IllegalArgumentException on any other text
  public static TreeKey ofHex(String text) {
    return new TreeKey(Hex.decode(text, BYTES));
  }

  /// For the opening record, once the bid is open.
  public String exposeHex() {
    return Hex.encode(bytes());
  }

  /// A copy of the bytes, for implementations of [LeafHasher], which zero it.
  public byte[] exposeBytes() {
    return bytes().clone();
  }

  byte[] bytes() {
    if (destroyed) {
      throw new IllegalStateException("the tree key was destroyed");
    }
    return bytes;
  }

  @Override
  public void close() {
    Arrays.fill(bytes, (byte) 0);
    destroyed = true;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TreeKey that && MessageDigest.isEqual(bytes(), that.bytes());
  }

  /// The same for all keys: a hash of a secret is a leak.
  @Override
  public int hashCode() {
    return TreeKey.class.hashCode();
  }

  @Override
  public String toString() {
    return "TreeKey[REDACTED]";
  }
}
