package org.bidseal.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Passwords and client secrets of one installation: made at random when first asked for, kept in a
/// properties file that only its owner can read, the same at every later start.
@EntryPoint
public final class Secrets {
  /// No look-alikes (0 O, 1 l I): some of these are typed by hand.
  private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

  private static final int LENGTH = 24;

  private final Path file;
  private final Map<String, String> values = new TreeMap<>();
  private final SecureRandom random = new SecureRandom();

  private Secrets(Path file) {
    this.file = file;
  }

  /// Reads the file, or starts an empty one that is written with the first secret.
  public static Secrets load(Path file) {
    Secrets secrets = new Secrets(file);
    try {
      if (Files.exists(file)) {
        for (String line : Files.readAllLines(file)) {
          int equals = line.indexOf('=');
          if (equals > 0) {
            secrets.values.put(line.substring(0, equals), line.substring(equals + 1));
          }
        }
      }
      return secrets;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The secret of this name: 24 characters (about 139 bits) that need no quoting anywhere.
  public synchronized String get(String name) {
    String known = values.get(name);
    if (known != null) {
      return known;
    }
    String made =
        random
            .ints(LENGTH, 0, ALPHABET.length())
            .mapToObj(i -> String.valueOf(ALPHABET.charAt(i)))
            .collect(Collectors.joining());
    values.put(name, made);
    save();
    return made;
  }

  private void save() {
    try {
      OwnerOnly.write(
          file,
          values.entrySet().stream()
              .map(e -> e.getKey() + "=" + e.getValue() + "\n")
              .collect(Collectors.joining()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return "Secrets[" + file + ", " + values.size() + " redacted]";
  }
}
