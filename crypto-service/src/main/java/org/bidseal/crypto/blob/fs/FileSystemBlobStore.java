package org.bidseal.crypto.blob.fs;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.bidseal.crypto.blob.BlobDraft;
import org.bidseal.crypto.blob.BlobMissingException;
import org.bidseal.crypto.blob.BlobName;
import org.bidseal.crypto.blob.BlobReader;
import org.bidseal.crypto.blob.BlobStore;
import org.bidseal.crypto.blob.BlobStoreException;
import org.bidseal.crypto.blob.BlobStoreFullException;

/// Blobs as files below one directory. A draft lies in `.drafts` on the same file system; commit
/// forces it to the disk, renames it and forces the directory, so that after a crash the blob is
/// there whole or not at all. Everything is readable by this service's own user only.
final class FileSystemBlobStore implements BlobStore {
  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final FileAttribute<?> OWNER_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private static final Pattern DRAFT = Pattern.compile("[A-Za-z0-9-]+\\.part");

  /// Opens the channel that a draft is written to; a seam for the tests of a full disk.
  @FunctionalInterface
  interface ChannelOpener {
    FileChannel open(Path file) throws IOException;
  }

  private final Path root;
  private final Path drafts;
  private final long reserve;
  private final Supplier<String> draftNames;
  private final ChannelOpener opener;

  /// @param root directory, made if absent
  /// @param reserve bytes of the file system that stay free: other users of the disk, such as the
  ///   database, must not be the first to find it full
  /// @param draftNames unique names of draft files
  FileSystemBlobStore(Path root, long reserve, Supplier<String> draftNames) {
    this(
        root,
        reserve,
        draftNames,
        file -> FileChannel.open(file, Set.of(CREATE_NEW, WRITE), OWNER_FILE));
  }

  FileSystemBlobStore(Path root, long reserve, Supplier<String> draftNames, ChannelOpener opener) {
    this.root = root.toAbsolutePath().normalize();
    this.drafts = this.root.resolve(".drafts");
    this.reserve = reserve;
    this.draftNames = draftNames;
    this.opener = opener;
    try {
      Files.createDirectories(drafts, OWNER_ONLY);
    } catch (IOException e) {
      throw failed("cannot make the blob directory", e);
    }
  }

  @Override
  public BlobDraft begin(BlobName name, long expectedSize) {
    Path file = drafts.resolve(draftNames.get() + ".part");
    try {
      long room = Files.getFileStore(drafts).getUsableSpace() - reserve;
      if (room < expectedSize) {
        throw new BlobStoreFullException("the blob store has no room left", null);
      }
      return new FileDraft(file, opener.open(file), directoryOf(name), fileOf(name), 0);
    } catch (IOException e) {
      throw failed("cannot begin a blob", e);
    }
  }

