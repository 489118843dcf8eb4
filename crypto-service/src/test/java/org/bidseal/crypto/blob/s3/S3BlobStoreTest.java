package org.bidseal.crypto.blob.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bidseal.crypto.blob.BlobDraft;
import org.bidseal.crypto.blob.BlobMissingException;
import org.bidseal.crypto.blob.BlobStore;
import org.bidseal.crypto.blob.BlobStoreContract;
import org.bidseal.crypto.blob.BlobStoreException;
import org.bidseal.crypto.blob.BlobStoreFullException;
import org.bidseal.crypto.blob.LastingDraft;
import org.bidseal.crypto.testkit.TestS3;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/// Against a real S3 server, S3Proxy, which keeps its objects in memory.
class S3BlobStoreTest extends BlobStoreContract {
  private static final List<S3BlobStore> OPENED = new ArrayList<>();

  private final String bucket = TestS3.get().newBucket();

  private static URI endpoint() {
    return TestS3.get().endpoint();
  }

  @Override
  protected BlobStore store() {
    return connect(bucket, endpoint(), 512);
  }

  private S3BlobStore connect(String name, URI address, int bufferMegabytes) {
    S3BlobStore connected =
        S3Configuration.store(
            new S3Properties(
                name,
                address,
                "us-east-1",
                true,
                TestS3.ACCESS_KEY,
                TestS3.SECRET_KEY,
                16,
                DataSize.ofMegabytes(bufferMegabytes),
                Duration.ofSeconds(20),
                Duration.ofDays(3)));
    OPENED.add(connected);
    return connected;
  }

  /// At once: the client's event loops wait for two quiet seconds, each.
  @AfterAll
  static void close() {
    OPENED.parallelStream().forEach(S3BlobStore::close);
    OPENED.clear();
  }

  @Test
  void aStoreThatDoesNotAnswerIsAFailureThatMayPass() {
    // Nobody listens there.
    BlobStore away = connect("nowhere", URI.create("http://127.0.0.1:9"), 64);
    assertThatThrownBy(() -> away.prepare(name(), 1))
        .isInstanceOf(BlobStoreException.class)
        .isNotInstanceOf(BlobMissingException.class)
        .isNotInstanceOf(BlobStoreFullException.class);
  }

  @Test
  void aBucketThatIsNotThereIsNoMissingBlob() {
    BlobStore wrong = connect("no-such-bucket", endpoint(), 64);
    assertThatThrownBy(() -> wrong.prepare(name(), 1))
        .isInstanceOf(BlobStoreException.class)
        .isNotInstanceOf(BlobMissingException.class);
  }

  /// What MinIO answers when its disks are full.
  @Test
  void aStoreWithoutRoomIsFull() throws IOException {
    HttpServer full =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] answer =
        ("<Error><Code>XMinioStorageFull</Code><Message>Storage backend has reached its minimum free"
                + " drive threshold.</Message></Error>")
            .getBytes(StandardCharsets.UTF_8);
    full.createContext(
        "/",
        exchange -> {
          try (exchange) {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", "application/xml");
            exchange.sendResponseHeaders(507, answer.length);
            exchange.getResponseBody().write(answer);
          }
        });
    full.start();
    try {
      BlobStore bids =
          connect("bids", URI.create("http://127.0.0.1:" + full.getAddress().getPort()), 64);
      assertThatThrownBy(() -> bids.prepare(name(), 1)).isInstanceOf(BlobStoreFullException.class);
    } finally {
      full.stop(0);
    }
  }

  @Test
  void whoFindsNoBufferIsAskedToComeAgain() {
    String draft = store().prepare(name(), 2);
    BlobStore small = connect(bucket, endpoint(), 8);
    try (LastingDraft only = small.resume(name(), draft, 0)) {
      only.write(bytes("ab"));
      assertThatThrownBy(() -> small.begin(name(), 1)).isInstanceOf(BlobStoreException.class);
    }
    try (BlobDraft next = small.begin(name(), 1)) {
      next.write(bytes("c"));
      next.commit();
    }
  }

  @Test
  void onlyOldDraftsAreSwept() {
    var swept = (S3BlobStore) store();
    String draft = swept.prepare(name(), 2);
    assertThat(swept.sweepDrafts(Instant.now().minus(Duration.ofHours(1)))).isZero();
    try (LastingDraft writer = swept.resume(name(), draft, 0)) {
      writer.write(bytes("ab"));
      writer.sync();
    }
    assertThat(swept.sweepDrafts(Instant.now().plus(Duration.ofHours(1)))).isEqualTo(1);
    assertThatThrownBy(() -> swept.resume(name(), draft, 2))
        .isInstanceOf(BlobMissingException.class);
  }
}
