package org.bidseal.crypto.keylife;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.bidseal.crypto.codecrypt.DecryptableEnvelope;
import org.bidseal.crypto.testkit.KeyServiceTest;
import org.bidseal.crypto.testkit.TestPhone;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.proof.KeyUsage;
import org.bidseal.smcrypto.proof.Token;
import org.bidseal.testsupport.Tokens;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

/// Every state of a holding with everything that can happen to it: the table in `HoldingState`,
/// cell by cell, over HTTP. A cell reads `status STATE attempts`.
class HoldingStatesTest extends KeyServiceTest {
  private static final String[] EVENTS = {
    "right use",
    "wrong use",
    "stale use",
    "right refresh",
    "wrong refresh",
    "stale refresh",
    "unlock unverified",
    "unlock verified",
    "refresh elsewhere",
    "backup anew"
  };

  private static final Map<String, String[]> TABLE =
      Map.of(
          "ACTIVE 5",
          row(
              "200 ACTIVE 5",
              "403 ACTIVE 4",
              "423 QUARANTINED",
              "200 ACTIVE 5",
              "403 ACTIVE 4",
              "423 QUARANTINED",
              "409 ACTIVE 5",
              "409 ACTIVE 5",
              "200 STALE",
              "201 ACTIVE 5"),
          "ACTIVE 1",
          row(
              "200 ACTIVE 5",
              "403 LOCKED",
              "423 QUARANTINED",
              "200 ACTIVE 5",
              "403 LOCKED",
              "423 QUARANTINED",
              "409 ACTIVE 1",
              "409 ACTIVE 1",
              "200 STALE",
              "201 ACTIVE 5"),
          "LOCKED 0",
          row(
              "423 LOCKED",
              "423 LOCKED",
              "423 LOCKED",
              "423 LOCKED",
              "423 LOCKED",
              "423 LOCKED",
              "409 LOCKED",
              "200 ACTIVE 5",
              "200 STALE",
              "423 LOCKED"),
          "QUARANTINED 0",
          row(
              "423 QUARANTINED",
              "423 QUARANTINED",
              "423 QUARANTINED",
              "423 QUARANTINED",
              "423 QUARANTINED",
              "423 QUARANTINED",
              "409 QUARANTINED",
              "200 REFRESH_ONLY 5",
              "200 STALE",
              "423 QUARANTINED"),
          "REFRESH_ONLY 5",
          row(
              "423 REFRESH_ONLY 5",
              "423 REFRESH_ONLY 5",
              "423 REFRESH_ONLY 5",
              "200 ACTIVE 5",
              "403 REFRESH_ONLY 4",
              "423 QUARANTINED",
              "409 REFRESH_ONLY 5",
              "200 REFRESH_ONLY 5",
              "200 STALE",
              "423 REFRESH_ONLY 5"),
          "REFRESH_ONLY 1",
          row(
              "423 REFRESH_ONLY 1",
              "423 REFRESH_ONLY 1",
              "423 REFRESH_ONLY 1",
              "200 ACTIVE 5",
              "403 QUARANTINED",
              "423 QUARANTINED",
              "409 REFRESH_ONLY 1",
              "200 REFRESH_ONLY 5",
              "200 STALE",
              "423 REFRESH_ONLY 1"),
          "STALE 5",
          row(
              "409 STALE",
              "409 STALE",
              "409 STALE",
              "409 STALE",
              "409 STALE",
              "409 STALE",
              "409 STALE",
              "409 STALE",
              "200 STALE",
              "201 ACTIVE 5"));

  private final UUID person = UUID.randomUUID();
  private final UUID envelope = UUID.randomUUID();
  private final Point point = randomPoint();

  private static String[] row(String... cells) {
    return cells;
  }

  @TestFactory
  Stream<DynamicTest> everyStateWithEveryEvent() {
    envelopes.put(envelope, new DecryptableEnvelope.Open(point));
    return TABLE.entrySet().stream()
        .flatMap(row ->
            Stream.iterate(0, i -> i < EVENTS.length, i -> i + 1)
                .map(i -> cell(row.getKey(), EVENTS[i], row.getValue()[i])));
  }

