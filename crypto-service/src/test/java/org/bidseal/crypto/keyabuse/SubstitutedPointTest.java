package org.bidseal.crypto.keyabuse;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.bidseal.crypto.codecrypt.DecryptableEnvelope;
import org.bidseal.crypto.testkit.KeyServiceTest;
import org.bidseal.crypto.testkit.TestPhone;
import org.bidseal.smcrypto.Point;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// A modified phone names a bid that is open and sends the point of one that is not.
class SubstitutedPointTest extends KeyServiceTest {
  private final UUID session = UUID.randomUUID();
  private final UUID open = UUID.randomUUID();
  private final UUID shut = UUID.randomUUID();
  private final Point ofOpen = randomPoint();
  private final Point ofShut = randomPoint();

  @BeforeEach
  void oneIsOpenOneIsShut() {
    Instant now = Instant.now();
    envelopes.put(open, new DecryptableEnvelope.Open(ofOpen));
    envelopes.put(shut, new DecryptableEnvelope.NotYetOpen(now.plusSeconds(3600), now));
  }

  @Test
  void theShutOnesPointWithAProofOfItsOwn() {
    TestPhone phone = decrypter();
    refused(phone, phone.coDecryptBody(session, open, ofShut));
  }

  @Test
  void theShutOnesPointWithTheProofOfTheOpenOne() {
    TestPhone phone = decrypter();
    Map<String, Object> body = phone.coDecryptBody(session, open, ofOpen);
    body.put("t1", phone.share().t1(ofShut).hex());
    refused(phone, body);
  }

  /// `T1 + x1·C1'` would give `T2` of the sum.
  @Test
  void theTwoPointsAdded() {
    TestPhone phone = decrypter();
    Map<String, Object> body = phone.coDecryptBody(session, open, ofOpen);
    body.put("t1", phone.share().t1(ofOpen).plus(phone.share().t1(ofShut)).hex());
    refused(phone, body);
  }

  @Test
  void theShutOneByItsName() {
    TestPhone phone = decrypter();
    JsonNode problem =
        TestPhone.json(
            phone.post("co-decryptions", phone.coDecryptBody(session, shut, ofShut)), 403);
    assertThat(kind(problem)).isEqualTo("opening-not-open");
    assertThat(holding(phone)).isEqualTo("ACTIVE 5");
  }

  private void refused(TestPhone phone, Map<String, Object> body) {
    JsonNode problem = TestPhone.json(phone.post("co-decryptions", body), 403);
    assertThat(kind(problem)).isEqualTo("wrong-pin-or-proof");
    assertThat(holding(phone)).isEqualTo("ACTIVE 4");
  }
}
