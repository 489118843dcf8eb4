package org.bidseal.identity.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.bidseal.identity.application.CertificateApplication.Described;
import org.bidseal.identity.application.CertificateApplication.Downloaded;
import org.bidseal.identity.application.CertificateApplication.Draft;
import org.bidseal.identity.application.CertificateApplication.Event;
import org.bidseal.identity.application.CertificateApplication.Issued;
import org.bidseal.identity.application.CertificateApplication.Rejected;
import org.bidseal.identity.application.CertificateApplication.Submitted;
import org.bidseal.identity.state.Step;
import org.junit.jupiter.api.Test;

/// Every event in every state, against the table in the type's doc.
class CertificateApplicationTest {

  private static final Instant AT = Instant.parse("2026-11-22T00:00:00Z");
  private static final UUID REVIEWER = new UUID(0, 9);
  private static final UUID SIGNING = new UUID(0, 5);
  private static final UUID ENCRYPTION = new UUID(0, 6);
  private static final CertificateApplication.Content CONTENT =
      new CertificateApplication.Content(
          new UUID(0, 1),
          new UUID(0, 2),
          null,
          new UUID(0, 3),
          "subject",
          new UUID(0, 7),
          "04aa",
          new UUID(0, 8),
          "04bb",
          1,
          AT);

  private static final Draft DRAFT = new Draft(CONTENT);
  private static final Described DESCRIBED = new Described(CONTENT, "info");
  private static final Submitted SUBMITTED = new Submitted(CONTENT, "csr", AT);
  private static final Issued ISSUED = new Issued(CONTENT, SIGNING, ENCRYPTION, REVIEWER, AT);
  private static final Downloaded DOWNLOADED =
      new Downloaded(CONTENT, SIGNING, ENCRYPTION, REVIEWER, AT);
  private static final Rejected REJECTED = new Rejected(CONTENT, "unclear", REVIEWER, AT);

  private static final List<CertificateApplication> STATES =
      List.of(DRAFT, DESCRIBED, SUBMITTED, ISSUED, DOWNLOADED, REJECTED);
  private static final List<Event> EVENTS =
      List.of(
          new Event.Describe("info"),
          new Event.Submit("csr", AT),
          new Event.Approve(SIGNING, ENCRYPTION, REVIEWER, AT),
          new Event.Reject("unclear", REVIEWER, AT),
          new Event.Download());

  /// The table of the type's doc: "-" is a refusal.
  private static final String TABLE =
      """
      DRAFT      DESCRIBED -         -      -        -
      DESCRIBED  DESCRIBED SUBMITTED -      -        -
      SUBMITTED  -         -         ISSUED REJECTED -
      ISSUED     -         -         -      -        DOWNLOADED
      DOWNLOADED -         -         -      -        DOWNLOADED
      REJECTED   -         -         -      -        -
      """;

  @Test
  void followsItsTable() {
    List<String> rows = TABLE.lines().toList();
    for (int row = 0; row < STATES.size(); row++) {
      CertificateApplication state = STATES.get(row);
      String[] cells = rows.get(row).split(" +", -1);
      assertThat(state.state()).isEqualTo(cells[0]);
      for (int column = 0; column < EVENTS.size(); column++) {
        Event event = EVENTS.get(column);
        assertThat(state.on(event))
            .as(state.state() + " on " + event.label())
            .isEqualTo(expected(state, event, cells[column + 1]));
      }
    }
  }

  private static Step<CertificateApplication> expected(
      CertificateApplication state, Event event, String cell) {
    return cell.equals("-")
        ? Step.refused(state.state(), event.label())
        : Step.to(
            STATES.stream().filter(next -> next.state().equals(cell)).findFirst().orElseThrow());
  }

  @Test
  void theTableIsComplete() {
    assertThat(STATES.stream().<Class<?>>map(Object::getClass))
        .containsExactlyInAnyOrder(CertificateApplication.class.getPermittedSubclasses());
    assertThat(EVENTS.stream().<Class<?>>map(Object::getClass))
        .containsExactlyInAnyOrder(Event.class.getPermittedSubclasses());
  }
}
