package org.bidseal.smcrypto;

import java.nio.ByteBuffer;
import java.util.UUID;

/// An id as its 16 bytes, big-endian, as binary formats carry it; proofs and statements carry its
/// text ([Fields#add(UUID)]).
public final class IdBytes {
  /// Length in bytes.
  public static final int BYTES = 16;

  private IdBytes() {}

  /// The bytes of an id.
  public static byte[] of(UUID id) {
    return ByteBuffer.allocate(BYTES)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .array();
  }

  /// The id of 16 bytes.
  ///
  /// @throws IllegalArgumentException on another length
  public static UUID read(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("an id has 16 bytes");
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new UUID(buffer.getLong(), buffer.getLong());
  }
}
