package org.bidseal.crypto.bidlife;

import static org.assertj.core.api.Assertions.assertThat;

import io.tus.java.client.ProtocolException;
import io.tus.java.client.TusClient;
import io.tus.java.client.TusExecutor;
import io.tus.java.client.TusURLMemoryStore;
import io.tus.java.client.TusUpload;
import io.tus.java.client.TusUploader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import org.bidseal.testsupport.Tokens;

/// The client of the tus project itself, as it comes.
final class StockTusClient {
  /// What it sends in one request.
  static final int CHUNK = 10 * 1024 * 1024;

  /// More in sum than twice the lease of a writer that was killed, 15 s.
  private static final int[] PAUSES = {200, 500, 1000, 2000, 4000, 8000, 8000, 8000};

  private StockTusClient() {}

  /// Uploads a content, however often the line breaks.
  ///
  /// @param port where the service answers
  static void upload(int port, UUID platformId, UUID envelopeId, byte[] content)
      throws IOException, ProtocolException {
    var client = new TusClient();
    client.setUploadCreationURL(
        URI.create(
                "http://127.0.0.1:%d%s/envelopes/%s/uploads".formatted(port, Api.BASE, envelopeId))
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
          protected void makeAttempt() throws ProtocolException, IOException {
            upload.setInputStream(new ByteArrayInputStream(content));
            TusUploader uploader = client.resumeOrCreateUpload(upload);
            uploader.setChunkSize(256 * 1024);
            uploader.setRequestPayloadSize(CHUNK);
            while (uploader.uploadChunk() > -1) {
              // A request for each CHUNK.
            }
            uploader.finish();
          }
        };
    executor.setDelays(PAUSES);
    assertThat(executor.makeAttempts()).isTrue();
  }
}
