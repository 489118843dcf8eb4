package org.bidseal.crypto.bidlife;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.bidseal.crypto.bidlife.Desk.SealedFile;
import org.bidseal.testsupport.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import tools.jackson.databind.JsonNode;

/// A bid of 4 GiB in one request, in a JVM whose heap cannot hold a tenth of it. By hand;
/// docs/speed.md says how.
@EnabledIfSystemProperty(named = "bidseal.large-uploads", matches = "true")
class LargeUploadTest extends UploadTest {
  private static final long FOUR_GIB = 4L * 1024 * MIB;

  @Test
  void fourGibibytesPassInConstantMemory() throws Exception {
    Bidder bidder = bidder();
    backUp(bidder);
    UUID openingId = opening();
    UUID envelopeId = announce(openingId, bidder, FOUR_GIB, "BIDDER");
    UUID session = session(envelopeId, bidder, "ENCRYPT");
    JsonNode addressed =
        bidder.address(envelopeId, session, bidder.encryptionCertificate()).expect(200);
    // The service cannot look into segments, so any bytes will do behind a true header.
    SealedFile one = Desk.seal(addressed, new byte[1]);
    Map<String, Object> description = new HashMap<>(one.description());
    description.put("plaintextSize", FOUR_GIB);
    platform.put("/envelopes/" + envelopeId + "/header", description).expect(200);
    bidder.sign(envelopeId, session).expect(200);
    byte[] header = one.sealed().header().encoded();
    long length = header.length + FOUR_GIB + 4096 * 16;

    String upload = tus.created(envelopeId, length);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + upload))
            .timeout(Duration.ofMinutes(30))
            .header("Authorization", "Bearer " + Tokens.platform(platformId))
            .header("Tus-Resumable", "1.0.0")
            .header("Upload-Offset", "0")
            .header("Content-Type", TusCalls.CHUNK)
            .method("PATCH", BodyPublishers.ofInputStream(() -> content(header, length)))
            .build();
    long start = System.nanoTime();
    HttpResponse<Void> answer = tus.http().send(request, BodyHandlers.discarding());
    double seconds = (System.nanoTime() - start) / 1e9;

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(state(envelopeId)).isEqualTo("SEALED");
    Path blob = Blobs.of(envelopeId).getFirst();
    assertThat(Files.size(blob)).isEqualTo(length);
    Files.delete(blob);
    System.out.printf(
        "4 GiB in %.1f s, %.0f MB/s; heap at most %d MiB%n",
        seconds,
        length / seconds / 1e6,
        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getMax() / MIB);
  }

  private static InputStream content(byte[] header, long length) {
    return new SequenceInputStream(
        new ByteArrayInputStream(header), new Noise(length - header.length));
  }

  /// A mebibyte of noise, again and again.
  private static final class Noise extends InputStream {
    private final byte[] noise = Desk.file(MIB);
    private long left;

    Noise(long length) {
      this.left = length;
    }

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      if (left == 0) {
        return -1;
      }
      int given = (int) Math.min(Math.min(left, length), noise.length);
      System.arraycopy(noise, 0, target, offset, given);
      left -= given;
      return given;
    }
  }
}
