package org.bidseal.crypto.bidlife;

import static org.assertj.core.api.Assertions.assertThat;

import org.bidseal.testsupport.Capability;
import org.bidseal.testsupport.CuttingProxy;
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

    try (var proxy = new CuttingProxy(port)) {
      proxy.cut(13L * MIB, () -> {});
      proxy.cut(7L * MIB, () -> {});
      StockTusClient.upload(proxy.port(), platformId, draft.envelopeId(), content);

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
}
