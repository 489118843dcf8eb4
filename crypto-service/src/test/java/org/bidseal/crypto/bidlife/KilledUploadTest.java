package org.bidseal.crypto.bidlife;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.bidseal.crypto.testkit.CryptoProcess;
import org.bidseal.embedded.Ports;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.testsupport.Capability;
import org.bidseal.testsupport.CuttingProxy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;

/// The service is a process of its own and is killed while a chunk is on its way, as by a crash or
/// the kernel; whoever uploads is the client of the tus project, as it comes.
@Timeout(240)
class KilledUploadTest extends UploadTest {
  private static final int SIZE = 60 * MIB + 17;

  /// In the third chunk, and towards the end.
  private static final List<Long> KILLS = List.of(25L * MIB, 34L * MIB);

  @Autowired private Environment environment;

  private final AtomicReference<@Nullable CryptoProcess> service = new AtomicReference<>();
  private final List<Found> found = new ArrayList<>();

  /// What a kill left.
  private record Found(String state, int visible, boolean draftIsThere) {}

  @Test
  @Capability("CRY-001")
  void eachKillCostsOneChunkAtMostAndNothingIsHalfVisible() throws Exception {
    Bidder bidder = bidder();
    backUp(bidder);
    Draft draft = draft(bidder, SIZE, "BIDDER");
    byte[] content = describe(draft, address(draft, bidder)).content();
    bidder.sign(draft.envelopeId(), draft.sessionId()).expect(200);
    int port = Ports.free();

    try (var proxy = new CuttingProxy(port)) {
      start(port);
      KILLS.forEach(after -> proxy.cut(after, () -> killAndStartAgain(draft, port)));
      StockTusClient.upload(proxy.port(), platformId, draft.envelopeId(), content);

      assertThat(proxy.isDone()).isTrue();
      assertThat(proxy.sent())
          .isLessThan(content.length + KILLS.size() * (long) StockTusClient.CHUNK + MIB);
    } finally {
      end();
    }

    assertThat(found).containsOnly(new Found("DESCRIBED", 0, true)).hasSize(KILLS.size());
    assertThat(state(draft.envelopeId())).isEqualTo("SEALED");
    assertThat(Blobs.of(draft.envelopeId()))
        .singleElement()
        .satisfies(blob -> assertThat(Files.readAllBytes(blob)).isEqualTo(content));
    assertThat(pathOfDraft(draft.envelopeId())).doesNotExist();
    assertThat(storedBytes()).isEqualTo(content.length);
    decrypt(draft, bidder);
    byte[] opened = platform.get("/envelopes/" + draft.envelopeId() + "/plaintext").body();
    assertThat(Sm3Hash.of(opened)).isEqualTo(Sm3Hash.of(draft.file()));
  }

  private void killAndStartAgain(Draft draft, int port) {
    end();
    UUID envelope = draft.envelopeId();
    found.add(
        new Found(state(envelope), Blobs.of(envelope).size(), Files.exists(pathOfDraft(envelope))));
    start(port);
  }

  private Path pathOfDraft(UUID envelopeId) {
    String name =
        database
            .sql("select draft from upload where envelope_id = :envelope")
            .bind("envelope", envelopeId)
            .mapValue(String.class)
            .one()
            .block();
    return Blobs.draftFolder().resolve(Objects.requireNonNull(name));
  }

  private void start(int port) {
    CryptoProcess next = CryptoProcess.serving("uploads-" + found.size(), environment, port);
    service.set(next);
    next.awaitReady();
  }

  /// By SIGKILL.
  private void end() {
    CryptoProcess last = service.get();
    if (last != null) {
      last.close();
    }
  }
}
