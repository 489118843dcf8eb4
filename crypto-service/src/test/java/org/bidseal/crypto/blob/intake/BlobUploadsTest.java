package org.bidseal.crypto.blob.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.bidseal.crypto.blob.BlobDraft;
import org.bidseal.crypto.blob.BlobMissingException;
import org.bidseal.crypto.blob.BlobName;
import org.bidseal.crypto.blob.BlobReader;
import org.bidseal.crypto.blob.BlobStore;
import org.bidseal.crypto.blob.LastingDraft;
import org.bidseal.testsupport.Awaiting;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

class BlobUploadsTest {
  private static final BlobName NAME = new BlobName("a/b");

  private final Recording store = new Recording();
  private final BlobUploads uploads = new BlobUploads(store);

  @Test
  void aWholeStreamIsStored() {
    StepVerifier.create(
            uploads.store(NAME, 4, Flux.just(buffer("ab"), buffer("cd")), _ -> {}, () -> {}))
        .verifyComplete();
    assertThat(store.events).containsExactly("begin", "ab", "cd", "commit", "close");
  }

  @Test
  void aCheckThatThrowsLeavesNothingAndTheRestIsReadButNotWritten() {
    Flux<DataBuffer> body = Flux.just(buffer("ab"), buffer("cd"), buffer("ef"));
    StepVerifier.create(uploads.store(NAME, 6, body, refuse("cd"), () -> {}))
        .verifyErrorMessage("refused");
    assertThat(store.events).containsExactly("begin", "ab", "close");
  }

  @Test
  void aRefusedStreamIsNotReadForEver() {
    var read = new AtomicLong();
    Flux<DataBuffer> endless =
        Flux.<DataBuffer>generate(
                sink -> sink.next(DefaultDataBufferFactory.sharedInstance.wrap(new byte[1 << 20])))
            .doOnNext(_ -> read.incrementAndGet());
    StepVerifier.create(
            uploads.store(
                NAME,
                1,
                endless,
                _ -> {
                  throw new IllegalStateException("refused");
                },
                () -> {}))
        .verifyErrorMessage("refused");
    assertThat(read).hasValueLessThan(64);
  }

  @Test
  void anEndThatIsRefusedLeavesNothing() {
    StepVerifier.create(
            uploads.store(
                NAME,
                2,
                Flux.just(buffer("ab")),
                _ -> {},
                () -> {
                  throw new IllegalStateException("too short");
                }))
        .verifyErrorMessage("too short");
    assertThat(store.events).containsExactly("begin", "ab", "close");
  }

  @Test
  void abortedAndCancelledStreamsLeaveNothing() {
    StepVerifier.create(
            uploads.store(
                NAME,
                2,
                Flux.concat(Flux.just(buffer("ab")), Flux.error(new IllegalStateException("gone"))),
                _ -> {},
                () -> {}))
        .verifyErrorMessage("gone");
    assertThat(store.events).containsExactly("begin", "ab", "close");

    store.events.clear();
    TestPublisher<DataBuffer> body = TestPublisher.create();
    StepVerifier.create(uploads.store(NAME, 2, body.flux(), _ -> {}, () -> {}))
        .expectSubscription()
        .then(() -> await("begin"))
        .thenCancel()
        .verify(Duration.ofSeconds(5));
    await("close");
    assertThat(store.events).doesNotContain("commit");
  }

  private void await(String event) {
    Awaiting.until(event, () -> store.events.contains(event));
  }

  private static Consumer<ByteBuffer> refuse(String text) {
    return bytes -> {
      if (UTF_8.decode(bytes.duplicate()).toString().equals(text)) {
        throw new IllegalStateException("refused");
      }
    };
  }

  private static DataBuffer buffer(String text) {
    return DefaultDataBufferFactory.sharedInstance.wrap(text.getBytes(UTF_8));
  }

  /// Writes down what is done to it.
  private static final class Recording implements BlobStore {
    final List<String> events = Collections.synchronizedList(new ArrayList<>());

    @Override
    public BlobDraft begin(BlobName name, long expectedSize) {
      events.add("begin");
      return new BlobDraft() {
        @Override
        public void write(ByteBuffer bytes) {
          events.add(UTF_8.decode(bytes).toString());
        }

        @Override
        public long written() {
          return 0;
        }

        @Override
        public void commit() {
          events.add("commit");
        }

        @Override
        public void close() {
          events.add("close");
        }
      };
    }

    @Override
    public String prepare(BlobName name, long expectedSize) {
      throw new UnsupportedOperationException();
    }

    @Override
    public LastingDraft resume(BlobName name, String draft, long durable) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void abandon(BlobName name, String draft) {
      throw new UnsupportedOperationException();
    }

    @Override
    public BlobReader open(BlobName name) {
      throw new BlobMissingException(name);
    }

    @Override
    public void delete(BlobName name) {
      events.add("delete");
    }
  }
}
