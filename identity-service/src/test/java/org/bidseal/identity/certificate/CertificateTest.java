package org.bidseal.identity.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.bidseal.identity.certificate.Certificate.Event;
import org.bidseal.identity.certificate.Certificate.InForce;
import org.bidseal.identity.certificate.Certificate.Revoked;
import org.bidseal.identity.certificate.Certificate.ToDownload;
import org.bidseal.identity.state.Step;
import org.junit.jupiter.api.Test;

/// Every event in every state, against the table in the type's doc.
class CertificateTest {

  private static final Instant AT = Instant.parse("2026-11-22T00:00:00Z");
  private static final Certificate.Content CONTENT =
      new Certificate.Content(
          new UUID(0, 1),
          new UUID(0, 2),
          Certificate.KeyUse.SIGNING,
          new UUID(0, 3),
          new UUID(0, 4),
          null,
          new UUID(0, 5),
          "ab",
          "CN=x",
          AT,
          AT.plusSeconds(1),
          "MII=");

  private static final Event DOWNLOAD = new Event.Download();
  private static final Event REVOKE = new Event.Revoke(RevocationReason.KEY_COMPROMISE, AT);
  private static final ToDownload TO_DOWNLOAD = new ToDownload(CONTENT);
  private static final InForce IN_FORCE = new InForce(CONTENT);
  private static final Revoked REVOKED = new Revoked(CONTENT, RevocationReason.KEY_COMPROMISE, AT);

  @Test
  void followsItsTable() {
    Map<Certificate, Map<Event, Step<Certificate>>> table = new LinkedHashMap<>();
    table.put(TO_DOWNLOAD, Map.of(DOWNLOAD, Step.to(IN_FORCE), REVOKE, Step.to(REVOKED)));
    table.put(IN_FORCE, Map.of(DOWNLOAD, Step.to(IN_FORCE), REVOKE, Step.to(REVOKED)));
    table.put(
        REVOKED,
        Map.of(
            DOWNLOAD, Step.refused("REVOKED", "download"),
            REVOKE, Step.refused("REVOKED", "revoke")));
    table.forEach((state, row) ->
        row.forEach((event, expected) ->
            assertThat(state.on(event))
                .as(state.state() + " on " + event.label())
                .isEqualTo(expected)));
    assertThat(table.keySet().stream().<Class<?>>map(Object::getClass))
        .containsExactlyInAnyOrder(Certificate.class.getPermittedSubclasses());
    assertThat(table.values())
        .allSatisfy(row -> assertThat(row).hasSize(Event.class.getPermittedSubclasses().length));
  }
}
