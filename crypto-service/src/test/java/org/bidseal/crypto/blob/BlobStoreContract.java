package org.bidseal.crypto.blob;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// What every {@link BlobStore} keeps.
public abstract class BlobStoreContract {
  private static final BlobName NAME = BlobName.of("envelopes", new UUID(1, 2), new UUID(3, 4));

  /// An empty store.
  protected abstract BlobStore store();

  @Test
  void aCommittedBlobIsReadByPosition() {
    BlobStore store = store();
    put(store, "hello", " ", "world");

    try (BlobReader reader = store.open(NAME)) {
      assertThat(reader.size()).isEqualTo(11);
      assertThat(read(reader, 6, 100)).isEqualTo("world");
      assertThat(read(reader, 4, 3)).isEqualTo("o w");
      assertThat(read(reader, 11, 5)).isEmpty();
      assertThat(read(reader, 4_000, 5)).isEmpty();
    }
  }

  @Test
  void aDraftIsInvisibleAndGoneWhenClosed() {
    BlobStore store = store();
    try (BlobDraft draft = store.begin(NAME, 0)) {
      draft.write(bytes("half"));
      assertThat(draft.written()).isEqualTo(4);
      assertThatThrownBy(() -> store.open(NAME)).isInstanceOf(BlobMissingException.class);
    }
    assertThatThrownBy(() -> store.open(NAME)).isInstanceOf(BlobMissingException.class);
  }

  @Test
  void anEmptyBlobIsABlob() {
    BlobStore store = store();
    put(store);
    try (BlobReader reader = store.open(NAME)) {
      assertThat(reader.size()).isZero();
    }
  }

  @Test
  void aSecondCommitReplacesTheWholeAndAReaderOfTheOldOneNeverSeesAMixture() {
    BlobStore store = store();
    put(store, "the first one");
    try (BlobReader old = store.open(NAME)) {
      put(store, "two");
      assertThat(readOrFail(old)).isIn("the first one", "failed");
    }
    try (BlobReader replaced = store.open(NAME)) {
      assertThat(read(replaced, 0, 100)).isEqualTo("two");
    }
  }

  private static String readOrFail(BlobReader reader) {
    try {
      return read(reader, 0, 100);
    } catch (BlobStoreException _) {
      return "failed";
    }
  }

  @Test
  void draftsOfOneNameDoNotMeet() {
    BlobStore store = store();
    try (BlobDraft one = store.begin(NAME, 0);
        BlobDraft two = store.begin(NAME, 0)) {
      one.write(bytes("one"));
      two.write(bytes("two"));
      one.commit();
    }
    try (BlobReader reader = store.open(NAME)) {
      assertThat(read(reader, 0, 100)).isEqualTo("one");
    }
  }

  @Test
  void deleteIsIdempotent() {
    BlobStore store = store();
    put(store, "x");
    store.delete(NAME);
    store.delete(NAME);
    assertThatThrownBy(() -> store.open(NAME)).isInstanceOf(BlobMissingException.class);
  }

