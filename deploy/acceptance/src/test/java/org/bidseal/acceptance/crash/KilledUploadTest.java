package org.bidseal.acceptance.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import org.bidseal.acceptance.Bidder;
import org.bidseal.acceptance.FleetUnderTest;
import org.bidseal.acceptance.Life;
import org.bidseal.demo.chapter.SealedBid;
import org.bidseal.fleet.Fleet;
import org.bidseal.fleet.Service;
import org.bidseal.testsupport.Capability;
import org.bidseal.testsupport.CuttingProxy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// `kill -9` of the gateway in the middle of a chunk, and later of the service behind it.
@ExtendWith(FleetUnderTest.class)
final class KilledUploadTest {
  private static final int MIB = 1024 * 1024;
  private static final int SIZE = 64 * MIB;
  private static final int CHUNK = 8 * MIB;

  @TempDir private Path folder;

  @Test
  @Timeout(300)
  @Capability("CRY-001")
  void eachKillCostsOneChunkAtMost(Life life) throws IOException {
    Fleet fleet = life.fleet();
    try (var proxy = new CuttingProxy(portOf(fleet.url(Service.GATEWAY)))) {
      Bidder bidder = life.newBidder("http://127.0.0.1:" + proxy.port(), "uploaders");
      Instant later = Clock.systemUTC().instant().plus(Duration.ofDays(1));
      UUID opening = bidder.desk().registerOpening("KILL-UPLOAD", later, later);
      long before = proxy.sent();
      proxy.cut(21 * MIB, () -> killAndRestart(fleet, Service.GATEWAY));
      proxy.cut(27 * MIB, () -> killAndRestart(fleet, Service.CRYPTO));

      SealedBid bid =
          bidder
              .bidding()
              .onTheBiddersSide(opening, file(), bidder.bidding().ownRecipient(), "bid");

      assertThat(proxy.isDone()).isTrue();
      // Scans, signatures and questions are less than a MiB.
      assertThat(proxy.sent() - before).isBetween((long) SIZE, SIZE + 2L * CHUNK + MIB);
      assertThat(bidder.desk().envelope(bid.envelopeId()).path("state").asString())
          .isEqualTo("SEALED");
    }
  }

  private static void killAndRestart(Fleet fleet, Service service) {
    fleet.kill(service);
    fleet.restart(service);
  }

  private Path file() throws IOException {
    byte[] content = new byte[SIZE];
    new Random(1).nextBytes(content);
    return Files.write(folder.resolve("bid.zip"), content);
  }

  private static int portOf(String url) {
    return URI.create(url).getPort();
  }
}
