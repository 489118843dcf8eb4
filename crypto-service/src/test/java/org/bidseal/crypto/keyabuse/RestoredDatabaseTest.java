package org.bidseal.crypto.keyabuse;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bidseal.crypto.testkit.KeyServiceTest;
import org.bidseal.crypto.testkit.TestPhone;
import org.bidseal.servicedefaults.sweep.Sweep;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.sm2.Sm2Verifier;
import org.bidseal.testsupport.Awaiting;
import org.bidseal.testsupport.PublishedEvents;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import reactor.core.publisher.Flux;

/// The database comes back from yesterday's backup: its tokens, counters and locks are those of
/// yesterday. The backup of these tests has the tables of holdings and the mark.
class RestoredDatabaseTest extends KeyServiceTest {
  private static final List<String> TABLES = List.of("restore_witness", "holding", "attempt");

  @Autowired private List<Sweep> sweeps;
  @Autowired private Flyway flyway;

  private final UUID session = UUID.randomUUID();

  @BeforeEach
  void theDatabaseIsWitnessed() {
    sweep("restore-witness");
  }

  @AfterEach
  void dropBackup() {
    TABLES.forEach(table -> run("drop table if exists yesterday_" + table));
  }

  @Test
  void atTheNextStartNoTokenAndNoCounterOfYesterdayServes() {
    TestPhone phone = signer();
    TestPhone guessed = signer();
    Sm3Hash e = expect(phone, session, "yesterday");
    Sm3Hash f = expect(guessed, session, "yesterday");
    backUp();
    TestPhone imageOfYesterday = phone.cloned();
    phone.coSign(session, e);
    TestPhone thief = guessed.withWrongPin();
    for (int i = 0; i < 5; i++) {
      thief.post("co-signatures", thief.coSignBody(session, f)).expectStatus().isForbidden();
    }
    sweep("restore-witness");

    restore();
    flyway.migrate();

    for (TestPhone one : List.of(phone, imageOfYesterday)) {
      assertThat(kind(TestPhone.json(one.post("co-signatures", one.coSignBody(session, e)), 423)))
          .isEqualTo("key-quarantined");
    }
    assertThat(kind(TestPhone.json(thief.post("co-signatures", thief.coSignBody(session, f)), 423)))
        .isEqualTo("key-quarantined");
    verifyRealName(phone.personId());
    String path = "holdings/" + phone.deviceId() + "/unlocking";
    phone.advance(TestPhone.json(phone.post(path, Map.of()), 200));
    phone.refresh();
    assertThat(Sm2Verifier.verify(phone.publicKey(), e, phone.coSign(session, e))).isTrue();
    TestPhone image = imageOfYesterday.withToken(phone.token());
    assertThat(kind(TestPhone.json(image.post("co-signatures", image.coSignBody(session, e)), 403)))
        .isEqualTo("wrong-pin-or-proof");
  }

  @Test
  void aRunningServiceNoticesTooAndTellsThePersons() {
    TestPhone phone = decrypter();
    backUp();
    sweep("restore-witness");

    restore();
    sweep("restore-witness");
    sweep("suspended-holdings");

    assertThat(holding(phone)).isEqualTo("QUARANTINED 0");
    Awaiting.untilAsserted(() -> assertThat(lastUse(phone)).isEqualTo("SUSPEND QUARANTINED"));
    Awaiting.untilAsserted(() ->
        assertThat(PublishedEvents.about("bidseal.crypto", phone.keyId()))
            .anyMatch(event ->
                event.path("type").asString().equals("org.bidseal.crypto.holding-quarantined.v1")));
    assertThat(
            kind(
                TestPhone.json(
                    askForHolding(
                        phone,
                        phone.backupBody(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID())),
                    423)))
        .isEqualTo("backup-checks-exhausted");
  }

  /// Many replicas beat at once, and others start: none takes that for a step back.
  @Test
  void aDatabaseThatGoesOnIsLeftAlone() {
    TestPhone phone = signer();
    Flux.range(0, 200)
        .flatMap(_ -> Flux.from(named("restore-witness").sweep()).then(), 16)
        .blockLast();
    flyway.migrate();
    assertThat(holding(phone)).isEqualTo("ACTIVE 5");
  }

  private void backUp() {
    TABLES.forEach(table -> run("create table yesterday_" + table + " as table " + table));
  }

  private void restore() {
    run("delete from attempt");
    run(
        """
        update holding h
           set state = y.state, attempts_left = y.attempts_left, token = y.token,
               blocked_since = y.blocked_since, block_reported = y.block_reported,
               last_request_id = y.last_request_id, last_content = y.last_content,
               last_answer = y.last_answer
          from yesterday_holding y where y.key_id = h.key_id and y.device_id = h.device_id
        """);
    run("insert into attempt table yesterday_attempt");
    // Last: a beat of the running service may notice at once.
    run("update restore_witness set mark = (select mark from yesterday_restore_witness)");
  }

  private void run(String sql) {
    database.sql(sql).then().block();
  }

  private void sweep(String name) {
    Flux.from(named(name).sweep()).blockLast();
  }

  private Sweep named(String name) {
    return sweeps.stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
  }

  private String lastUse(TestPhone phone) {
    return requireNonNull(
        database
            .sql(
                "select operation || ' ' || outcome from key_use where key_id = :key"
                    + " order by sequence desc limit 1")
            .bind("key", phone.keyId())
            .mapValue(String.class)
            .one()
            .block());
  }
}