  @Test
  void aDraftIsCommittedOnce() {
    BlobStore store = store();
    try (BlobDraft draft = store.begin(NAME, 0)) {
      draft.commit();
      assertThatThrownBy(draft::commit).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void aLastingDraftIsWrittenByOneAfterAnotherAndVisibleAtItsEnd() {
    BlobStore store = store();
    byte[] content = content(2 * CHUNK + CHUNK / 2);
    String draft = store.prepare(NAME, content.length);

    // Ends within a part, at the end of one, and in the last one.
    int[] ends = {1, CHUNK - 1, CHUNK, CHUNK + 5, 2 * CHUNK + 7, content.length};
    int written = 0;
    for (int end : ends) {
      try (LastingDraft writer = store.resume(NAME, draft, written)) {
        assertThat(writer.written()).isEqualTo(written);
        writer.write(ByteBuffer.wrap(content, written, end - written));
        assertThat(writer.written()).isEqualTo(end);
        writer.sync();
        assertThatThrownBy(() -> store.open(NAME)).isInstanceOf(BlobMissingException.class);
        if (end == content.length) {
          writer.commit();
        }
      }
      written = end;
    }

    assertThat(wholeOf(store)).isEqualTo(content);
  }

  @Test
  void whatWasNotSyncedIsForgottenAndMayBecomeSomethingElse() {
    BlobStore store = store();
    byte[] content = content(CHUNK + 100);
    String draft = store.prepare(NAME, content.length);
    try (LastingDraft writer = store.resume(NAME, draft, 0)) {
      writer.write(ByteBuffer.wrap(content, 0, 10));
      writer.sync();
      // What a crash or a wrong checksum leaves behind the durable offset.
      writer.write(ByteBuffer.wrap(new byte[CHUNK + 50]));
      writer.sync();
    }

    try (LastingDraft writer = store.resume(NAME, draft, 10)) {
      assertThat(writer.written()).isEqualTo(10);
      writer.write(ByteBuffer.wrap(content, 10, content.length - 10));
      writer.commit();
    }

    assertThat(wholeOf(store)).isEqualTo(content);
  }

  @Test
  void anEmptyLastingDraftBecomesAnEmptyBlob() {
    BlobStore store = store();
    try (LastingDraft writer = store.resume(NAME, store.prepare(NAME, 0), 0)) {
      writer.commit();
    }
    assertThat(wholeOf(store)).isEmpty();
  }

  @Test
  void aDraftThatWasCommittedOrAbandonedCannotBeWrittenAnyMore() {
    BlobStore store = store();
    String committed = store.prepare(NAME, 3);
    try (LastingDraft writer = store.resume(NAME, committed, 0)) {
      writer.write(bytes("abc"));
      writer.sync();
      writer.commit();
    }
    assertThatThrownBy(() -> writeTo(store, committed, 3)).isInstanceOf(BlobMissingException.class);
    assertThat(wholeOf(store)).isEqualTo("abc".getBytes(UTF_8));

    store.delete(NAME);
    String abandoned = store.prepare(NAME, 3);
    try (LastingDraft writer = store.resume(NAME, abandoned, 0)) {
      writer.write(bytes("ab"));
      writer.sync();
    }
    store.abandon(NAME, abandoned);
    store.abandon(NAME, abandoned);
    assertThatThrownBy(() -> writeTo(store, abandoned, 2)).isInstanceOf(BlobMissingException.class);
    assertThatThrownBy(() -> store.open(NAME)).isInstanceOf(BlobMissingException.class);
  }

  private static void writeTo(BlobStore store, String draft, long durable) {
    try (LastingDraft writer = store.resume(NAME, draft, durable)) {
      writer.write(bytes("x"));
      writer.commit();
    }
  }

  @Test
  void largeBlobsAreReadInAnyOrderByTwoAtOnce() throws Exception {
    BlobStore store = store();
    byte[] content = content(CHUNK + 12_345);
    try (BlobDraft draft = store.begin(NAME, content.length)) {
      draft.write(ByteBuffer.wrap(content));
      draft.commit();
    }
    try (BlobReader reader = store.open(NAME);
        var threads = Executors.newFixedThreadPool(2)) {
      List<Callable<byte[]>> readers =
          List.of(() -> allOf(reader, 4_000_001), () -> allOf(reader, 100_000));
      for (Future<byte[]> whole : threads.invokeAll(readers)) {
        assertThat(whole.get()).isEqualTo(content);
      }
    }
  }

  private static final int CHUNK = (int) LastingDraft.CHUNK;

  private static byte[] content(int size) {
    byte[] content = new byte[size];
    new Random(size).nextBytes(content);
    return content;
  }

  private static byte[] wholeOf(BlobStore store) {
    try (BlobReader reader = store.open(NAME)) {
      return allOf(reader, 1_000_000);
    }
  }

  /// Reads in pieces.
  private static byte[] allOf(BlobReader reader, int piece) {
    ByteBuffer whole = ByteBuffer.allocate((int) reader.size());
    while (whole.hasRemaining()) {
      ByteBuffer target = ByteBuffer.allocate(Math.min(piece, whole.remaining()));
      assertThat(reader.read(whole.position(), target)).isPositive();
      whole.put(target.flip());
    }
    return whole.array();
  }

  /// Some name.
  protected static BlobName name() {
    return NAME;
  }

  /// A text's bytes.
  protected static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(UTF_8));
  }

  private static void put(BlobStore store, String... parts) {
    try (BlobDraft draft = store.begin(NAME, 0)) {
      for (String part : parts) {
        draft.write(bytes(part));
      }
      draft.commit();
    }
  }

  private static String read(BlobReader reader, long position, int length) {
    ByteBuffer target = ByteBuffer.allocate(length);
    int read = reader.read(position, target);
    return new String(target.array(), 0, read, UTF_8);
  }
}
