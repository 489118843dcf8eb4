package org.bidseal.keywrapping;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// What a wrapped secret is bound to: unwrapping under other associated data fails, so a ciphertext
/// moved to another row, or restored from an older generation, is worthless.
///
/// @param purpose what kind of secret, such as `server-share`
/// @param fields what identifies it, such as key id and generation
public record Aad(String purpose, List<String> fields) {
  public Aad {
    fields = List.copyOf(fields);
  }

  /// Fields in order, by their text.
  public static Aad of(String purpose, Object... fields) {
    return new Aad(purpose, Arrays.stream(fields).map(String::valueOf).toList());
  }

  /// Each field as `uint16 length ‖ UTF-8`, the purpose first: no two lists give the same bytes.
  public byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      write(out, purpose);
      for (String field : fields) {
        write(out, field);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void write(DataOutputStream out, String field) throws IOException {
    byte[] text = field.getBytes(StandardCharsets.UTF_8);
    if (text.length > 0xffff) {
      throw new IllegalArgumentException("a field has at most 65,535 bytes");
    }
    out.writeShort(text.length);
    out.write(text);
  }
}
