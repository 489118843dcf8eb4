package org.bidseal.signing.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bidseal.signing.pdf.Placement;
import org.bidseal.signing.task.SigningTask.Completed;
import org.bidseal.signing.task.SigningTask.Expired;
import org.bidseal.signing.task.SigningTask.Pending;
import org.bidseal.signing.task.SigningTask.Prepared;
import org.bidseal.signing.task.SigningTask.Voided;
import org.bidseal.signing.task.TaskFacts.Revision;
import org.junit.jupiter.api.Test;

class SigningTaskTest {
  private static final Instant NOW = Instant.parse("2026-11-20T08:00:00Z");
  private static final UUID A = new UUID(0, 1);
  private static final UUID B = new UUID(0, 2);
  private static final UUID REQUEST = new UUID(0, 3);
  private static final Revision REVISION = new Revision("file", "00");

  /// The transition table is what the types offer, and nothing else.
  @Test
  void everyStateHasExactlyItsSteps() {
    assertThat(steps(Pending.class)).containsExactly("expire", "prepare", "voided");
    assertThat(steps(Prepared.class)).containsExactly("abandon", "signed");
    assertThat(steps(Completed.class)).isEmpty();
    assertThat(steps(Voided.class)).isEmpty();
    assertThat(steps(Expired.class)).isEmpty();
    assertThat(SigningTask.class.getPermittedSubclasses())
        .containsExactlyInAnyOrder(
            Pending.class, Prepared.class, Completed.class, Voided.class, Expired.class);
  }

  @Test
  void everyStateHasItsName() {
    Pending pending = new Pending(facts(signatory(A, SealType.COMPANY)));
    assertThat(pending.state()).isEqualTo(SigningTask.State.PENDING);
    assertThat(pending.prepare(REQUEST).state()).isEqualTo(SigningTask.State.PREPARED);
    assertThat(pending.voided("why").state()).isEqualTo(SigningTask.State.VOIDED);
    assertThat(pending.expire(NOW.plus(Duration.ofDays(1))).state())
        .isEqualTo(SigningTask.State.EXPIRED);
    assertThat(new Completed(pending.facts(), REVISION, NOW).state())
        .isEqualTo(SigningTask.State.COMPLETED);
  }

  @Test
  void theLastSignatoryCompletes() {
    Pending task =
        new Pending(facts(signatory(A, SealType.COMPANY), signatory(B, SealType.COMPANY)));

    SigningTask one = task.prepare(REQUEST).signed(A, SealType.COMPANY, REVISION, NOW);
    assertThat(one).isInstanceOf(Pending.class);
    assertThat(one.facts().revision()).isEqualTo(REVISION);
    assertThat(one.facts().nextSignatory().map(Signatory::enterpriseId)).contains(B);

    SigningTask two = ((Pending) one).prepare(REQUEST).signed(B, SealType.COMPANY, REVISION, NOW);
    assertThat(two).isInstanceOf(Completed.class);
    assertThat(two.facts().nextSignatory()).isEmpty();
  }

  @Test
  void aSignatureSetsTheSealsOfItsTypeOnly() {
    Pending task =
        new Pending(
            facts(signatory(A, SealType.COMPANY, SealType.LEGAL_REPRESENTATIVE, SealType.COMPANY)));

    SigningTask one = task.prepare(REQUEST).signed(A, SealType.COMPANY, REVISION, NOW);

    Signatory signatory = one.facts().signatory(A).orElseThrow();
    assertThat(signatory.done()).isFalse();
    assertThat(signatory.open(SealType.COMPANY)).isEmpty();
    assertThat(signatory.open(SealType.LEGAL_REPRESENTATIVE)).hasSize(1);
  }

  @Test
  void aFailedRequestChangesNothing() {
    Pending task = new Pending(facts(signatory(A, SealType.COMPANY)));
    assertThat(task.prepare(REQUEST).abandon()).isEqualTo(task);
  }

  @Test
  void aTaskDoesNotExpireEarly() {
    Pending task = new Pending(facts(signatory(A, SealType.COMPANY)));
    assertThatThrownBy(() -> task.expire(NOW)).isInstanceOf(IllegalArgumentException.class);
  }

  private static Set<String> steps(Class<?> state) {
    return Arrays.stream(state.getDeclaredMethods())
        .filter(method -> !method.isSynthetic())
        .filter(method -> SigningTask.class.isAssignableFrom(method.getReturnType()))
        .map(Method::getName)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static TaskFacts facts(Signatory... signatories) {
    return new TaskFacts(
        new UUID(0, 9),
        new UUID(0, 8),
        new UUID(0, 7),
        "title",
        List.of(signatories),
        null,
        NOW,
        NOW.plus(Duration.ofDays(1)));
  }

  private static Signatory signatory(UUID enterprise, SealType... types) {
    return new Signatory(
        enterprise,
        IntStream.range(0, types.length)
            .mapToObj(i -> new PlannedSeal(i, new Placement(1, 10, 10 * i), types[i], null))
            .toList());
  }
}
