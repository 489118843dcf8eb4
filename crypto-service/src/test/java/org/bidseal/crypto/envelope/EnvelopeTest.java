package org.bidseal.crypto.envelope;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bidseal.crypto.blob.BlobName;
import org.bidseal.crypto.envelope.Envelope.Addressed;
import org.bidseal.crypto.envelope.Envelope.Decrypted;
import org.bidseal.crypto.envelope.Envelope.Decrypting;
import org.bidseal.crypto.envelope.Envelope.Described;
import org.bidseal.crypto.envelope.Envelope.Draft;
import org.bidseal.crypto.envelope.Envelope.Failed;
import org.bidseal.crypto.envelope.Envelope.FallbackOpening;
import org.bidseal.crypto.envelope.Envelope.Judged;
import org.bidseal.crypto.envelope.Envelope.Openable;
import org.bidseal.crypto.envelope.Envelope.Opened;
import org.bidseal.crypto.envelope.Envelope.Outcome;
import org.bidseal.crypto.envelope.Envelope.Sealed;
import org.bidseal.crypto.envelope.Envelope.State;
import org.bidseal.crypto.envelope.Envelope.Unsealed;
import org.bidseal.crypto.envelope.Envelope.WithRecipients;
import org.bidseal.smcrypto.Sm3Hash;
import org.junit.jupiter.api.Test;

class EnvelopeTest {
  private static final Instant NOW = Instant.parse("2026-11-02T01:00:00Z");
  private static final BidPart BID =
      new BidPart(id(1), id(9), id(2), id(3), id(4), "bid.pdf", 1000, Sealing.BIDDER);
  private static final Addressing ADDRESSING =
      new Addressing(id(5), id(6), id(7), id(8), true, List.of(recipient(1)), 1);
  private static final Description DESCRIPTION =
      new Description(
          Octets.of(new byte[] {1}),
          Sm3Hash.of(new byte[] {1}),
          Octets.of(new byte[] {3}),
          Sm3Hash.of(new byte[] {4}));
  private static final StatementSignature SIGNATURE = new StatementSignature(id(9), "01", "02");
  private static final BlobName CONTENT = new BlobName("envelopes/x");
  private static final DecryptionStart START =
      new DecryptionStart(id(10), id(11), id(6), id(12), NOW);
  private static final Opened OPENED =
      new Opened(NOW, new BlobName("plaintexts/x"), Sm3Hash.of(new byte[] {5}));

  private static final FallbackOpening FALLBACK =
      new FallbackOpening(NOW, new BlobName("plaintexts/y"), Sm3Hash.of(new byte[] {6}));

  private enum Command {
    ADDRESS,
    DESCRIBE,
    SIGN,
    STORE,
    SEAL,
    SUPERSEDE,
    RETRACT,
    DECRYPT,
    SUCCEED,
    FAIL,
    OPEN_BY_FALLBACK,
    JUDGE,
    OVERRULE
  }

  private static final Map<State, Map<Command, State>> TABLE =
      Map.ofEntries(
          Map.entry(State.DRAFT, Map.of(Command.ADDRESS, State.ADDRESSED)),
          Map.entry(
              State.ADDRESSED,
              Map.of(Command.ADDRESS, State.ADDRESSED, Command.DESCRIBE, State.DESCRIBED)),
          Map.entry(
              State.DESCRIBED,
              Map.of(
                  Command.ADDRESS, State.ADDRESSED,
                  Command.DESCRIBE, State.DESCRIBED,
                  Command.SIGN, State.DESCRIBED,
                  Command.STORE, State.DESCRIBED,
                  Command.SEAL, State.SEALED)),
          Map.entry(
              State.SEALED,
              Map.of(
                  Command.SUPERSEDE, State.SUPERSEDED,
                  Command.RETRACT, State.RETRACTED,
                  Command.DECRYPT, State.DECRYPTING,
                  Command.OPEN_BY_FALLBACK, State.OPENED_BY_FALLBACK,
                  Command.JUDGE, State.WITHDRAWN)),
          Map.entry(State.SUPERSEDED, Map.of()),
          Map.entry(State.RETRACTED, Map.of()),
          Map.entry(
              State.DECRYPTING,
              Map.of(Command.SUCCEED, State.DECRYPTED, Command.FAIL, State.FAILED)),
          Map.entry(
              State.FAILED,
              Map.of(
                  Command.DECRYPT, State.DECRYPTING,
                  Command.OPEN_BY_FALLBACK, State.OPENED_BY_FALLBACK,
                  Command.JUDGE, State.WITHDRAWN)),
          Map.entry(State.DECRYPTED, Map.of()),
          Map.entry(State.OPENED_BY_FALLBACK, Map.of()),
          Map.entry(State.WITHDRAWN, Map.of(Command.OVERRULE, State.RECALLED)),
          Map.entry(State.RECALLED, Map.of(Command.OVERRULE, State.RECALLED)));

  @Test
  void everyStateOffersExactlyTheCommandsOfTheTable() {
    Map<State, Map<Command, State>> actual =
        Stream.of(State.values())
            .collect(toMap(Function.identity(), state -> offered(inState(state))));
    assertThat(actual).isEqualTo(TABLE);
  }

