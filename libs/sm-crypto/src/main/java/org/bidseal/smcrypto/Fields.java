package org.bidseal.smcrypto;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/// Canonical bytes of a list of fields, each `uint16 length ‖ bytes`, in the order added: what
/// proofs are bound to and statements are signed over. Text is UTF-8, ids are canonical lower-case
/// UUIDs.
public final class Fields {
  private static final int MAX_LENGTH = 0xffff;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /// Takes a concatenation apart.
  ///
  /// @throws IllegalArgumentException if a field is cut off
  public static List<byte[]> read(byte[] concatenation) {
    List<byte[]> fields = new ArrayList<>();
    for (int at = 0; at < concatenation.length; ) {
      if (concatenation.length - at < 2) {
        throw new IllegalArgumentException("a field's length is cut off");
      }
      int length = Short.toUnsignedInt(ByteBuffer.wrap(concatenation, at, 2).getShort());
      at += 2;
      if (concatenation.length - at < length) {
        throw new IllegalArgumentException("a field is cut off");
      }
      fields.add(Arrays.copyOfRange(concatenation, at, at + length));
      at += length;
    }
    return fields;
  }

  /// Appends raw bytes.
  ///
  /// @throws IllegalArgumentException beyond 65,535 bytes
  public Fields add(byte[] field) {
    if (field.length > MAX_LENGTH) {
      throw new IllegalArgumentException("a field has at most 65,535 bytes");
    }
    out.write(field.length >> 8);
    out.write(field.length);
    out.writeBytes(field);
    return this;
  }

  /// Appends text.
  public Fields add(String text) {
    return add(text.getBytes(StandardCharsets.UTF_8));
  }

  /// Appends an id as its canonical text.
  public Fields add(UUID id) {
    return add(id.toString());
  }

  /// Appends the raw bytes of a digest.
  public Fields add(Sm3Hash digest) {
    return add(digest.bytes());
  }

  /// Appends the 65 bytes of a point.
  public Fields add(Point point) {
    return add(point.encoded());
  }

  /// The concatenation.
  public byte[] bytes() {
    return out.toByteArray();
  }
}
