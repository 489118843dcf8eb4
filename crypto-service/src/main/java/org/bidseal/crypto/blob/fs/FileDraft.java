package org.bidseal.crypto.blob.fs;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.READ;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bidseal.crypto.blob.BlobDraft;
import org.bidseal.crypto.blob.LastingDraft;

/// A file that is written and then renamed. It is forced to the disk before its new name is, so
/// that after a crash the blob is there whole or not at all.
final class FileDraft implements BlobDraft, LastingDraft {
  /// Says whether there is still room to write.
  @FunctionalInterface
  interface Room {
    void check() throws IOException;
  }

  private final Path file;
  private final FileChannel channel;
  private final Path target;
  private final Room room;
  private final boolean lasting;
  private long written;
  private boolean finished;

  /// @param channel open for writing, at its end
  /// @param target where the file goes at last
  /// @param lasting whether the file stays when the draft is closed
  FileDraft(Path file, FileChannel channel, Path target, Room room, boolean lasting)
      throws IOException {
    this.file = file;
    this.channel = channel;
    this.target = target;
    this.room = room;
    this.lasting = lasting;
    this.written = lasting ? channel.position() : 0;
  }

  @Override
  public void write(ByteBuffer bytes) {
    try {
      while (bytes.hasRemaining()) {
        written += channel.write(bytes);
      }
    } catch (IOException e) {
      throw FileFailures.of("cannot write a blob", e);
    }
  }

  @Override
  public long written() {
    return written;
  }

  @Override
  public void sync() {
    try {
      channel.force(false);
      room.check();
    } catch (IOException e) {
      throw FileFailures.of("cannot write a blob", e);
    }
  }

  @Override
  public void commit() {
    if (finished) {
      throw new IllegalStateException("the draft is finished");
    }
    try {
      channel.force(true);
      channel.close();
      Path directory = FileSystemBlobStore.parent(target);
      FileSystemBlobStore.makeDirectories(directory);
      Files.move(file, target, ATOMIC_MOVE);
      finished = true;
      force(directory);
      // The directory may be new itself.
      force(directory.resolve("..").normalize());
    } catch (IOException e) {
      throw FileFailures.of("cannot complete a blob", e);
    }
  }

  private static void force(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, READ)) {
      channel.force(true);
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
      if (!lasting) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw FileFailures.of("cannot let go of a draft", e);
    }
  }
}
