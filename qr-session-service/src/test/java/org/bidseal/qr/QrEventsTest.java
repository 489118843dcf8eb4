package org.bidseal.qr;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bidseal.smcrypto.sm2.Sm2KeyPair;
import org.bidseal.testsupport.Awaiting;
import org.bidseal.testsupport.GoldenEvents;
import org.bidseal.testsupport.PublishedEvents;
import org.bidseal.testsupport.Tokens;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import tools.jackson.databind.JsonNode;

/// Every event that the service publishes, against its golden file, in the order in which it
/// happened.
final class QrEventsTest extends QrServiceTest {
  @Autowired private DatabaseClient database;

  private final UUID person = Tokens.newPerson();

  @BeforeEach
  void aMember() {
    identity.enterprise(enterpriseId, "湖北某某建设有限公司", "91420500MA00000008");
    identity.member(person, enterpriseId);
  }

  @Test
  void aSignatureThatFails() {
    UUID session = confirmed();
    report("signing-started", session, Map.of());
    report("signing-failed", session, Map.of("reason", "certificate-revoked"));
    verifyGolden(session, "scanned", "confirmed", "processing", "failed");
  }

  /// The one event whose content others act on: identity-service binds the enterprise.
  @Test
  void aBindingThatIsCompleted() {
    Sm2KeyPair key = Sm2KeyPair.generate(random);
    UUID certificate = identity.signingCertificate(person, enterpriseId, key);
    JsonNode bound = bind(person, certificate, key, "91420500MA00000008");
    List<JsonNode> events = published(id(bound), "scanned", "completed");
    GoldenEvents.verify(events.getLast());
  }

  @Test
  void aSessionThatItsOwnerRejects() {
    UUID session = scanned();
    ok(post(person, "/sessions/" + session + "/rejection", Map.of("reason", "not me")));
    verifyGolden(session, "scanned", "rejected");
  }

  @Test
  void aSessionThatNobodyEnds() {
    UUID session = scanned();
    database
        .sql("update qr_session set expires_at = clock_timestamp() where session_id = :session")
        .bind("session", session)
        .then()
        .block();
    verifyGolden(session, "scanned", "expired");
  }

  private UUID scanned() {
    UUID session = id(signSession(UUID.randomUUID()));
    ok(post(person, "/scans", scan(session)));
    return session;
  }

  private UUID confirmed() {
    UUID session = scanned();
    ok(post(person, "/sessions/" + session + "/confirmation", Map.of("deviceId", phone)));
    return session;
  }

  private static void verifyGolden(UUID session, String... states) {
    published(session, states).forEach(event -> GoldenEvents.verify(event));
  }

  private static List<JsonNode> published(UUID session, String... states) {
    List<String> types =
        List.of(states).stream().map(state -> "org.bidseal.qr.session-" + state + ".v1").toList();
    Awaiting.untilAsserted(() ->
        assertThat(PublishedEvents.about("bidseal.qr", session))
            .extracting(event -> event.path("type").asString())
            .containsExactlyElementsOf(types));
    return PublishedEvents.about("bidseal.qr", session);
  }
}
