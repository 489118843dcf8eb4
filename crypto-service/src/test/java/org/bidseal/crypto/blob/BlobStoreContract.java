package org.bidseal.crypto.blob;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.UUID;
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

  /// A store that keeps no drafts answers no handle, and whoever writes begins anew.
  @Test
  void aDraftThatWasKeptIsGoneOnWithAndItsEarlierWriterCannotCommit() {
    BlobStore store = store();
    BlobDraft first = store.begin(NAME, 0);
    first.write(bytes("durable"));
    String handle = first.checkpoint().orElse("");
    first.write(bytes(" and lost"));
    if (handle.isEmpty()) {
      assertThat(store.resume(NAME, "0", 7)).isEmpty();
      return;
    }

    try (BlobDraft second = store.resume(NAME, handle, 7).orElseThrow()) {
      assertThat(second.written()).isEqualTo(7);
      assertThat(store.resume(NAME, handle, 7)).isEmpty();
      assertThatThrownBy(first::commit).isInstanceOf(BlobStoreException.class);
      second.write(bytes(", continued"));
      second.commit();
    }
    first.close();
    try (BlobReader reader = store.open(NAME)) {
      assertThat(read(reader, 0, 100)).isEqualTo("durable, continued");
    }
  }

  @Test
  void aDraftThatWasLeftIsResumedAndOneThatWasClosedIsNot() {
    BlobStore store = store();
    BlobDraft left = store.begin(NAME, 0);
    left.write(bytes("abc"));
    String handle = left.checkpoint().orElse("");
    left.leave();
    assertThatThrownBy(() -> store.open(NAME)).isInstanceOf(BlobMissingException.class);
    if (!handle.isEmpty()) {
      BlobDraft resumed = store.resume(NAME, handle, 3).orElseThrow();
      String next = resumed.checkpoint().orElseThrow();
      resumed.close();
      assertThat(store.resume(NAME, next, 3)).isEmpty();
      assertThat(store.resume(NAME, "../" + next, 3)).isEmpty();
    }
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
  void aSecondCommitReplacesTheWholeWhileAReaderKeepsTheOldOne() {
    BlobStore store = store();
    put(store, "the first one");
    try (BlobReader old = store.open(NAME)) {
      put(store, "two");
      assertThat(read(old, 0, 100)).isEqualTo("the first one");
    }
    try (BlobReader replaced = store.open(NAME)) {
      assertThat(read(replaced, 0, 100)).isEqualTo("two");
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
