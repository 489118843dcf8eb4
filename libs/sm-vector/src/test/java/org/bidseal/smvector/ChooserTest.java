package org.bidseal.smvector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bidseal.smcrypto.sm4.BouncyCastleSm4Gcm;
import org.bidseal.smcrypto.sm4.Sm4Gcm;
import org.bidseal.smcrypto.sm4.Sm4Key;
import org.junit.jupiter.api.Test;

class ChooserTest {
  private static final Duration SHORT = Duration.ofMillis(5);

  /// Very fast, because it does nothing.
  private static final class Idle implements Sm4Gcm {
    @Override
    public String name() {
      return "idle";
    }

    @Override
    public void seal(
        Sm4Key key, byte[] nonce, byte[] aad, byte[] in, int at, int length, byte[] out, int to) {}

    @Override
    public void open(
        Sm4Key key, byte[] nonce, byte[] aad, byte[] in, int at, int length, byte[] out, int to) {}
  }

  private static Candidate<Sm4Gcm> candidate(
      String name, Candidate.Maker<Sm4Gcm> maker, int bytesClaimed) {
    return new Candidate<>(
        name, maker, Sm4SelfTest::run, gcm -> work(gcm, bytesClaimed), SHORT, () -> "");
  }

  private static int work(Sm4Gcm gcm, int bytesClaimed) {
    byte[] out = new byte[1016];
    gcm.seal(Sm4Key.of(new byte[16]), new byte[12], out, out, 0, 1000, out, 0);
    return bytesClaimed;
  }

  private static final Candidate<Sm4Gcm> WRONG = candidate("wrong", Idle::new, 1_000_000);
  private static final Candidate<Sm4Gcm> ABSENT =
      candidate(
          "absent",
          () -> {
            throw new IllegalStateException("not on this system");
          },
          1);
  private static final Candidate<Sm4Gcm> SLOW = candidate("slow", BouncyCastleSm4Gcm::new, 1);
  private static final Candidate<Sm4Gcm> FAST = candidate("fast", BouncyCastleSm4Gcm::new, 1000);

  private static Choice<Sm4Gcm> choose(String wish, List<Candidate<Sm4Gcm>> candidates) {
    return new Chooser<>("SM4-GCM", candidates).choose(wish);
  }

  @Test
  void takesTheFastestThatIsRight() {
    Choice<Sm4Gcm> choice = choose("auto", List.of(WRONG, ABSENT, SLOW, FAST));
    assertThat(choice.chosen().name()).isEqualTo("fast");
    assertThat(choice.trials())
        .extracting(Trial::verdict)
        .containsExactly(Verdict.WRONG, Verdict.UNAVAILABLE, Verdict.SLOWER, Verdict.CHOSEN);
    assertThat(choice.trials().get(0).detail())
        .isEqualTo("self-test failed: RFC 8998 A.1, sealing");
    assertThat(choice.trials().get(1)).hasToString("absent unavailable (not on this system)");
  }

  /// As one whose compiler was kept waiting.
  @Test
  void thePreferredOneIsGivenTimeToGetFast() {
    AtomicBoolean compiled = new AtomicBoolean();
    Candidate<Sm4Gcm> late =
        new Candidate<>(
            "late",
            BouncyCastleSm4Gcm::new,
            Sm4SelfTest::run,
            gcm -> work(gcm, compiled.get() ? 1_000_000 : 1),
            SHORT,
            () -> "");
    Candidate<Sm4Gcm> meanwhile =
        new Candidate<>(
            "meanwhile",
            BouncyCastleSm4Gcm::new,
            Sm4SelfTest::run,
            gcm -> {
              compiled.set(true);
              return work(gcm, 1000);
            },
            SHORT,
            () -> "");
    Choice<Sm4Gcm> choice = choose("auto", List.of(late, meanwhile));
    assertThat(choice.chosen().name()).isEqualTo("late");
    assertThat(choose("auto", List.of(SLOW, FAST)).chosen().name()).isEqualTo("fast");
  }

  @Test
  void takesTheOneThatIsAskedFor() {
    Choice<Sm4Gcm> choice = choose("slow", List.of(WRONG, SLOW, FAST));
    assertThat(choice.chosen().name()).isEqualTo("slow");
    assertThat(choice.trials())
        .extracting(Trial::verdict)
        .containsExactly(Verdict.NOT_TRIED, Verdict.CHOSEN, Verdict.NOT_TRIED);
  }

  @Test
  void whatIsWrongOrAbsentIsNotTakenEvenIfAskedFor() {
    for (String wish : List.of("wrong", "absent")) {
      assertThatThrownBy(() -> choose(wish, List.of(WRONG, ABSENT, SLOW)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(wish);
    }
  }

  @Test
  void anUnknownNameIsRefusedWithTheKnownOnes() {
    assertThatThrownBy(() -> choose("aes", List.of(SLOW, FAST)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("auto, slow, fast");
  }

  @Test
  void theRealOnesAreMeasuredAndNamed() {
    Choice<Sm4Gcm> choice = Sm4Implementations.choose("auto");
    System.out.println(choice.trials());
    assertThat(choice.trials())
        .extracting(Trial::name)
        .containsExactly("vector", "libgcrypt", "bouncy-castle");
    assertThat(choice.trials()).noneMatch(trial -> trial.verdict() == Verdict.WRONG);
    assertThat(choice.implementation().name()).isEqualTo(choice.chosen().name());
    assertThat(choice.chosen().bytesPerSecond()).isPositive();
    assertThat(Sm4Implementations.choose("bouncy-castle").implementation())
        .isInstanceOf(BouncyCastleSm4Gcm.class);
    System.out.println(LeafHashers.choose("auto").trials());
  }
}
