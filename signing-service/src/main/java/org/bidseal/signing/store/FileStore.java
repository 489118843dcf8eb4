package org.bidseal.signing.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.regex.Pattern;
import org.bidseal.servicedefaults.Ids;
import org.bidseal.smcrypto.Sm3Stream;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/// A folder of files, named by this class and never by a caller. A file is written under its own
/// name before any row refers to it, so a crash leaves at most a file that nobody refers to.
///
/// The folder is local or a shared mount: replicas must see the same files.
public final class FileStore {
  private static final int CHUNK = 1 << 16;
  private static final Pattern NAME = Pattern.compile("[0-9a-f]{2}/[0-9a-f-]{36}\\.pdf");

  private final Path folder;
  private final Ids ids;
  private final Scheduler disk = Schedulers.boundedElastic();

  /// Opens the folder and makes it where it is missing.
  public FileStore(Path folder, Ids ids) {
    this.folder = folder.toAbsolutePath().normalize();
    this.ids = ids;
    try {
      Files.createDirectories(this.folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A name that no file has; its folder exists. Blocks.
  public String newName() {
    UUID id = ids.next();
    String text = id.toString();
    String name = text.substring(text.length() - 2) + "/" + text + ".pdf";
    try {
      Files.createDirectories(path(name).getParent());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return name;
  }

  /// Where the file of this name is.
  ///
  /// @throws IllegalArgumentException if the name was not given by this store
  public Path path(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("not a name of this store");
    }
    return folder.resolve(name);
  }

  /// Writes a stream to a new file, hashing on the way. Nothing stays behind if the stream fails,
  /// is cancelled, or is longer than the limit ([FileTooLargeException]).
  public Mono<StoredFile> receive(Flux<DataBuffer> content, long limit) {
    return Mono.fromCallable(this::newName)
        .subscribeOn(disk)
        .flatMap(name -> receive(name, content, limit));
  }

  /// Reads a file in pieces.
  public Flux<DataBuffer> read(String name) {
    return DataBufferUtils.read(path(name), DefaultDataBufferFactory.sharedInstance, CHUNK);
  }

  /// Removes a file; one that is not there is no error.
  public Mono<Void> delete(String name) {
    return Mono.<Void>fromRunnable(() -> deleteNow(name)).subscribeOn(disk);
  }

  /// Size and digest of a file that was written by other means. Blocks.
  public StoredFile describe(String name) throws IOException {
    Sm3Stream digest = new Sm3Stream();
    long size = 0;
    byte[] chunk = new byte[CHUNK];
    try (InputStream input = Files.newInputStream(path(name))) {
      for (int read = input.read(chunk); read >= 0; read = input.read(chunk)) {
        digest.update(chunk, 0, read);
        size += read;
      }
    }
    return new StoredFile(name, size, digest.finish());
  }

  private Mono<StoredFile> receive(String name, Flux<DataBuffer> content, long limit) {
    Receipt receipt = new Receipt(limit);
    return DataBufferUtils.write(
            content.map(receipt::note), path(name), StandardOpenOption.CREATE_NEW)
        .then(Mono.fromSupplier(() -> receipt.stored(name)))
        .onErrorResume(error -> delete(name).then(Mono.error(error)))
        .doOnCancel(() -> disk.schedule(() -> deleteNow(name)));
  }

  private void deleteNow(String name) {
    try {
      Files.deleteIfExists(path(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Counts and hashes what passes.
  private static final class Receipt {
    private final Sm3Stream digest = new Sm3Stream();
    private final long limit;
    private long size;

    Receipt(long limit) {
      this.limit = limit;
    }

    DataBuffer note(DataBuffer buffer) {
      size += buffer.readableByteCount();
      if (size > limit) {
        DataBufferUtils.release(buffer);
        throw new FileTooLargeException(limit);
      }
      try (DataBuffer.ByteBufferIterator pieces = buffer.readableByteBuffers()) {
        byte[] chunk = new byte[CHUNK];
        pieces.forEachRemaining(piece -> {
          while (piece.hasRemaining()) {
            int length = Math.min(chunk.length, piece.remaining());
            piece.get(chunk, 0, length);
            digest.update(chunk, 0, length);
          }
        });
      }
      return buffer;
    }

    StoredFile stored(String name) {
      return new StoredFile(name, size, digest.finish());
    }
  }
}
