package org.bidseal.escrow.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bidseal.escrow.backup.Backup.EndReason;
import org.bidseal.escrow.backup.Backup.State;
import org.bidseal.escrow.backup.BackupTransitions.Outcome;
import org.bidseal.escrow.box.Comparison;
import org.bidseal.escrow.box.ShareCiphertext;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.sm2.Sm2Encryption;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every event in every state: the table in [Backup]'s doc.
final class BackupTransitionsTest {
  private static final Instant NOW = Instant.parse("2026-11-20T02:00:00Z");
  private static final UUID OWNER = new UUID(1, 1);
  private static final UUID HOLDER = new UUID(2, 1);
  private static final UUID DEVICE = new UUID(2, 2);
  private static final int GENERATION = 3;
  private static final ShareCiphertext BOX =
      new ShareCiphertext(Sm2Encryption.encrypt(Point.G, new byte[52], new SecureRandom()));

  private static final List<String> EVENTS =
      List.of(
          "verify",
          "verify by owner",
          "verify on other device",
          "same generation",
          "next generation",
          "revoke",
          "revoke by holder",
          "give up",
          "give up by owner",
          "end");

  /// One row a state, one column an event of [#EVENTS]: the state it leads to, `=` for no change,
  /// or the refusal.
  private static final Map<State, List<String>> TABLE = new EnumMap<>(State.class);

  static {
    row(
        State.REQUESTED,
        "VERIFIED NOT_HOLDER WRONG_DEVICE = STALE REVOKED NOT_OWNER REVOKED NOT_HOLDER REVOKED");
    row(
        State.VERIFIED,
        "= NOT_HOLDER WRONG_DEVICE = STALE REVOKED NOT_OWNER REVOKED NOT_HOLDER REVOKED");
    row(State.STALE, "STALE! NOT_HOLDER WRONG_DEVICE = = STALE! NOT_OWNER STALE! NOT_HOLDER =");
    row(State.REVOKED, "REVOKED! NOT_HOLDER WRONG_DEVICE = = = NOT_OWNER = NOT_HOLDER =");
  }

  private static void row(State state, String outcomes) {
    TABLE.put(state, List.of(outcomes.split(" ", -1)));
  }

  static Stream<Arguments> everyEventInEveryState() {
    return Stream.of(State.values())
        .flatMap(state -> {
          List<String> outcomes = TABLE.getOrDefault(state, List.of());
          assertThat(outcomes).as("row of %s", state).hasSameSizeAs(EVENTS);
          return IntStream.range(0, EVENTS.size())
              .mapToObj(i -> arguments(state, EVENTS.get(i), outcomes.get(i)));
        });
  }

  @ParameterizedTest(name = "{0}: {1} -> {2}")
  @MethodSource("everyEventInEveryState")
  void followsTheTable(State from, String event, String expected) {
    Backup backup = in(from);
    String outcome =
        switch (BackupTransitions.apply(backup, named(event), NOW)) {
          case Outcome.Moved(Backup moved) -> moved.state().name();
          case Outcome.Unchanged(Backup same) -> same.equals(backup) ? "=" : "changed silently";
          case Outcome.Refused(BackupTransitions.Refusal why) -> {
            boolean namesAState =
                why == BackupTransitions.Refusal.STALE || why == BackupTransitions.Refusal.REVOKED;
            yield namesAState ? why.name() + "!" : why.name();
          }
        };
    assertThat(outcome).isEqualTo(expected);
  }

  private static BackupEvent named(String event) {
    return switch (event) {
      case "verify" -> new BackupEvent.Verify(HOLDER, DEVICE);
      case "verify by owner" -> new BackupEvent.Verify(OWNER, DEVICE);
      case "verify on other device" -> new BackupEvent.Verify(HOLDER, new UUID(9, 9));
      case "same generation" -> new BackupEvent.Outdate(GENERATION);
      case "next generation" -> new BackupEvent.Outdate(GENERATION + 1);
      case "revoke" -> new BackupEvent.Revoke(OWNER, EndReason.OWNER_REVOKED);
      case "revoke by holder" -> new BackupEvent.Revoke(HOLDER, EndReason.OWNER_REVOKED);
      case "give up" -> new BackupEvent.GiveUp(HOLDER);
      case "give up by owner" -> new BackupEvent.GiveUp(OWNER);
      case "end" -> new BackupEvent.End(EndReason.HOLDER_LEFT);
      default -> throw new IllegalArgumentException(event);
    };
  }

  private static Backup in(State state) {
    BackupCard card =
        new BackupCard(
            new UUID(3, 3),
            new UUID(4, 4),
            GENERATION,
            OWNER,
            HOLDER,
            DEVICE,
            Comparison.CONFIRMED,
            NOW);
    Backup.Requested requested = new Backup.Requested(card, BOX);
    return switch (state) {
      case REQUESTED -> requested;
      case VERIFIED -> requested.verify(NOW);
      case STALE -> requested.outdate();
      case REVOKED -> requested.end(EndReason.OWNER_REVOKED);
    };
  }
}
