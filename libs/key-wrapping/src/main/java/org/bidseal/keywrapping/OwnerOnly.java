package org.bidseal.keywrapping;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Files with secrets are their owner's.
final class OwnerOnly {
  static final Set<PosixFilePermission> READ_AND_WRITE =
      PosixFilePermissions.fromString("rw-------");

  private OwnerOnly() {}

  /// @throws IOException if the file is not there, or open to others
  static void require(Path file) throws IOException {
    if (!READ_AND_WRITE.containsAll(Files.getPosixFilePermissions(file))) {
      throw new IOException(file + ": open to others than its owner; its mode must be 0600");
    }
  }
}
