package org.bidseal.phone.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import org.bidseal.smcrypto.Sm3Stream;
import tools.jackson.databind.JsonNode;

/// Uploads of large files by tus 1.0, in chunks of 8 MiB, each with its SM3. A line that breaks, or
/// a service that is started again, costs the chunk that was on its way.
public final class ResumableUploads {
  private static final int CHUNK = 8 * 1024 * 1024;
  private static final int MOST_REPETITIONS = 30;
  private static final Duration LONG = Duration.ofMinutes(30);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final ApiClient api;

  public ResumableUploads(ApiClient api) {
    this.api = api;
  }

  /// Uploads a file.
  ///
  /// @param uploads path of the collection, such as `/api/crypto/v1/envelopes/…/uploads`
  /// @return path of the upload, which is complete
  /// @throws ApiProblemException if it is refused
  public String upload(String uploads, Path file) {
    try (FileChannel content = FileChannel.open(file)) {
      String upload = create(uploads, content.size());
      long offset = 0;
      byte[] buffer = new byte[(int) Math.min(CHUNK, content.size())];
      while (offset < content.size()) {
        ByteBuffer chunk = ByteBuffer.wrap(buffer);
        while (chunk.hasRemaining() && content.read(chunk, offset + chunk.position()) >= 0) {
          // A read may give less than asked for.
        }
        offset = append(upload, offset, buffer, chunk.position());
      }
      return upload;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String create(String uploads, long length) {
    HttpRequest.Builder request =
        tus(uploads).header("Upload-Length", Long.toString(length)).POST(BodyPublishers.noBody());
    return api.send(request, "POST " + uploads).headers().firstValue("Location").orElseThrow();
  }

  /// Sends a chunk, again if it came damaged or another request still holds the upload.
  ///
  /// @return where the upload goes on, which after a lost answer is behind the chunk
  private long append(String upload, long offset, byte[] buffer, int length) {
    String checksum = checksum(buffer, length);
    for (int repetition = 0; ; repetition++) {
      HttpRequest.Builder request =
          tus(upload)
              .timeout(LONG)
              .header("Upload-Offset", Long.toString(offset))
              .header("Upload-Checksum", checksum)
              .header("Content-Type", "application/offset+octet-stream")
              .method("PATCH", BodyPublishers.ofByteArray(buffer, 0, length));
      try {
        HttpResponse<byte[]> answer = api.send(request, "PATCH " + upload);
        return offset(answer);
      } catch (ApiProblemException problem) {
        if (repetition == MOST_REPETITIONS) {
          throw problem;
        }
        switch (problem.slug()) {
          case "upload-offset-mismatch" -> {
            return offset(api.send(tus(upload).HEAD(), "HEAD " + upload));
          }
          case "upload-in-progress", "chunk-checksum-mismatch", "conflict" -> pause();
          default -> throw problem;
        }
      }
    }
  }

  private static String checksum(byte[] buffer, int length) {
    return "sm3 "
        + Base64.getEncoder()
            .encodeToString(new Sm3Stream().update(buffer, 0, length).finish().bytes());
  }

  private static long offset(HttpResponse<byte[]> answer) {
    return Long.parseLong(answer.headers().firstValue("Upload-Offset").orElseThrow());
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /// Lets the service seal a plaintext that was uploaded, and ends the upload.
  ///
  /// @return what was sealed, with the tree key, which is told this once
  public JsonNode seal(String upload) {
    JsonNode sealed =
        api.json(
            api.request(upload + "/sealing").timeout(LONG).POST(BodyPublishers.noBody()),
            "POST " + upload + "/sealing");
    api.send(tus(upload).DELETE(), "DELETE " + upload);
    return sealed;
  }

  private HttpRequest.Builder tus(String path) {
    return api.request(path).header("Tus-Resumable", "1.0.0");
  }
}
