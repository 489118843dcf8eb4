package org.bidseal.identity.enterprise;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.bidseal.identity.enterprise.EnterpriseClaim.Approved;
import org.bidseal.identity.enterprise.EnterpriseClaim.Event;
import org.bidseal.identity.enterprise.EnterpriseClaim.Rejected;
import org.bidseal.identity.enterprise.EnterpriseClaim.Submitted;
import org.bidseal.identity.person.IdNumber;
import org.bidseal.identity.state.Step;
import org.junit.jupiter.api.Test;

/// Every event in every state, against the table in the type's doc.
class EnterpriseClaimTest {

  private static final Instant AT = Instant.parse("2026-11-22T00:00:00Z");
  private static final UUID REVIEWER = new UUID(0, 9);
  private static final UUID ENTERPRISE = new UUID(0, 5);
  private static final EnterpriseClaim.Content CONTENT =
      new EnterpriseClaim.Content(
          new UUID(0, 1),
          new UUID(0, 2),
          new Uscc("914403001922038216"),
          "某某公司",
          new EnterpriseClaim.LegalRepresentative(
              "张三", IdNumber.parse("11010519491231002X").orElseThrow()),
          "420000",
          AT);

  private static final Submitted SUBMITTED = new Submitted(CONTENT);
  private static final Approved APPROVED = new Approved(CONTENT, ENTERPRISE, REVIEWER, AT);
  private static final Rejected REJECTED = new Rejected(CONTENT, "blurred", REVIEWER, AT);
  private static final Event APPROVE = new Event.Approve(ENTERPRISE, REVIEWER, AT);
  private static final Event REJECT = new Event.Reject("blurred", REVIEWER, AT);

  @Test
  void followsItsTable() {
    Map<EnterpriseClaim, Map<Event, Step<EnterpriseClaim>>> table = new LinkedHashMap<>();
    table.put(SUBMITTED, Map.of(APPROVE, Step.to(APPROVED), REJECT, Step.to(REJECTED)));
    table.put(APPROVED, refusesBoth("APPROVED"));
    table.put(REJECTED, refusesBoth("REJECTED"));
    table.forEach((state, row) ->
        row.forEach((event, expected) ->
            assertThat(state.on(event))
                .as(state.state() + " on " + event.label())
                .isEqualTo(expected)));
    assertThat(table.keySet().stream().<Class<?>>map(Object::getClass))
        .containsExactlyInAnyOrder(EnterpriseClaim.class.getPermittedSubclasses());
    assertThat(table.values())
        .allSatisfy(row -> assertThat(row).hasSize(Event.class.getPermittedSubclasses().length));
  }

  private static Map<Event, Step<EnterpriseClaim>> refusesBoth(String state) {
    return Map.of(APPROVE, Step.refused(state, "approve"), REJECT, Step.refused(state, "reject"));
  }
}
