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
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.bidseal.smcrypto.Sm3Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Uploads of large files by tus 1.0, in chunks of 8 MiB, each with its SM3. A line that breaks, a
/// service or gateway that is started again, or a desk that is, costs the chunk that was on its
/// way: after each failure it first asks where the upload stands, which sends nothing.
public final class ResumableUploads {
  private static final int CHUNK = 8 * 1024 * 1024;
  private static final int MOST_FAILURES = 30;
  private static final Duration LONG = Duration.ofMinutes(30);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /// Answers after which a chunk is worth sending again.
  private static final Set<Integer> PASSING = Set.of(423, 429, 460, 502, 503, 504);

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
    return upload(uploads, file, null);
  }

  /// Uploads a file, or what is missing of it.
  ///
  /// @param memory a file that is there for as long as the upload is not complete, by which whoever
  ///   calls again, after he himself was started again, goes on where he was; null for none
  public String upload(String uploads, Path file, @Nullable Path memory) {
    try (FileChannel content = FileChannel.open(file)) {
      Optional<UploadMemory> remembered =
          memory == null
              ? Optional.empty()
              : Optional.of(UploadMemory.of(memory, uploads, file, content.size()));
      String known = remembered.flatMap(UploadMemory::location).orElse(null);
      OptionalLong resumed = known == null ? OptionalLong.empty() : find(known);
      String upload = known;
      if (upload == null || resumed.isEmpty()) {
        upload = create(uploads, content.size());
        if (remembered.isPresent()) {
          remembered.get().keep(upload);
        }
      }
      send(content, upload, resumed.orElse(0));
      if (remembered.isPresent()) {
        remembered.get().forget();
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

  private void send(FileChannel content, String upload, long from) throws IOException {
    long offset = from;
    byte[] buffer = new byte[(int) Math.min(CHUNK, content.size())];
    int failures = 0;
    while (offset < content.size()) {
      ByteBuffer chunk = ByteBuffer.wrap(buffer);
      while (chunk.hasRemaining() && content.read(chunk, offset + chunk.position()) >= 0) {
        // A read may give less than asked for.
      }
      try {
        offset = append(upload, offset, buffer, chunk.position());
        failures = 0;
      } catch (IOException broken) {
        requirePatience(++failures, broken);
        offset = offset(upload);
      } catch (ApiProblemException problem) {
        if (!isPassing(problem)) {
          throw problem;
        }
        requirePatience(++failures, problem);
        offset = offset(upload);
      }
    }
  }

  private static boolean isPassing(ApiProblemException problem) {
    return PASSING.contains(problem.status())
        || problem.slug().equals("upload-offset-mismatch")
        || problem.slug().equals("conflict");
  }

  private static <E extends Exception> void requirePatience(int failures, E last) throws E {
    if (failures > MOST_FAILURES) {
      throw last;
    }
    pause();
  }

  private long append(String upload, long offset, byte[] buffer, int length) throws IOException {
    HttpRequest.Builder request =
        tus(upload)
            .timeout(LONG)
            .header("Upload-Offset", Long.toString(offset))
            .header("Upload-Checksum", checksum(buffer, length))
            .header("Content-Type", "application/offset+octet-stream")
            .method("PATCH", BodyPublishers.ofByteArray(buffer, 0, length));
    return offset(api.sendOnce(request, "PATCH " + upload));
  }

  private static String checksum(byte[] buffer, int length) {
    return "sm3 "
        + Base64.getEncoder()
            .encodeToString(new Sm3Stream().update(buffer, 0, length).finish().bytes());
  }

  /// Where an upload stands; empty if it has ended.
  private OptionalLong find(String upload) {
    try {
      return OptionalLong.of(offset(upload));
    } catch (ApiProblemException problem) {
      if (problem.status() == 404 || problem.status() == 410) {
        return OptionalLong.empty();
      }
      throw problem;
    }
  }

  /// Where an upload stands, as soon as no other request holds it.
  private long offset(String upload) {
    for (int repetition = 0; ; repetition++) {
      try {
        return offset(api.send(tus(upload).HEAD(), "HEAD " + upload));
      } catch (ApiProblemException problem) {
        if (problem.status() != 423) {
          throw problem;
        }
        requirePatience(repetition, problem);
      }
    }
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