  @Override
  public Optional<BlobDraft> resume(BlobName name, String handle, long written) {
    if (!DRAFT.matcher(handle).matches()) {
      return Optional.empty();
    }
    Path mine = drafts.resolve(draftNames.get() + ".part");
    try {
      // Taken away first: its earlier writer, should it live, can no longer commit it.
      Files.move(drafts.resolve(handle), mine, ATOMIC_MOVE);
      FileChannel channel = FileChannel.open(mine, WRITE);
      if (channel.size() < written) {
        channel.close();
        Files.delete(mine);
        return Optional.empty();
      }
      channel.truncate(written).position(written);
      return Optional.of(new FileDraft(mine, channel, directoryOf(name), fileOf(name), written));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (IOException e) {
      throw failed("cannot go on with a draft", e);
    }
  }

  @Override
  public BlobReader open(BlobName name) {
    try {
      FileChannel channel = FileChannel.open(fileOf(name), READ);
      return new FileReader(channel, channel.size());
    } catch (NoSuchFileException _) {
      throw new BlobMissingException(name);
    } catch (IOException e) {
      throw failed("cannot open a blob", e);
    }
  }

  @Override
  public void delete(BlobName name) {
    try {
      Files.deleteIfExists(fileOf(name));
    } catch (IOException e) {
      throw failed("cannot delete a blob", e);
    }
  }

  /// Removes drafts that no live writer can still own.
  ///
  /// @param now the present
  /// @param age how old a draft must be; longer than the longest upload
  /// @return drafts removed
  int sweepDrafts(Instant now, Duration age) {
    int removed = 0;
    try (DirectoryStream<Path> parts = Files.newDirectoryStream(drafts, "*.part")) {
      for (Path part : parts) {
        if (Files.getLastModifiedTime(part).toInstant().isBefore(now.minus(age))
            && Files.deleteIfExists(part)) {
          removed++;
        }
      }
    } catch (IOException e) {
      throw failed("cannot sweep the drafts", e);
    }
    return removed;
  }

  private Path directoryOf(BlobName name) {
    int slash = name.text().lastIndexOf('/');
    return slash < 0 ? root : root.resolve(name.text().substring(0, slash));
  }

  private Path fileOf(BlobName name) {
    return root.resolve(name.text() + ".blob");
  }

  private static BlobStoreException failed(String what, IOException cause) {
    String reason = cause.getMessage() == null ? "" : cause.getMessage().toLowerCase(Locale.ROOT);
    // The JDK has no type for ENOSPC and EDQUOT, only the system's own words.
    return reason.contains("no space left") || reason.contains("quota exceeded")
        ? new BlobStoreFullException("the blob store has no room left", cause)
        : new BlobStoreException(what, cause);
  }

  private static void makeDirectories(Path directory) throws IOException {
    try {
      Files.createDirectories(directory, OWNER_ONLY);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(directory)) {
        throw e;
      }
    }
  }

  private static void force(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, READ)) {
      channel.force(true);
    }
  }

  private static final class FileDraft implements BlobDraft {
    private final Path file;
    private final FileChannel channel;
    private final Path directory;
    private final Path target;
    private long written;
    private boolean finished;

    FileDraft(Path file, FileChannel channel, Path directory, Path target, long written) {
      this.file = file;
      this.channel = channel;
      this.directory = directory;
      this.target = target;
      this.written = written;
    }

    @Override
    public void write(ByteBuffer bytes) {
      try {
        while (bytes.hasRemaining()) {
          written += channel.write(bytes);
        }
      } catch (IOException e) {
        throw failed("cannot write a blob", e);
      }
    }

    @Override
    public long written() {
      return written;
    }

    @Override
    public void commit() {
      if (finished) {
        throw new IllegalStateException("the draft is finished");
      }
      try {
        channel.force(true);
        channel.close();
        makeDirectories(directory);
        Files.move(file, target, ATOMIC_MOVE);
        finished = true;
        force(directory);
        // The directory may be new itself.
        force(directory.resolve("..").normalize());
      } catch (IOException e) {
        throw failed("cannot complete a blob", e);
      }
    }

    @Override
    public Optional<String> checkpoint() {
      try {
        channel.force(true);
        force(file.resolveSibling("."));
        return Optional.of(String.valueOf(file.getFileName()));
      } catch (IOException e) {
        throw failed("cannot keep a draft", e);
      }
    }

    @Override
    public void leave() {
      if (finished) {
        return;
      }
      finished = true;
      try {
        channel.close();
      } catch (IOException e) {
        throw failed("cannot leave a draft", e);
      }
    }

    @Override
    public void close() {
      if (finished) {
        return;
      }
      finished = true;
      try {
        channel.close();
        Files.deleteIfExists(file);
      } catch (IOException e) {
        throw failed("cannot discard a draft", e);
      }
    }
  }

  private record FileReader(FileChannel channel, long size) implements BlobReader {
    @Override
    public int read(long position, ByteBuffer target) {
      int total = 0;
      try {
        while (target.hasRemaining()) {
          int read = channel.read(target, position + total);
          if (read < 0) {
            break;
          }
          total += read;
        }
        return total;
      } catch (IOException e) {
        throw failed("cannot read a blob", e);
      }
    }

    @Override
    public void close() {
      try {
        channel.close();
      } catch (IOException e) {
        throw failed("cannot close a blob", e);
      }
    }
  }
}
