package org.bidseal.crypto.bidlife;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.bidseal.testsupport.Capability;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Institutions and associations bid as companies do; what they are is known by their credit code
/// (GB 32100-2015 §4.2).
class NonMarketEntityTest extends PartsTest {
  @ParameterizedTest
  @CsvSource({
    "12, 市公共资源交易中心, 市公共资源交易中心 (机关或事业单位 INSTITUTION)",
    "51, 市建筑业协会, 市建筑业协会 (社会组织 ASSOCIATION)",
    "91, 市建设有限公司, 市建设有限公司"
  })
  @Capability({"CRY-015", "ESC-011"})
  void itsPhoneShowsForWhomItActsAndTheBidIsSealedAndOpened(
      String kind, String name, String shown) {
    Bidder bidder = bidder();
    backUp(bidder);
    enterprise(
        bidder.enterpriseId(), name, kind + bidder.enterpriseId().toString().substring(0, 16));
    UUID opening = opening("1", "WHOLE");
    Draft draft = seal(announceBid(bidder, List.of(), opening), opening, bidder);
    assertThat(bidderOf(draft.sessionId())).isEqualTo(shown);

    UUID session = decrypt(draft, bidder);

    assertThat(bidderOf(session)).isEqualTo(shown);
    assertThat(platform.get("/envelopes/" + draft.envelopeId() + "/plaintext").body())
        .isEqualTo(draft.file());
  }

  private static String bidderOf(UUID session) {
    return Neighbours.get()
        .session(session)
        .path("summary")
        .path("lines")
        .valueStream()
        .filter(line -> line.path("labelZh").asString().equals("投标人"))
        .map(line -> line.path("value").asString())
        .findFirst()
        .orElse("nobody");
  }
}
