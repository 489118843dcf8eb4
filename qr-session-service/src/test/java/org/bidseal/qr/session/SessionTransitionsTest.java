package org.bidseal.qr.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.bidseal.qr.session.QrSession.Owner;
import org.bidseal.qr.session.QrSession.Pending;
import org.bidseal.qr.session.QrSession.Result;
import org.bidseal.qr.session.QrSession.Scanned;
import org.bidseal.qr.session.QrSession.State;
import org.bidseal.qr.session.SessionTransitions.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every event in every state, for both families of purposes: the table in [QrSession]'s doc.
final class SessionTransitionsTest {
  private static final Instant NOW = Instant.parse("2026-11-20T02:00:00Z");
  private static final Owner OWNER = new Owner(new UUID(1, 1), new UUID(1, 2));
  private static final Owner STRANGER = new Owner(new UUID(2, 1), new UUID(2, 2));
  private static final Result RESULT =
      new Result(OWNER.personId(), new UUID(3, 3), new UUID(4, 4), "Acme", "91310000MA1K00000X");

  private static final List<String> EVENTS =
      List.of(
          "scan",
          "scan by other",
          "confirm",
          "confirm by other",
          "finish",
          "finish by other",
          "reject",
          "reject by other",
          "start",
          "complete",
          "fail",
          "expire too early");

  /// One row a state, one column an event of [#EVENTS]: the state it leads to, `=` for no change,
  /// or the refusal.
  private static final Map<State, List<String>> SERVICE_TABLE = new LinkedHashMap<>();

  private static final Map<State, List<String>> STATEMENT_TABLE = new LinkedHashMap<>();

  static {
    row(
        SERVICE_TABLE,
        State.PENDING,
        "SCANNED SCANNED NOT_SCANNED NOT_SCANNED WRONG_PURPOSE WRONG_PURPOSE NOT_SCANNED NOT_SCANNED NOT_CONFIRMED NOT_CONFIRMED NOT_CONFIRMED =");
    row(
        SERVICE_TABLE,
        State.SCANNED,
        "= ALREADY_SCANNED CONFIRMED NOT_OWNER WRONG_PURPOSE WRONG_PURPOSE REJECTED NOT_OWNER NOT_CONFIRMED NOT_CONFIRMED NOT_CONFIRMED =");
    row(
        SERVICE_TABLE,
        State.CONFIRMED,
        "= ALREADY_SCANNED = NOT_OWNER WRONG_PURPOSE WRONG_PURPOSE REJECTED NOT_OWNER PROCESSING COMPLETED FAILED =");
    row(
        SERVICE_TABLE,
        State.PROCESSING,
        "ALREADY_SCANNED ALREADY_SCANNED = NOT_OWNER WRONG_PURPOSE WRONG_PURPOSE ENDED ENDED = COMPLETED FAILED =");
    row(
        SERVICE_TABLE,
        State.COMPLETED,
        "ENDED ENDED ENDED ENDED WRONG_PURPOSE WRONG_PURPOSE ENDED ENDED ENDED = ENDED ENDED");
    row(
        SERVICE_TABLE,
        State.REJECTED,
        "ENDED ENDED ENDED ENDED WRONG_PURPOSE WRONG_PURPOSE = NOT_OWNER ENDED ENDED ENDED ENDED");
    row(
        SERVICE_TABLE,
        State.EXPIRED,
        "EXPIRED EXPIRED EXPIRED EXPIRED WRONG_PURPOSE WRONG_PURPOSE EXPIRED EXPIRED EXPIRED EXPIRED EXPIRED =");
    row(
        SERVICE_TABLE,
        State.FAILED,
        "ENDED ENDED ENDED ENDED WRONG_PURPOSE WRONG_PURPOSE ENDED ENDED ENDED ENDED = ENDED");

    row(
        STATEMENT_TABLE,
        State.PENDING,
        "SCANNED SCANNED WRONG_PURPOSE WRONG_PURPOSE NOT_SCANNED NOT_SCANNED NOT_SCANNED NOT_SCANNED NOT_CONFIRMED NOT_CONFIRMED NOT_CONFIRMED =");
    row(
        STATEMENT_TABLE,
        State.SCANNED,
        "= ALREADY_SCANNED WRONG_PURPOSE WRONG_PURPOSE COMPLETED NOT_OWNER REJECTED NOT_OWNER NOT_CONFIRMED NOT_CONFIRMED NOT_CONFIRMED =");
    row(
        STATEMENT_TABLE,
        State.COMPLETED,
        "ENDED ENDED WRONG_PURPOSE WRONG_PURPOSE = NOT_OWNER ENDED ENDED ENDED = ENDED ENDED");
    row(
        STATEMENT_TABLE,
        State.REJECTED,
        "ENDED ENDED WRONG_PURPOSE WRONG_PURPOSE ENDED ENDED = NOT_OWNER ENDED ENDED ENDED ENDED");
    row(
        STATEMENT_TABLE,
        State.EXPIRED,
        "EXPIRED EXPIRED WRONG_PURPOSE WRONG_PURPOSE EXPIRED EXPIRED EXPIRED EXPIRED EXPIRED EXPIRED EXPIRED =");
  }

