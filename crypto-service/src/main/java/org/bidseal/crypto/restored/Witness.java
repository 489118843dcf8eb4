package org.bidseal.crypto.restored;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/// The marks that databases were seen to have reached: a file for each, by the database's lineage,
/// in the folder `bidseal.crypto.witness`. It lies where no restoring of the database reaches it,
/// and is never ahead of a database that lost nothing: a mark is committed there before it is
/// written here.
@Component
class Witness {
  private final Path folder;

  Witness(@Value("${bidseal.crypto.witness}") Path folder) {
    this.folder = folder;
  }

  /// The last mark; 0 for a database that was never seen.
  ///
  /// @throws UncheckedIOException if it cannot be read
  long read(UUID lineage) {
    Path file = folder.resolve(lineage.toString());
    try {
      return Files.exists(file) ? Long.parseLong(Files.readString(file).strip()) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Writes a committed mark. Replicas may write in another order than they committed; then the
  /// file is a little behind until the next one.
  ///
  /// @throws UncheckedIOException if it cannot be written
  void write(UUID lineage, long mark) {
    try {
      Files.createDirectories(folder);
      Path draft = Files.createTempFile(folder, "mark", ".draft");
      Files.writeString(draft, mark + "\n", StandardCharsets.US_ASCII);
      Files.move(
          draft,
          folder.resolve(lineage.toString()),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
