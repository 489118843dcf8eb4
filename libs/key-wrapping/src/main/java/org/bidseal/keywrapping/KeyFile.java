package org.bidseal.keywrapping;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Properties;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/// A file of key-encryption keys, one line a version: `1=base64 of 32 bytes`. The highest version
/// is the current one. Readable by its owner only.
final class KeyFile {
  private static final int KEY_BYTES = 32;
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private KeyFile() {}

  static SortedMap<Integer, SecretKey> readOrCreate(Path file, SecureRandom random)
      throws IOException {
    if (!Files.exists(file)) {
      create(file, random);
    }
    requireOwnerOnly(file);
    Properties lines = new Properties();
    try (var reader = Files.newBufferedReader(file)) {
      lines.load(reader);
    }
    SortedMap<Integer, SecretKey> keys = new TreeMap<>();
    for (String version : lines.stringPropertyNames()) {
      byte[] key = Base64.getDecoder().decode(lines.getProperty(version).strip());
      if (key.length != KEY_BYTES) {
        throw new IOException(file + ": key " + version + " does not have 32 bytes");
      }
      keys.put(Integer.valueOf(version), new SecretKeySpec(key, "AES"));
    }
    if (keys.isEmpty()) {
      throw new IOException(file + ": no key in it");
    }
    return keys;
  }

  private static void requireOwnerOnly(Path file) throws IOException {
    if (!OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
      throw new IOException(file + ": open to others than its owner; its mode must be 0600");
    }
  }

  /// Links a finished file into place, so that two services that start at once agree on one key.
  private static void create(Path file, SecureRandom random) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    Path draft =
        Files.createTempFile(
            folder, "key", ".draft", PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    try {
      byte[] key = new byte[KEY_BYTES];
      random.nextBytes(key);
      Files.writeString(
          draft, "1=" + Base64.getEncoder().encodeToString(key) + "\n", StandardCharsets.US_ASCII);
      Files.createLink(file, draft);
    } catch (FileAlreadyExistsException theOtherWasFaster) {
      return;
    } finally {
      Files.delete(draft);
    }
  }
}
