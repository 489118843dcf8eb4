package org.bidseal.keywrapping;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where the PIN of a token comes from: a file that only its owner reads, or an environment
/// variable. It is read at each login and kept nowhere. A command line is no place for it: every
/// user of the machine can read that.
final class TokenPin {
  static final String FILE = "bidseal.key-wrapping.pkcs11.pin-file";
  static final String VARIABLE = "BIDSEAL_KEYWRAPPING_PKCS11_PIN";

  private final @Nullable Path file;
  private final Map<String, String> environment;

  /// @param file null: the environment variable has it
  TokenPin(@Nullable Path file, Map<String, String> environment) {
    this.file = file;
    this.environment = environment;
  }

  /// The PIN; the caller fills it with zeros.
  ///
  /// @throws IOException if there is none
  char[] read() throws IOException {
    if (file == null) {
      String pin = environment.get(VARIABLE);
      if (pin == null || pin.isEmpty()) {
        throw new IOException(
            "No PIN for the token: set " + FILE + " to a file of mode 0600, or " + VARIABLE);
      }
      return pin.toCharArray();
    }
    OwnerOnly.require(file);
    byte[] bytes = Files.readAllBytes(file);
    CharBuffer text = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes));
    try {
      int end = text.length();
      while (end > 0 && Character.isWhitespace(text.charAt(end - 1))) {
        end--;
      }
      char[] pin = new char[end];
      text.get(pin);
      return pin;
    } finally {
      Arrays.fill(bytes, (byte) 0);
      Arrays.fill(text.array(), '\0');
    }
  }

  @Override
  public String toString() {
    return "TokenPin[REDACTED]";
  }
}
