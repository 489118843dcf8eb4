package org.bidseal.identity.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.bidseal.identity.membership.JoinRequest.Approved;
import org.bidseal.identity.membership.JoinRequest.Event;
import org.bidseal.identity.membership.JoinRequest.Rejected;
import org.bidseal.identity.membership.JoinRequest.Submitted;
import org.bidseal.identity.membership.JoinRequest.Withdrawn;
import org.bidseal.identity.state.Step;
import org.junit.jupiter.api.Test;

/// Every event in every state, against the table in the type's doc.
class JoinRequestTest {

  private static final Instant AT = Instant.parse("2026-11-22T00:00:00Z");
  private static final UUID ADMINISTRATOR = new UUID(0, 9);
  private static final JoinRequest.Content CONTENT =
      new JoinRequest.Content(new UUID(0, 1), new UUID(0, 2), new UUID(0, 3), "colleague", AT);

  private static final Event APPROVE = new Event.Approve(ADMINISTRATOR, AT);
  private static final Event REJECT = new Event.Reject("unknown", ADMINISTRATOR, AT);
  private static final Event WITHDRAW = new Event.Withdraw(AT);
  private static final Submitted SUBMITTED = new Submitted(CONTENT);
  private static final Approved APPROVED = new Approved(CONTENT, ADMINISTRATOR, AT);
  private static final Rejected REJECTED = new Rejected(CONTENT, "unknown", ADMINISTRATOR, AT);
  private static final Withdrawn WITHDRAWN = new Withdrawn(CONTENT, AT);

  @Test
  void followsItsTable() {
    Map<JoinRequest, Map<Event, Step<JoinRequest>>> table = new LinkedHashMap<>();
    table.put(
        SUBMITTED,
        Map.of(
            APPROVE, Step.to(APPROVED), REJECT, Step.to(REJECTED), WITHDRAW, Step.to(WITHDRAWN)));
    table.put(APPROVED, refusesAll("APPROVED"));
    table.put(REJECTED, refusesAll("REJECTED"));
    table.put(WITHDRAWN, refusesAll("WITHDRAWN"));
    table.forEach((state, row) ->
        row.forEach((event, expected) ->
            assertThat(state.on(event))
                .as(state.state() + " on " + event.label())
                .isEqualTo(expected)));
    assertThat(table.keySet().stream().<Class<?>>map(Object::getClass))
        .containsExactlyInAnyOrder(JoinRequest.class.getPermittedSubclasses());
    assertThat(table.values())
        .allSatisfy(row -> assertThat(row).hasSize(Event.class.getPermittedSubclasses().length));
  }

  private static Map<Event, Step<JoinRequest>> refusesAll(String state) {
    return Map.of(
        APPROVE,
        Step.refused(state, "approve"),
        REJECT,
        Step.refused(state, "reject"),
        WITHDRAW,
        Step.refused(state, "withdraw"));
  }
}
