package org.bidseal.keywrapping;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// A file of key-encryption keys, one line a version: `1=base64 of 32 bytes`. The highest version
/// is current, unless a line `current=1` says otherwise. Readable by its owner only.
final class KeyFile implements KekStore {
  private static final int KEY_BYTES = 32;
  private static final String CURRENT = "current";

  private final Path file;
  private final SecureRandom random;

  KeyFile(Path file, SecureRandom random) {
    this.file = file;
    this.random = random;
  }

  @Override
  public KekGenerations read() throws IOException {
    OwnerOnly.require(file);
    SortedMap<Integer, SecretKey> keys = new TreeMap<>();
    int current = KekGenerations.NEWEST;
    for (String line : Files.readAllLines(file, StandardCharsets.US_ASCII)) {
      int equals = line.indexOf('=');
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      if (equals < 0) {
        throw new IOException(file + ": a line is no key");
      }
      String name = line.substring(0, equals).strip();
      String value = line.substring(equals + 1).strip();
      if (name.equals(CURRENT)) {
        current = version(value);
      } else {
        keys.put(version(name), key(name, value));
      }
    }
    try {
      return new KekGenerations(keys, current);
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  private int version(String text) throws IOException {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IOException(file + ": a version is a number", e);
    }
  }

  private SecretKey key(String version, String base64) throws IOException {
    byte[] key;
    try {
      key = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": key " + version + " is not base64", e);
    }
    if (key.length != KEY_BYTES) {
      throw new IOException(file + ": key " + version + " does not have 32 bytes");
    }
    return new SecretKeySpec(key, "AES");
  }

  @Override
  public int add() throws IOException {
    KekGenerations now = read();
    int next = now.keys().lastKey() + 1;
    SortedMap<Integer, SecretKey> keys = new TreeMap<>(now.keys());
    keys.put(next, draw());
    replace(new KekGenerations(keys, pinned(now)));
    return next;
  }

  /// A version that was chosen stays current; the newest gives way to a newer one.
  private int pinned(KekGenerations now) throws IOException {
    boolean chosen =
        Files.readAllLines(file, StandardCharsets.US_ASCII).stream()
            .anyMatch(line -> line.startsWith(CURRENT));
    return chosen ? now.current() : KekGenerations.NEWEST;
  }

  @Override
  public void remove(int version) throws IOException {
    KekGenerations now = read();
    if (now.find(version) == null) {
      throw new IOException(file + ": there is no key " + version);
    }
    if (version == now.current()) {
      throw new IOException(file + ": key " + version + " is the current one");
    }
    SortedMap<Integer, SecretKey> keys = new TreeMap<>(now.keys());
    keys.remove(version);
    replace(new KekGenerations(keys, now.current()));
  }

  @Override
  public void choose(int version) throws IOException {
    try {
      replace(new KekGenerations(read().keys(), version));
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  private void replace(KekGenerations generations) throws IOException {
    Path draft = draft(generations);
    try {
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  /// Links a finished file into place, so that two services that start at once agree on one key.
  void createIfMissing() throws IOException {
    if (Files.exists(file)) {
      return;
    }
    SortedMap<Integer, SecretKey> first = new TreeMap<>();
    first.put(1, draw());
    Files.createDirectories(folder());
    Path draft = draft(new KekGenerations(first, KekGenerations.NEWEST));
    try {
      Files.createLink(file, draft);
    } catch (FileAlreadyExistsException theOtherWasFaster) {
      return;
    } finally {
      Files.delete(draft);
    }
  }

  private Path draft(KekGenerations generations) throws IOException {
    StringBuilder lines = new StringBuilder();
    generations
        .keys()
        .forEach((version, key) ->
            lines.append(version).append('=').append(base64(key.getEncoded())).append('\n'));
    if (generations.current() != generations.keys().lastKey()) {
      lines.append(CURRENT).append('=').append(generations.current()).append('\n');
    }
    Path draft =
        Files.createTempFile(
            folder(),
            "key",
            ".draft",
            PosixFilePermissions.asFileAttribute(OwnerOnly.READ_AND_WRITE));
    Files.writeString(draft, lines, StandardCharsets.US_ASCII);
    return draft;
  }

  private Path folder() throws IOException {
    @Nullable Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IOException(file + ": not a file");
    }
    return folder;
  }

  private static String base64(byte[] key) {
    return Base64.getEncoder().encodeToString(key);
  }

  private SecretKey draw() {
    byte[] key = new byte[KEY_BYTES];
    random.nextBytes(key);
    return new SecretKeySpec(key, "AES");
  }
}
