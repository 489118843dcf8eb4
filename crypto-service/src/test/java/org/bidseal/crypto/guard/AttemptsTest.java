package org.bidseal.crypto.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.bidseal.crypto.expectation.ExpectedDigest;
import org.bidseal.crypto.expectation.Purpose;
import org.bidseal.crypto.expectation.SigningExpectations;
import org.bidseal.crypto.guard.request.Aside;
import org.bidseal.crypto.guard.request.Operation;
import org.bidseal.crypto.guard.request.Presented;
import org.bidseal.crypto.guard.request.RacedException;
import org.bidseal.crypto.holding.HoldingState.Active;
import org.bidseal.crypto.holding.HoldingState.Locked;
import org.bidseal.crypto.testkit.TestEnvelopes;
import org.bidseal.crypto.testkit.TestPhone;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.proof.KeyUsage;
import org.bidseal.testsupport.ServiceTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.test.StepVerifier;

@ServiceTest(database = "crypto")
@Import(TestEnvelopes.Config.class)
class AttemptsTest {
  @Autowired private WebTestClient http;
  @Autowired private Attempts attempts;
  @Autowired private SigningExpectations expectations;

  @Test
  void nothingIsTakenOnceAnotherRequestWasAnswered() {
    TestPhone phone = TestPhone.enrol(http, KeyUsage.SIGNING);
    Presented request = request(phone);
    Snapshot seen = find(request);
    coSign(phone);
    StepVerifier.create(attempts.count(request, seen)).verifyError(RacedException.class);
    assertThat(find(request).holding().state()).isEqualTo(new Active(5));
    assertThat(find(request).attempt()).isNull();
  }

  @Test
  void oneRequestTakesOneAttempt() {
    TestPhone phone = TestPhone.enrol(http, KeyUsage.SIGNING);
    Presented request = request(phone);
    Snapshot seen = find(request);
    StepVerifier.create(attempts.count(request, seen)).expectNext(4).verifyComplete();
    StepVerifier.create(attempts.count(request, seen)).verifyError(RacedException.class);
    assertThat(find(request).holding().state()).isEqualTo(new Active(4));
  }

  @Test
  void whatNobodyLookedAtIsGivenBackOnce() {
    TestPhone phone = TestPhone.enrol(http, KeyUsage.SIGNING);
    Presented first = request(phone);
    Presented second = request(phone);
    attempts.count(first, find(first)).block();
    attempts.count(second, find(second)).block();
    attempts.giveBack(second, false).block();
    attempts.giveBack(second, false).block();
    assertThat(find(second).holding().state()).isEqualTo(new Active(4));
    attempts.refuse(first).block();
    attempts.giveBack(first, false).block();
    assertThat(find(second).holding().state()).isEqualTo(new Active(4));
  }

  @Test
  void theLastAttemptGivenBackUnlocksWhatWasNotReported() {
    TestPhone phone = TestPhone.enrol(http, KeyUsage.SIGNING);
    Presented last = request(phone);
    for (int i = 0; i < 4; i++) {
      Presented earlier = request(phone);
      attempts.count(earlier, find(earlier)).block();
    }
    attempts.count(last, find(last)).block();
    assertThat(find(last).holding().state()).isInstanceOf(Locked.class);
    attempts.giveBack(last, true).block();
    assertThat(find(last).holding().state()).isEqualTo(new Active(5));
  }

  @Test
  void aReportedLockIsNotGivenBack() {
    TestPhone phone = TestPhone.enrol(http, KeyUsage.SIGNING);
    Presented last = request(phone);
    for (int i = 0; i < 4; i++) {
      Presented earlier = request(phone);
      attempts.count(earlier, find(earlier)).block();
    }
    attempts.count(last, find(last)).block();
    StepVerifier.create(attempts.report(last, true)).verifyComplete();
    StepVerifier.create(attempts.report(last, false)).expectNext("LOCKED").verifyComplete();
    StepVerifier.create(attempts.report(last, false)).verifyComplete();
    attempts.giveBack(last, true).block();
    assertThat(find(last).holding().state()).isInstanceOf(Locked.class);
  }

  private Snapshot find(Presented request) {
    return Objects.requireNonNull(attempts.find(request, Aside.NOTHING, (seen, _) -> seen).block());
  }

  private static Presented request(TestPhone phone) {
    UUID requestId = UUID.randomUUID();
    return new Presented(
        Operation.CO_SIGN,
        phone.keyId(),
        phone.deviceId(),
        phone.personId(),
        requestId,
        phone.token(),
        Sm3Hash.of(requestId.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8)));
  }

  private void coSign(TestPhone phone) {
    UUID session = UUID.randomUUID();
    Sm3Hash e = Sm3Hash.of(session.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
    expectations
        .register(
            new ExpectedDigest(
                session,
                phone.personId(),
                phone.keyId(),
                e,
                Purpose.DOCUMENT,
                Instant.now().plusSeconds(600)))
        .block();
    phone.coSign(session, e);
  }
}