  @Test
  void onlySignatureAndContentTogetherSeal() {
    Described described = new Addressed(BID, ADDRESSING).describe(DESCRIPTION);
    assertThat(described.seal(NOW)).isEmpty();
    assertThat(described.sign(SIGNATURE).seal(NOW)).isEmpty();
    assertThat(described.store(CONTENT).seal(NOW)).isEmpty();
    assertThat(described.store(CONTENT).sign(SIGNATURE).seal(NOW))
        .contains(described.sign(SIGNATURE).store(CONTENT).seal(NOW).orElseThrow());
  }

  @Test
  void aNewDescriptionVoidsSignatureAndContent() {
    Described complete = described().sign(SIGNATURE).store(CONTENT);
    assertThat(complete.describe(DESCRIPTION)).isEqualTo(described());
    assertThat(complete.address(ADDRESSING)).isEqualTo(new Addressed(BID, ADDRESSING));
  }

  @Test
  void theSealNeverChanges() {
    Sealed sealed = sealed();
    Decrypting first = sealed.decrypt(START);
    Failed failed = first.fail(NOW, DecryptionFailure.CONTENT_TAMPERED);
    Decrypted decrypted = failed.decrypt(START).succeed(OPENED);
    assertThat(decrypted.seal()).isEqualTo(sealed.seal());
    assertThat(List.of(first.part(), failed.part(), decrypted.part())).containsOnly(BID);
  }

  @Test
  void recipientsAreOneToSixteenAndDistinct() {
    assertThatThrownBy(() -> addressing(List.of())).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> addressing(List.of(recipient(1), recipient(1))))
        .isInstanceOf(IllegalArgumentException.class);
    List<Recipient> many = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      many.add(recipient(i));
    }
    assertThat(addressing(many).recipients()).hasSize(16);
    many.add(recipient(16));
    assertThatThrownBy(() -> addressing(many)).isInstanceOf(IllegalArgumentException.class);
  }

  private static Envelope inState(State state) {
    return switch (state) {
      case DRAFT -> new Draft(BID);
      case ADDRESSED -> new Addressed(BID, ADDRESSING);
      case DESCRIBED -> described().sign(SIGNATURE).store(CONTENT);
      case SEALED -> sealed();
      case SUPERSEDED -> sealed().supersede(id(13), NOW);
      case DECRYPTING -> sealed().decrypt(START);
      case DECRYPTED -> sealed().decrypt(START).succeed(OPENED);
      case FAILED -> failed();
      case RETRACTED -> sealed().retract(NOW);
      case OPENED_BY_FALLBACK -> sealed().openByFallback(FALLBACK);
      case WITHDRAWN -> failed().judge(Outcome.WITHDRAWN, NOW);
      case RECALLED -> sealed().judge(Outcome.RECALLED, NOW);
    };
  }

  /// The commands that the type of this envelope offers, with the state each leads to.
  private static Map<Command, State> offered(Envelope envelope) {
    return EnumSet.allOf(Command.class).stream()
        .flatMap(
            command -> after(command, envelope).map(e -> Map.entry(command, e.state())).stream())
        .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static Optional<Envelope> after(Command command, Envelope envelope) {
    return Optional.ofNullable(
        switch (command) {
          case ADDRESS -> envelope instanceof Unsealed e ? e.address(ADDRESSING) : null;
          case DESCRIBE -> envelope instanceof WithRecipients e ? e.describe(DESCRIPTION) : null;
          case SIGN -> envelope instanceof Described e ? e.sign(SIGNATURE) : null;
          case STORE -> envelope instanceof Described e ? e.store(CONTENT) : null;
          case SEAL -> envelope instanceof Described e ? e.seal(NOW).orElseThrow() : null;
          case SUPERSEDE -> envelope instanceof Sealed e ? e.supersede(id(13), NOW) : null;
          case RETRACT -> envelope instanceof Sealed e ? e.retract(NOW) : null;
          case DECRYPT -> envelope instanceof Openable e ? e.decrypt(START) : null;
          case SUCCEED -> envelope instanceof Decrypting e ? e.succeed(OPENED) : null;
          case FAIL ->
              envelope instanceof Decrypting e
                  ? e.fail(NOW, DecryptionFailure.TREE_ROOT_MISMATCH)
                  : null;
          case OPEN_BY_FALLBACK ->
              envelope instanceof Openable e ? e.openByFallback(FALLBACK) : null;
          case JUDGE -> envelope instanceof Openable e ? e.judge(Outcome.WITHDRAWN, NOW) : null;
          case OVERRULE -> envelope instanceof Judged e ? e.overrule(Outcome.RECALLED, NOW) : null;
        });
  }

  private static Described described() {
    return new Addressed(BID, ADDRESSING).describe(DESCRIPTION);
  }

  private static Failed failed() {
    return sealed().decrypt(START).fail(NOW, DecryptionFailure.STORAGE_FAILED);
  }

  private static Sealed sealed() {
    return described().sign(SIGNATURE).store(CONTENT).seal(NOW).orElseThrow();
  }

  private static Addressing addressing(List<Recipient> recipients) {
    return new Addressing(id(5), id(6), id(7), id(8), true, recipients, 1);
  }

  private static Recipient recipient(int n) {
    return new Recipient(id(100 + n), id(200 + n), id(300 + n), "ab", "MA==");
  }

  private static UUID id(long n) {
    return new UUID(0, n);
  }
}
