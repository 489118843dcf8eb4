package org.bidseal.escrow.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bidseal.escrow.box.Comparison;
import org.bidseal.escrow.box.ShareCiphertext;
import org.bidseal.escrow.recovery.Recovery.State;
import org.bidseal.escrow.recovery.RecoveryTransitions.Outcome;
import org.bidseal.escrow.recovery.RecoveryTransitions.Refusal;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.sm2.Sm2Encryption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every event in every state, in time and late: the table in [Recovery]'s doc.
final class RecoveryTransitionsTest {
  private static final Instant NOW = Instant.parse("2026-11-20T02:00:00Z");
  private static final Instant LATE = NOW.plus(Recovery.LIFE).plusSeconds(1);
  private static final UUID OWNER = new UUID(1, 1);
  private static final UUID NEW_DEVICE = new UUID(1, 2);
  private static final UUID HOLDER = new UUID(2, 1);
  private static final UUID HOLDER_DEVICE = new UUID(2, 2);
  private static final UUID STRANGER = new UUID(3, 1);
  private static final int GENERATION = 3;
  private static final ShareCiphertext BOX = box();
  private static final ShareCiphertext OTHER_BOX = box();

  private static final List<String> EVENTS =
      List.of(
          "confirm",
          "confirm by owner",
          "confirm on other device",
          "shorten",
          "import",
          "import by holder",
          "refreshed here",
          "refreshed elsewhere",
          "older refresh",
          "reject",
          "reject by owner",
          "reject by stranger",
          "expire");

  /// One row a state, one column an event of [#EVENTS]: the state it leads to, `=` for no change,
  /// or the refusal with a `!`.
  private static final Map<State, List<String>> IN_TIME = new EnumMap<>(State.class);

  private static final Map<State, List<String>> OVERDUE = new EnumMap<>(State.class);

  static {
    row(
        IN_TIME,
        State.PENDING,
        "CONFIRMED NOT_HOLDER! WRONG_DEVICE! = NOT_CONFIRMED! NOT_OWNER! EXPIRED EXPIRED = REJECTED REJECTED NOT_HOLDER! =");
    row(
        IN_TIME,
        State.CONFIRMED,
        "CONFIRMED NOT_HOLDER! WRONG_DEVICE! = IMPORTED NOT_OWNER! EXPIRED EXPIRED = REJECTED REJECTED NOT_HOLDER! =");
    row(
        IN_TIME,
        State.IMPORTED,
        "ENDED! NOT_HOLDER! WRONG_DEVICE! = = NOT_OWNER! RECOVERED EXPIRED = ENDED! ENDED! NOT_HOLDER! =");
    row(
        IN_TIME,
        State.RECOVERED,
        "ENDED! NOT_HOLDER! WRONG_DEVICE! = ENDED! NOT_OWNER! = = = ENDED! ENDED! NOT_HOLDER! =");
    row(
        IN_TIME,
        State.REJECTED,
        "ENDED! NOT_HOLDER! WRONG_DEVICE! = ENDED! NOT_OWNER! = = = = = NOT_HOLDER! =");
    row(
        IN_TIME,
        State.EXPIRED,
        "EXPIRED! NOT_HOLDER! WRONG_DEVICE! = EXPIRED! NOT_OWNER! = = = EXPIRED! EXPIRED! NOT_HOLDER! =");

    row(
        OVERDUE,
        State.PENDING,
        "EXPIRED! NOT_HOLDER! WRONG_DEVICE! = EXPIRED! NOT_OWNER! EXPIRED EXPIRED = EXPIRED! EXPIRED! NOT_HOLDER! EXPIRED");
    row(
        OVERDUE,
        State.CONFIRMED,
        "EXPIRED! NOT_HOLDER! WRONG_DEVICE! = EXPIRED! NOT_OWNER! EXPIRED EXPIRED = EXPIRED! EXPIRED! NOT_HOLDER! EXPIRED");
    for (State state : List.of(State.IMPORTED, State.RECOVERED, State.REJECTED, State.EXPIRED)) {
      OVERDUE.put(state, IN_TIME.getOrDefault(state, List.of()));
    }
  }

  private static void row(Map<State, List<String>> table, State state, String outcomes) {
    table.put(state, List.of(outcomes.split(" ", -1)));
  }

  static Stream<Arguments> everyEventInEveryState() {
    return Stream.of(State.values())
        .flatMap(state -> Stream.concat(cases(state, IN_TIME, NOW), cases(state, OVERDUE, LATE)));
  }

  private static Stream<Arguments> cases(
      State state, Map<State, List<String>> table, Instant when) {
    List<String> outcomes = table.getOrDefault(state, List.of());
    assertThat(outcomes).as("row of %s", state).hasSameSizeAs(EVENTS);
    return IntStream.range(0, EVENTS.size())
        .mapToObj(i -> arguments(state, EVENTS.get(i), when, outcomes.get(i)));
  }

