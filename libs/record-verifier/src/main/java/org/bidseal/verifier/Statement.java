package org.bidseal.verifier;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bidseal.verifier.json.MalformedException;
import org.bidseal.verifier.json.Part;

/// The bytes of a bid statement: fields of `uint16 length ‖ bytes` (docs/bid-envelope.md).
final class Statement {
  private Statement() {}

  static List<byte[]> fields(Part statement, byte[] bytes) {
    List<byte[]> fields = new ArrayList<>();
    int at = 0;
    while (at < bytes.length) {
      if (bytes.length - at < 2) {
        throw cut(statement);
      }
      int length = ((bytes[at] & 0xff) << 8) | (bytes[at + 1] & 0xff);
      at += 2;
      if (bytes.length - at < length) {
        throw cut(statement);
      }
      fields.add(Arrays.copyOfRange(bytes, at, at + length));
      at += length;
    }
    return fields;
  }

  static Instant time(Part statement, byte[] field) {
    try {
      return Instant.parse(new String(field, UTF_8));
    } catch (DateTimeException _) {
      throw new MalformedException(statement.name() + ".bytes", "have no time");
    }
  }

  private static MalformedException cut(Part statement) {
    return new MalformedException(statement.name() + ".bytes", "are cut");
  }
}
