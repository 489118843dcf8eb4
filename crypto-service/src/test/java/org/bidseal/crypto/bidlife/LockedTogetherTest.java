package org.bidseal.crypto.bidlife;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.bidseal.smcrypto.envelope.EnvelopeHeader;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// An event lock beside the other ways to seal: by the service, and for several recipients.
class LockedTogetherTest extends BidTest {
  private final UUID enterpriseId = UUID.randomUUID();

  @Test
  void theServiceSealsUnderTheLockToo() {
    Bidder one = bidder();
    Bidder two = bidder();
    Bidder bidder = backedUp();
    UUID opening = Committee.opening(platform);
    UUID envelope = announce(opening, bidder, 3000, "SERVER");
    UUID session = session(envelope, bidder, "ENCRYPT");
    assertThat(bidder.address(envelope, session, bidder.encryptionCertificate()).problem(409))
        .isEqualTo("lock-not-ready");
    Committee committee = Committee.ready(platform, opening, one, two);
    Draft bid = new Draft(opening, envelope, session, Desk.file(3000));
    address(bid, bidder);
    sealByService(bid, bidder);
    EnvelopeHeader header = header(envelope);
    assertThat(header.threshold()).isEqualTo(1);
    assertThat(header.eventLock())
        .hasValueSatisfying(lock -> {
          assertThat(lock.lockId()).isEqualTo(committee.lockId());
          assertThat(lock.lockKey()).isEqualTo(committee.transcript().lockKey());
        });

    open(opening);
    UUID opens = session(envelope, bidder, "DECRYPT");
    String bidderKey = bidder.fileKey(envelope, opens);
    committee.release(one);
    assertThat(bidder.contentKey(envelope, opens, bidderKey).problem(409))
        .isEqualTo("lock-not-released");
    committee.release(two);
    bidder.contentKey(envelope, opens, bidderKey).expect(202);
    awaitPlaintext(bid);
  }

  @Test
  void aLockIsReplacedWhileTheServiceSealsAndTheBidIsNotSealed() {
    Bidder one = bidder();
    Bidder two = bidder();
    Bidder bidder = backedUp();
    UUID opening = Committee.opening(platform);
    Committee.ready(platform, opening, one, two);
    Draft bid = draft(opening, bidder, 100, "SERVER");
    address(bid, bidder);
    platform.upload("/envelopes/" + bid.envelopeId() + "/plaintext", bid.file()).expect(200);
    Committee.ready(platform, opening, two, one);
    assertThat(bidder.sign(bid.envelopeId(), bid.sessionId()).problem(422))
        .isEqualTo("header-lock-differs");
  }

  @Test
  void twoOfThreeRecipientsAndTwoOfThreeMembersOpenTheBidAndNotOneLessOfEither() {
    Bidder centre = bidder();
    Bidder supervisor = bidder();
    Bidder notary = bidder();
    Bidder first = backedUp(enterpriseId);
    Bidder second = bidder(enterpriseId);
    Bidder third = bidder(enterpriseId);
    UUID opening = Committee.opening(platform);
    Committee committee = Committee.ready(platform, opening, centre, supervisor, notary);
    Draft bid = sealedTogether(opening, 2, first, second, third);
    UUID envelope = bid.envelopeId();
    EnvelopeHeader header = header(envelope);
    assertThat(header.threshold()).isEqualTo(2);
    assertThat(header.eventLock()).isPresent();

    open(opening);
    committee.release(notary);
    Given given = decrypted(bid, third);
    assertThat(handIn(bid, given).problem(409)).isEqualTo("lock-not-released");
    committee.release(centre);
    assertThat(committee.state()).isEqualTo("RELEASED");
    JsonNode waiting = handIn(bid, given).expect(202);
    assertThat(waiting.path("given").asInt()).isEqualTo(1);
    assertThat(waiting.has("job")).isFalse();
    assertThat(show(envelope).path("state").asString()).isEqualTo("SEALED");
    assertThat(
            third.contentKey(envelope, given.sessionId(), given.share().substring(2, 34)).status())
        .isIn(409, 422);

    JsonNode enough = handIn(bid, decrypted(bid, first)).expect(202);
    assertThat(enough.path("given").asInt()).isEqualTo(2);
    assertThat(enough.path("job").path("jobId").asString()).isNotBlank();
    awaitPlaintext(bid);
  }

  @Test
  void theServiceSealsForSeveralUnderTheLock() {
    Bidder one = bidder();
    Bidder two = bidder();
    Bidder first = backedUp(enterpriseId);
    Bidder second = backedUp(enterpriseId);
    UUID opening = Committee.opening(platform);
    Committee committee = Committee.ready(platform, opening, one, two);
    Draft bid = draft(opening, first, 3000, "SERVER");
    addressTogether(bid, 2, first, second).expect(200);
    sealByService(bid, first);
    assertThat(header(bid.envelopeId()).threshold()).isEqualTo(2);
    assertThat(header(bid.envelopeId()).eventLock()).isPresent();

    open(opening);
    committee.release(one);
    committee.release(two);
    List.of(first, second).forEach(each -> handIn(bid, decrypted(bid, each)).expect(202));
    awaitPlaintext(bid);
  }

  /// A recipient's decrypted share of the bid's key.
  private record Given(Bidder recipient, UUID sessionId, String share) {}

  private Given decrypted(Draft bid, Bidder recipient) {
    UUID session = session(bid.envelopeId(), recipient, "DECRYPT");
    return new Given(recipient, session, recipient.fileKey(bid.envelopeId(), session));
  }

  private static Api.Answer handIn(Draft bid, Given given) {
    return given.recipient().keyShare(bid.envelopeId(), given.sessionId(), given.share());
  }

  private void sealByService(Draft bid, Bidder bidder) {
    platform.upload("/envelopes/" + bid.envelopeId() + "/plaintext", bid.file()).expect(200);
    bidder.sign(bid.envelopeId(), bid.sessionId()).expect(200);
    JsonNode receipt =
        Api.JSON.readTree(
            Base64.getDecoder()
                .decode(show(bid.envelopeId()).path("receipt").path("payload").asString()));
    assertThat(receipt.path("sealing").asString()).isEqualTo("SERVER");
  }

  private EnvelopeHeader header(UUID envelopeId) {
    return EnvelopeHeader.parse(
        Base64.getDecoder().decode(show(envelopeId).path("header").asString()));
  }

  private void awaitPlaintext(Draft bid) {
    awaitState(bid.envelopeId(), "DECRYPTED");
    assertThat(platform.get("/envelopes/" + bid.envelopeId() + "/plaintext").body())
        .isEqualTo(bid.file());
  }
}