  private DynamicTest cell(String state, String event, String expected) {
    return DynamicTest.dynamicTest(
        state + ", " + event,
        () -> {
          TestPhone phone = TestPhone.enrol(http, person, UUID.randomUUID(), KeyUsage.ENCRYPTION);
          TestPhone other = onSecondDevice(phone);
          bring(phone, other, state);
          int status = happens(event, phone, other);
          assertThat(status + " " + stateOf(phone)).isEqualTo(expected);
        });
  }

  private TestPhone onSecondDevice(TestPhone phone) {
    UUID device = UUID.randomUUID();
    JsonNode given = TestPhone.json(backup(phone, person, device), 201);
    return phone.onOtherDevice(person, device, Token.ofHex(given.path("token").asString()));
  }

  private WebTestClient.ResponseSpec backup(TestPhone from, UUID holder, UUID device) {
    return TestPhone.post(
        http,
        Tokens.service("keyescrow-service"),
        "/internal/crypto/v1/keys/" + from.keyId() + "/holdings",
        from.backupBody(UUID.randomUUID(), holder, device));
  }

  private void bring(TestPhone phone, TestPhone other, String state) {
    if (state.startsWith("STALE")) {
      other.refresh();
      return;
    }
    String[] parts = state.split(" ", -1);
    database
        .sql(
            """
            update holding
               set state = :state, attempts_left = :left,
                   blocked_since = case when :state <> 'ACTIVE' then clock_timestamp() end,
                   block_reported = :state in ('LOCKED', 'QUARANTINED')
             where key_id = :key and device_id = :device
            """)
        .bind("state", parts[0])
        .bind("left", Integer.parseInt(parts[1]))
        .bind("key", phone.keyId())
        .bind("device", phone.deviceId())
        .then()
        .block();
  }

  private int happens(String event, TestPhone phone, TestPhone other) {
    TestPhone stale = phone.withToken(Token.random(TestPhone.RANDOM));
    String unlocking = "holdings/" + phone.deviceId() + "/unlocking";
    return switch (event) {
      case "right use" -> use(phone);
      case "wrong use" -> use(phone.withWrongPin());
      case "stale use" -> use(stale);
      case "right refresh" -> refresh(phone);
      case "wrong refresh" -> refresh(phone.withWrongPin());
      case "stale refresh" -> refresh(stale);
      case "unlock unverified" -> {
        verifyRealName(person, "clock_timestamp() - interval '1 day'");
        yield status(phone.post(unlocking, Map.of()));
      }
      case "unlock verified" -> {
        verifyRealName(person);
        yield status(phone.post(unlocking, Map.of()));
      }
      case "refresh elsewhere" -> refresh(other);
      case "backup anew" -> status(backup(other, person, phone.deviceId()));
      default -> throw new AssertionError(event);
    };
  }

  private int use(TestPhone phone) {
    return status(
        phone.post("co-decryptions", phone.coDecryptBody(UUID.randomUUID(), envelope, point)));
  }

  private static int refresh(TestPhone phone) {
    return status(
        phone.post("refreshes", phone.refreshBody(phone.share().refresh(TestPhone.RANDOM))));
  }

  private static int status(WebTestClient.ResponseSpec answer) {
    return answer.expectBody().returnResult().getStatus().value();
  }

  private String stateOf(TestPhone phone) {
    String found =
        database
            .sql(
                """
                select case when state in ('ACTIVE', 'REFRESH_ONLY')
                            then state || ' ' || attempts_left else state end
                  from holding where key_id = :key and device_id = :device
                """)
            .bind("key", phone.keyId())
            .bind("device", phone.deviceId())
            .map(row -> Objects.requireNonNull(row.get(0, String.class)))
            .one()
            .block();
    return Objects.requireNonNull(found);
  }
}
