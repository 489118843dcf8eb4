package org.bidseal.crypto.expectation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.bidseal.crypto.testkit.TestEnvelopes;
import org.bidseal.crypto.testkit.TestPhone;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.proof.KeyUsage;
import org.bidseal.testsupport.ServiceTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;

@ServiceTest(database = "crypto")
@Import(TestEnvelopes.Config.class)
class ExpectationSweepTest {
  @Autowired private WebTestClient http;
  @Autowired private DatabaseClient database;
  @Autowired private SigningExpectations expectations;
  @Autowired private ExpectationSweep sweep;

  @Test
  void whatEndedLongAgoIsForgotten() {
    TestPhone phone = TestPhone.enrol(http, KeyUsage.SIGNING);
    Sm3Hash recent = register(phone, "recent", "-29 days");
    Sm3Hash old = register(phone, "old", "-31 days");
    sweep.sweep().block();
    assertThat(known(recent)).isTrue();
    assertThat(known(old)).isFalse();
  }

  private Sm3Hash register(TestPhone phone, String text, String end) {
    Sm3Hash e = Sm3Hash.of(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    expectations
        .register(
            new ExpectedDigest(
                UUID.randomUUID(),
                phone.personId(),
                phone.keyId(),
                e,
                Purpose.LOGIN,
                java.time.Instant.now()))
        .then(
            database
                .sql(
                    "update signing_expectation set expires_at = clock_timestamp() + "
                        + "cast(:end as interval) where e = :e")
                .bind("end", end)
                .bind("e", e.hex())
                .then())
        .block();
    return e;
  }

  private Boolean known(Sm3Hash e) {
    return database
        .sql("select 1 from signing_expectation where e = :e")
        .bind("e", e.hex())
        .fetch()
        .first()
        .hasElement()
        .blockOptional()
        .orElseThrow();
  }
}
