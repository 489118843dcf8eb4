package org.bidseal.crypto.blob.fs;

import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.bidseal.crypto.blob.BlobDraft;
import org.bidseal.crypto.blob.BlobMissingException;
import org.bidseal.crypto.blob.BlobName;
import org.bidseal.crypto.blob.BlobReader;
import org.bidseal.crypto.blob.BlobStore;
import org.bidseal.crypto.blob.BlobStoreContract;
import org.bidseal.crypto.blob.BlobStoreException;
import org.bidseal.crypto.blob.BlobStoreFullException;
import org.bidseal.crypto.blob.LastingDraft;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class FileSystemBlobStoreTest extends BlobStoreContract {
  private static final Instant NOW = Instant.parse("2026-11-01T08:00:00Z");

  @TempDir Path directory = Path.of("");

  @Override
  protected BlobStore store() {
    return new FileSystemBlobStore(directory, 0, names());
  }

  @Test
  void noNameLeavesTheDirectory() {
    for (String bad : new String[] {"", "..", "a/../b", "/etc/passwd", "a//b", "A", "a/", "a.b"}) {
      assertThatThrownBy(() -> new BlobName(bad)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void filesAreTheOwnersOnly() throws IOException {
    BlobStore store = store();
    try (BlobDraft draft = store.begin(name(), 0)) {
      draft.commit();
    }
    Path file = directory.resolve(name().text() + ".blob");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void aBlobThatCannotFitIsRefusedBeforeItsFirstByte() {
    BlobStore store = new FileSystemBlobStore(directory, Long.MAX_VALUE / 2, names());
    assertThatThrownBy(() -> store.begin(name(), 1)).isInstanceOf(BlobStoreFullException.class);
    assertThat(leftovers()).isZero();
  }

  /// `/dev/full` answers every write with ENOSPC.
  @Test
  @EnabledOnOs(OS.LINUX)
  void aDiskThatFillsUpLeavesNothingBehind() {
    BlobStore store =
        new FileSystemBlobStore(
            directory, 0, names(), (_, _) -> FileChannel.open(Path.of("/dev/full"), WRITE));
    try (BlobDraft draft = store.begin(name(), 0)) {
      assertThatThrownBy(() -> draft.write(bytes("x"))).isInstanceOf(BlobStoreFullException.class);
    }
    assertThat(leftovers()).isZero();
    assertThatThrownBy(() -> store.open(name())).isInstanceOf(BlobMissingException.class);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aDiskThatFillsUpDuringAnUploadKeepsWhatWasDurable() {
    BlobStore store = store();
    String draft = store.prepare(name(), 100);
    try (LastingDraft writer = store.resume(name(), draft, 0)) {
      writer.write(bytes("half"));
      writer.sync();
    }
    BlobStore full = new FileSystemBlobStore(directory, Long.MAX_VALUE / 2, names());
    assertThatThrownBy(() -> full.resume(name(), draft, 4))
        .isInstanceOf(BlobStoreFullException.class);

    try (LastingDraft writer = store.resume(name(), draft, 4)) {
      writer.write(bytes(" done"));
      writer.commit();
    }
    try (BlobReader reader = store.open(name())) {
      assertThat(reader.size()).isEqualTo(9);
    }
  }

  @Test
  void aReaderKeepsTheFileThatWasReplaced() {
    BlobStore store = store();
    put(store, "the first one");
    try (BlobReader old = store.open(name())) {
      put(store, "two");
      ByteBuffer target = ByteBuffer.allocate(100);
      assertThat(old.read(0, target)).isEqualTo("the first one".length());
    }
  }

  private static void put(BlobStore store, String text) {
    try (BlobDraft draft = store.begin(name(), 0)) {
      draft.write(bytes(text));
      draft.commit();
    }
  }

  @Test
  void aStoreThatIsGoneSaysSo() throws IOException {
    BlobStore store = store();
    Files.delete(directory.resolve(".drafts"));
    assertThatThrownBy(() -> store.prepare(name(), 1))
        .isInstanceOf(BlobStoreException.class)
        .isNotInstanceOf(BlobStoreFullException.class);
  }

  @Test
  void onlyOldDraftsAreSwept() throws IOException {
    var store = new FileSystemBlobStore(directory, 0, names());
    Path old = Files.createFile(directory.resolve(".drafts/old.upload"));
    Path young = Files.createFile(directory.resolve(".drafts/young.part"));
    Files.setLastModifiedTime(old, FileTime.from(NOW.minus(Duration.ofHours(25))));
    Files.setLastModifiedTime(young, FileTime.from(NOW.minus(Duration.ofHours(23))));

    assertThat(store.sweepDrafts(NOW, Duration.ofHours(24))).isEqualTo(1);

    assertThat(old).doesNotExist();
    assertThat(young).exists();
  }

  private long leftovers() {
    try (Stream<Path> drafts = Files.list(directory.resolve(".drafts"))) {
      return drafts.count();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Supplier<String> names() {
    var next = new AtomicInteger();
    return () -> "draft-" + next.incrementAndGet();
  }
}
