package org.bidseal.phone;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.bidseal.smcrypto.Fields;
import org.bidseal.smcrypto.Sm3Hash;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// A server that has the phone sign something else than its holder agreed to.
class ActStatementTest {
  private static final UUID ENVELOPE = UUID.fromString("7c9e6679-7425-40de-944b-e07fc1f90ae7");
  private static final UUID OPENING = UUID.fromString("3f2504e0-4f89-41d3-9a0c-0305e82c3301");
  private static final UUID OTHER = UUID.fromString("00000000-0000-4000-8000-000000000001");
  private static final Sm3Hash HEADER = Sm3Hash.of(new byte[] {1});
  private static final Sm3Hash OTHER_HASH = Sm3Hash.of(new byte[] {2});
  private static final String TIME = "2026-07-22T08:00:00Z";
  private static final TenderChange CHANGE =
      new TenderChange(
          UUID.fromString("00000000-0000-4000-8000-000000000009"),
          "Addendum 1",
          Sm3Hash.of(new byte[] {3}));

  private static ActStatement retraction() {
    return new ActStatement(ActStatement.RETRACTION, ENVELOPE, OPENING, HEADER, null);
  }

  private static ActStatement confirmation() {
    return new ActStatement(ActStatement.CONFIRMATION, ENVELOPE, OPENING, HEADER, CHANGE);
  }

  @Test
  void whatWasAgreedToPasses() {
    assertThatCode(() ->
            retraction().check(bytes(ActStatement.RETRACTION, ENVELOPE, OPENING, HEADER, null)))
        .doesNotThrowAnyException();
    assertThatCode(() ->
            confirmation()
                .check(bytes(ActStatement.CONFIRMATION, ENVELOPE, OPENING, HEADER, CHANGE)))
        .doesNotThrowAnyException();
  }

  @Test
  void anotherActBidOrChangeIsSeen() {
    String retract = ActStatement.RETRACTION;
    String confirm = ActStatement.CONFIRMATION;
    deceived(retraction(), bytes(retract, OTHER, OPENING, HEADER, null));
    deceived(retraction(), bytes(retract, ENVELOPE, OTHER, HEADER, null));
    deceived(retraction(), bytes(retract, ENVELOPE, OPENING, OTHER_HASH, null));
    deceived(retraction(), bytes(confirm, ENVELOPE, OPENING, HEADER, CHANGE));
    deceived(confirmation(), bytes(retract, ENVELOPE, OPENING, HEADER, null));
    deceived(confirmation(), bytes(confirm, ENVELOPE, OPENING, HEADER, null));
    deceived(
        confirmation(),
        bytes(
            confirm,
            ENVELOPE,
            OPENING,
            HEADER,
            new TenderChange(OTHER, CHANGE.title(), CHANGE.documentSm3())));
    deceived(
        confirmation(),
        bytes(
            confirm,
            ENVELOPE,
            OPENING,
            HEADER,
            new TenderChange(CHANGE.changeId(), CHANGE.title(), OTHER_HASH)));
  }

  @Test
  void moreThanATimeAtTheEndIsSeen() {
    byte[] bare =
        new Fields().add(ActStatement.RETRACTION).add(ENVELOPE).add(OPENING).add(HEADER).bytes();
    deceived(retraction(), bare);
    deceived(retraction(), new Fields().add("and more").bytes());
    for (Fields end :
        new Fields[] {
          new Fields().add("and more"),
          new Fields().add(TIME).add("and more"),
          new Fields().add("2026-07-22T08:00:00+00:00"),
          new Fields()
        }) {
      deceived(retraction(), joined(bare, end.bytes()));
    }
    deceived(retraction(), joined(bare, new byte[] {0, 20, '2'}));
  }

  private static void deceived(ActStatement expected, byte[] shown) {
    assertThatThrownBy(() -> expected.check(shown)).isInstanceOf(DeceivedException.class);
  }

  private static byte[] bytes(
      String label, UUID envelope, UUID opening, Sm3Hash header, @Nullable TenderChange change) {
    Fields fields = new Fields().add(label).add(envelope).add(opening).add(header);
    if (change != null) {
      fields.add(change.changeId()).add(change.documentSm3());
    }
    return fields.add(TIME).bytes();
  }

  private static byte[] joined(byte[] one, byte[] other) {
    byte[] both = java.util.Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }
}