  static Stream<Arguments> everyEventInEveryState() {
    return Stream.concat(cases(Purpose.SIGN, SERVICE_TABLE), cases(Purpose.LOGIN, STATEMENT_TABLE));
  }

  @ParameterizedTest(name = "{0} {1}: {2} -> {3}")
  @MethodSource("everyEventInEveryState")
  void followsTheTable(Purpose purpose, State from, String event, String expected) {
    QrSession session = in(purpose, from);
    String outcome =
        switch (SessionTransitions.apply(session, named(event), NOW)) {
          case Outcome.Moved(QrSession moved) -> moved.state().name();
          case Outcome.Unchanged(QrSession same) -> same.equals(session) ? "=" : "changed silently";
          case Outcome.Refused(SessionTransitions.Refusal why) -> why.name();
        };
    assertThat(outcome).isEqualTo(expected);
  }

  @Test
  void whatIsOverdueTakesNoEventButItsEnd() {
    for (State state : List.of(State.PENDING, State.SCANNED, State.CONFIRMED, State.PROCESSING)) {
      Instant late = NOW.plus(Duration.ofHours(1));
      assertThat(SessionTransitions.apply(in(Purpose.SIGN, state), named("scan"), late))
          .isEqualTo(new Outcome.Refused(SessionTransitions.Refusal.EXPIRED));
      assertThat(SessionTransitions.apply(in(Purpose.SIGN, state), named("expire too early"), late))
          .isInstanceOfSatisfying(
              Outcome.Moved.class,
              moved -> assertThat(moved.session().state()).isEqualTo(State.EXPIRED));
    }
  }

  @Test
  void livesThreeMinutesUnscannedAndFiveAfterTheScan() {
    Pending pending = Pending.of(card(Purpose.SIGN));
    assertThat(pending.expiresAt()).isEqualTo(NOW.plus(Duration.ofMinutes(3)));
    Instant scan = NOW.plusSeconds(100);
    assertThat(pending.scan(OWNER, scan).expiresAt()).isEqualTo(scan.plus(Duration.ofMinutes(5)));
  }

  private static Stream<Arguments> cases(Purpose purpose, Map<State, List<String>> table) {
    return table.entrySet().stream()
        .flatMap(row ->
            Stream.iterate(0, i -> i < EVENTS.size(), i -> i + 1)
                .map(i -> arguments(purpose, row.getKey(), EVENTS.get(i), row.getValue().get(i))));
  }

  private static void row(Map<State, List<String>> table, State state, String outcomes) {
    List<String> columns = List.of(outcomes.split(" ", -1));
    assertThat(columns).hasSameSizeAs(EVENTS);
    table.put(state, columns);
  }

  private static SessionEvent named(String event) {
    return switch (event) {
      case "scan" -> new SessionEvent.Scan(OWNER);
      case "scan by other" -> new SessionEvent.Scan(STRANGER);
      case "confirm" -> new SessionEvent.Confirm(OWNER);
      case "confirm by other" -> new SessionEvent.Confirm(STRANGER);
      case "finish" -> new SessionEvent.Finish(OWNER, RESULT);
      case "finish by other" -> new SessionEvent.Finish(STRANGER, RESULT);
      case "reject" -> new SessionEvent.Reject(OWNER, "not me");
      case "reject by other" -> new SessionEvent.Reject(STRANGER, "not me");
      case "start" -> new SessionEvent.Start();
      case "complete" -> new SessionEvent.Complete();
      case "fail" -> new SessionEvent.Fail("broken");
      case "expire too early" -> new SessionEvent.Expire();
      default -> throw new IllegalArgumentException(event);
    };
  }

  private static QrSession in(Purpose purpose, State state) {
    Pending pending = Pending.of(card(purpose));
    Scanned scanned = pending.scan(OWNER, NOW);
    return switch (state) {
      case PENDING -> pending;
      case SCANNED -> scanned;
      case CONFIRMED -> scanned.confirm(NOW);
      case PROCESSING -> scanned.confirm(NOW).start();
      case COMPLETED ->
          purpose.confirmedByStatement() ? scanned.finish(RESULT) : scanned.confirm(NOW).complete();
      case REJECTED -> scanned.reject("no");
      case EXPIRED -> scanned.expire();
      case FAILED -> scanned.confirm(NOW).fail("broken");
    };
  }

  private static SessionCard card(Purpose purpose) {
    return new SessionCard(
        new UUID(9, 9),
        purpose,
        new UUID(8, 8),
        null,
        List.of(),
        null,
        new SessionCard.Summary("Title", "标题", List.of()),
        null,
        NOW);
  }
}
