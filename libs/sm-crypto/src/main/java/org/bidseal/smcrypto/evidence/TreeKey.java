package org.bidseal.smcrypto.evidence;

import org.bidseal.smcrypto.Hex;
import org.bidseal.smcrypto.Secret;

/// The 32-byte key of a segment tree. Secret until the opening, because a price list has few likely
/// values; published in the opening record after it, so that anyone can check the root.
public final class TreeKey extends Secret {
  /// Length in bytes.
  public static final int BYTES = 32;

  private TreeKey(byte[] bytes) {
    super(bytes, BYTES);
  }

  /// From 32 bytes, which are copied.
  ///
  /// @throws IllegalArgumentException on another length
  public static TreeKey of(byte[] bytes) {
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
    return Hex.encode(live());
  }

  /// A copy of the bytes, for implementations of [LeafHasher], which zero it.
  public byte[] exposeBytes() {
    return live().clone();
  }

  byte[] bytes() {
    return live();
  }
}
