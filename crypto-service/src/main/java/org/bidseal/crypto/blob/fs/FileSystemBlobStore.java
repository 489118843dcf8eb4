package org.bidseal.crypto.blob.fs;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
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
import org.bidseal.crypto.blob.LastingDraft;

/// Blobs as files below one directory. A draft lies in `.drafts` on the same file system; commit
/// forces it to the disk, renames it and forces the directory, so that after a crash the blob is
/// there whole or not at all. A draft that outlives its writer is a file of the same folder, found
/// again by its name. Everything is readable by this service's own user only.
final class FileSystemBlobStore implements BlobStore {
  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final FileAttribute<?> OWNER_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final Pattern DRAFT = Pattern.compile("[a-z0-9-]{1,64}\\.upload");

  /// Opens the channel that a draft is written to; a seam for the tests of a full disk.
  @FunctionalInterface
  interface ChannelOpener {
    FileChannel open(Path file, Set<? extends OpenOption> options) throws IOException;
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
    this(root, reserve, draftNames, (file, options) -> FileChannel.open(file, options, OWNER_FILE));
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
      throw FileFailures.of("cannot make the blob directory", e);
    }
  }

  @Override
  public BlobDraft begin(BlobName name, long expectedSize) {
    Path file = drafts.resolve(draftNames.get() + ".part");
    try {
      requireRoom(expectedSize);
      FileChannel channel = opener.open(file, Set.of(CREATE_NEW, WRITE));
      return new FileDraft(file, channel, fileOf(name), () -> requireRoom(0), false);
    } catch (IOException e) {
      throw FileFailures.of("cannot begin a blob", e);
    }
  }

  @Override
  public String prepare(BlobName name, long expectedSize) {
    String draft = draftNames.get() + ".upload";
    try {
      requireRoom(expectedSize);
      opener.open(drafts.resolve(draft), Set.of(CREATE_NEW, WRITE)).close();
      return draft;
    } catch (IOException e) {
      throw FileFailures.of("cannot begin a blob", e);
    }
  }

  @Override
  public LastingDraft resume(BlobName name, String draft, long durable) {
    Path file = fileOfDraft(draft);
    try {
      FileChannel channel = opener.open(file, Set.of(WRITE));
      try {
        return continued(channel, file, fileOf(name), durable);
      } catch (IOException | BlobStoreException e) {
        channel.close();
        throw e;
      }
    } catch (NoSuchFileException _) {
      throw new BlobMissingException(name);
    } catch (IOException e) {
      throw FileFailures.of("cannot continue a blob", e);
    }
  }

  private FileDraft continued(FileChannel channel, Path file, Path target, long durable)
      throws IOException {
    requireRoom(0);
    if (channel.size() < durable) {
      throw new BlobStoreException("a draft lost what was durable", null);
    }
    channel.truncate(durable).position(durable);
    return new FileDraft(file, channel, target, () -> requireRoom(0), true);
  }

  @Override
  public void abandon(BlobName name, String draft) {
    try {
      Files.deleteIfExists(fileOfDraft(draft));
    } catch (IOException e) {
      throw FileFailures.of("cannot discard a draft", e);
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
      throw FileFailures.of("cannot open a blob", e);
    }
  }

  @Override
  public void delete(BlobName name) {
    try {
      Files.deleteIfExists(fileOf(name));
    } catch (IOException e) {
      throw FileFailures.of("cannot delete a blob", e);
    }
  }

  /// Removes drafts that no live writer can still own.
  ///
  /// @param now the present
  /// @param age how long a draft was not written to; longer than an upload may take
  /// @return drafts removed
  int sweepDrafts(Instant now, Duration age) {
    int removed = 0;
    try (DirectoryStream<Path> parts = Files.newDirectoryStream(drafts, "*.{part,upload}")) {
      for (Path part : parts) {
        if (Files.getLastModifiedTime(part).toInstant().isBefore(now.minus(age))
            && Files.deleteIfExists(part)) {
          removed++;
        }
      }
    } catch (IOException e) {
      throw FileFailures.of("cannot sweep the drafts", e);
    }
    return removed;
  }

  private void requireRoom(long bytes) throws IOException {
    if (Files.getFileStore(drafts).getUsableSpace() - reserve < bytes) {
      throw new BlobStoreFullException("the blob store has no room left", null);
    }
  }

  private Path fileOfDraft(String draft) {
    if (!DRAFT.matcher(draft).matches()) {
      throw new IllegalArgumentException("not the handle of a draft");
    }
    return drafts.resolve(draft);
  }

  private Path fileOf(BlobName name) {
    return root.resolve(name.text() + ".blob");
  }

  static Path parent(Path file) {
    Path parent = file.getParent();
    if (parent == null) {
      throw new IllegalArgumentException("a blob lies in a directory");
    }
    return parent;
  }

  static void makeDirectories(Path directory) throws IOException {
    try {
      Files.createDirectories(directory, OWNER_ONLY);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(directory)) {
        throw e;
      }
    }
  }
}