  @ParameterizedTest(name = "{0}: {1} at {2} -> {3}")
  @MethodSource("everyEventInEveryState")
  void followsTheTable(State from, String event, Instant when, String expected) {
    Recovery recovery = in(from);
    String outcome =
        switch (RecoveryTransitions.apply(recovery, named(event), when)) {
          case Outcome.Moved(Recovery moved) -> moved.state().name();
          case Outcome.Unchanged(Recovery same) -> same.equals(recovery) ? "=" : "changed silently";
          case Outcome.Refused(Refusal why) -> why.name() + "!";
        };
    assertThat(outcome).isEqualTo(expected);
  }

  @Test
  void confirmingAgainReplacesTheCiphertext() {
    assertThat(RecoveryTransitions.apply(in(State.CONFIRMED), named("confirm"), NOW))
        .isInstanceOfSatisfying(
            Outcome.Moved.class,
            moved ->
                assertThat(((Recovery.Confirmed) moved.recovery()).box()).isEqualTo(OTHER_BOX));
  }

  @Test
  void theWaitingTimeRunsFromTheFirstConfirmationAndHoldsOffTheImport() {
    Duration day = Duration.ofDays(1);
    RecoveryEvent confirm =
        new RecoveryEvent.Confirm(HOLDER, HOLDER_DEVICE, BOX, Comparison.CONFIRMED, day);
    Recovery confirmed = moved(in(State.PENDING), confirm, NOW);
    Recovery again = moved(confirmed, confirm, NOW.plusSeconds(60));
    Instant end = NOW.plus(day);
    for (Recovery waiting : List.of(confirmed, again)) {
      assertThat(((Recovery.Confirmed) waiting).importableAt()).isEqualTo(end);
      assertThat(RecoveryTransitions.apply(waiting, named("import"), end.minusMillis(1)))
          .isEqualTo(new Outcome.Refused(Refusal.WAITING));
      assertThat(moved(waiting, named("import"), end).state()).isEqualTo(State.IMPORTED);
    }
    Recovery shortened = moved(confirmed, named("shorten"), NOW.plusSeconds(5));
    assertThat(moved(shortened, named("import"), NOW.plusSeconds(5)).state())
        .isEqualTo(State.IMPORTED);
    assertThat(RecoveryTransitions.apply(shortened, named("shorten"), NOW.plusSeconds(6)))
        .isEqualTo(new Outcome.Unchanged(shortened));
  }

  private static Recovery moved(Recovery recovery, RecoveryEvent event, Instant when) {
    if (RecoveryTransitions.apply(recovery, event, when) instanceof Outcome.Moved(Recovery after)) {
      return after;
    }
    throw new AssertionError(event + " did not move " + recovery);
  }

  private static RecoveryEvent named(String event) {
    return switch (event) {
      case "confirm" -> confirm(HOLDER, HOLDER_DEVICE);
      case "confirm by owner" -> confirm(OWNER, HOLDER_DEVICE);
      case "confirm on other device" -> confirm(HOLDER, NEW_DEVICE);
      case "shorten" -> new RecoveryEvent.Shorten();
      case "import" -> new RecoveryEvent.Import(OWNER);
      case "import by holder" -> new RecoveryEvent.Import(HOLDER);
      case "refreshed here" -> new RecoveryEvent.Refreshed(NEW_DEVICE, GENERATION + 1);
      case "refreshed elsewhere" -> new RecoveryEvent.Refreshed(new UUID(1, 9), GENERATION + 1);
      case "older refresh" -> new RecoveryEvent.Refreshed(NEW_DEVICE, GENERATION);
      case "reject" -> new RecoveryEvent.Reject(HOLDER, "no");
      case "reject by owner" -> new RecoveryEvent.Reject(OWNER, "found it");
      case "reject by stranger" -> new RecoveryEvent.Reject(STRANGER, "no");
      case "expire" -> new RecoveryEvent.Expire();
      default -> throw new IllegalArgumentException(event);
    };
  }

  private static RecoveryEvent confirm(UUID person, UUID device) {
    return new RecoveryEvent.Confirm(
        person, device, OTHER_BOX, Comparison.CONFIRMED, Duration.ZERO);
  }

  private static Recovery in(State state) {
    RecoveryCard card =
        new RecoveryCard(
            new UUID(5, 5),
            new UUID(6, 6),
            new UUID(7, 7),
            GENERATION,
            OWNER,
            HOLDER,
            HOLDER_DEVICE,
            NEW_DEVICE,
            Point.G,
            NOW);
    Recovery.Pending pending = Recovery.Pending.of(card);
    Recovery.Confirmed confirmed = pending.confirm(BOX, Comparison.OMITTED, NOW, NOW);
    return switch (state) {
      case PENDING -> pending;
      case CONFIRMED -> confirmed;
      case IMPORTED -> confirmed.imported();
      case RECOVERED -> confirmed.imported().recover(GENERATION + 1);
      case REJECTED -> pending.reject(HOLDER, "no");
      case EXPIRED -> new Recovery.Expired(card);
    };
  }

  private static ShareCiphertext box() {
    return new ShareCiphertext(Sm2Encryption.encrypt(Point.G, new byte[52], new SecureRandom()));
  }
}
