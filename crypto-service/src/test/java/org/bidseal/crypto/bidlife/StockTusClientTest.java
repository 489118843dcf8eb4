package org.bidseal.crypto.bidlife;

import static org.assertj.core.api.Assertions.assertThat;

import io.tus.java.client.TusClient;
import io.tus.java.client.TusExecutor;
import io.tus.java.client.TusURLMemoryStore;
import io.tus.java.client.TusUpload;
import io.tus.java.client.TusUploader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bidseal.testsupport.Capability;
import org.bidseal.testsupport.Tokens;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/// The client of the tus project itself, as it comes, against the service.
class StockTusClientTest extends BidTest {
  private static final int MIB = 1024 * 1024;

  @LocalServerPort private int port;

  @Test
  @Capability({"CRY-001", "CRY-003"})
  void itUploadsABidThroughALineThatBreaksTwiceAndTheBidIsSealed() throws Exception {
    Bidder bidder = bidder();
    backUp(bidder);
    Draft draft = draft(bidder, 30 * MIB + 17, "BIDDER");
    byte[] content = describe(draft, address(draft, bidder)).content();
    bidder.sign(draft.envelopeId(), draft.sessionId()).expect(200);

    try (var proxy = new CuttingProxy(port, List.of(13L * MIB, 7L * MIB))) {
      upload(draft.envelopeId(), content, proxy.port());

      assertThat(proxy.isDone()).isTrue();
      // Each cut costs less than what lies between two durable offsets, 8 MiB.
      assertThat(proxy.sent()).isLessThan(content.length + 2 * 9L * MIB);
    }

    JsonNode sealed = show(draft.envelopeId());
    assertThat(sealed.path("state").asString()).isEqualTo("SEALED");
    decrypt(draft, bidder);
    assertThat(platform.get("/envelopes/" + draft.envelopeId() + "/plaintext").body())
        .isEqualTo(draft.file());
  }

  private void upload(UUID envelopeId, byte[] content, int via) throws Exception {
    var client = new TusClient();
    client.setUploadCreationURL(
        URI.create(
                "http://127.0.0.1:%d%s/envelopes/%s/uploads".formatted(via, Api.BASE, envelopeId))
            .toURL());
    client.setHeaders(Map.of("Authorization", "Bearer " + Tokens.platform(platformId)));
    client.enableResuming(new TusURLMemoryStore());
    var upload = new TusUpload();
    upload.setFingerprint("bid");
    upload.setSize(content.length);
    upload.setMetadata(Map.of("filename", "bid 标书.pdf"));
    var executor =
        new TusExecutor() {
          @Override
          protected void makeAttempt() throws io.tus.java.client.ProtocolException, IOException {
            upload.setInputStream(new ByteArrayInputStream(content));
            TusUploader uploader = client.resumeOrCreateUpload(upload);
            uploader.setChunkSize(256 * 1024);
            while (uploader.uploadChunk() > -1) {
              // The client sends a request for each 10 MiB.
            }
            uploader.finish();
          }
        };
    executor.setDelays(new int[] {200, 500, 1000, 2000, 4000, 8000});
    assertThat(executor.makeAttempts()).isTrue();
  }
}
