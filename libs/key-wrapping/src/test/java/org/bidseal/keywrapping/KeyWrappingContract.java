package org.bidseal.keywrapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every key wrapping must do.
public abstract class KeyWrappingContract {
  private static final UUID KEY = UUID.fromString("6f9619ff-8b86-4d01-b42d-00cf4fc964f1");
  private static final Aad BOUND = Aad.of("server-share", KEY, 1);

  /// The implementation under test.
  protected abstract KeyWrapping wrapping() throws Exception;

  @Test
  void unwrapsWhatItWrapped() throws Exception {
    KeyWrapping wrapping = wrapping();
    WrappedSecret stored = WrappedSecret.decode(wrapping.wrap(secret(), BOUND).encoded());
    try (SecretBytes back = wrapping.unwrap(stored, BOUND)) {
      assertThat(back.<String>expose(bytes -> new String(bytes, StandardCharsets.UTF_8)))
          .isEqualTo("a share");
    }
    assertThat(stored.kekVersion()).isEqualTo(wrapping.currentKekVersion());
  }

  @Test
  void wrapsDifferentlyEachTime() throws Exception {
    KeyWrapping wrapping = wrapping();
    assertThat(wrapping.wrap(secret(), BOUND)).isNotEqualTo(wrapping.wrap(secret(), BOUND));
  }

  @Test
  void isBoundToItsRow() throws Exception {
    KeyWrapping wrapping = wrapping();
    WrappedSecret wrapped = wrapping.wrap(secret(), BOUND);
    assertThatThrownBy(() -> wrapping.unwrap(wrapped, Aad.of("server-share", KEY, 2)))
        .isInstanceOf(UnwrappingException.class);
    assertThatThrownBy(() -> wrapping.unwrap(wrapped, Aad.of("reset-key", KEY, 1)))
        .isInstanceOf(UnwrappingException.class);
  }

  @Test
  void noticesEveryFlippedByte() throws Exception {
    KeyWrapping wrapping = wrapping();
    byte[] wrapped = wrapping.wrap(secret(), BOUND).encoded();
    for (int i = 1; i < wrapped.length; i++) {
      byte[] altered = wrapped.clone();
      altered[i] ^= 1;
      assertThatThrownBy(() -> wrapping.unwrap(WrappedSecret.decode(altered), BOUND))
          .isInstanceOf(UnwrappingException.class);
    }
  }

  @Test
  void leavesWhatIsCurrentAsItIs() throws Exception {
    KeyWrapping wrapping = wrapping();
    WrappedSecret wrapped = wrapping.wrap(secret(), BOUND);
    assertThat(wrapping.rewrap(wrapped, BOUND)).isSameAs(wrapped);
  }

  @Test
  void hasItsCurrentVersionAmongThoseItReads() throws Exception {
    KeyWrapping wrapping = wrapping();
    wrapping.reload();
    assertThat(wrapping.kekVersions()).contains(wrapping.currentKekVersion());
  }

  @Test
  void saysThatAVersionIsNotThere() throws Exception {
    KeyWrapping wrapping = wrapping();
    WrappedSecret wrapped = wrapping.wrap(secret(), BOUND);
    WrappedSecret foreign =
        WrappedSecret.of(wrapping.kekVersions().last() + 7, wrapped.nonce(), wrapped.ciphertext());
    assertThatThrownBy(() -> wrapping.unwrap(foreign, BOUND))
        .isInstanceOf(UnwrappingException.class)
        .hasMessageContaining("is not there");
  }

  @Test
  void servesManyThreadsAtOnce() throws Exception {
    KeyWrapping wrapping = wrapping();
    try (var threads = Executors.newFixedThreadPool(16)) {
      var answers =
          threads.invokeAll(IntStream.range(0, 400).mapToObj(i -> roundTrip(wrapping, i)).toList());
      for (int i = 0; i < answers.size(); i++) {
        assertThat(answers.get(i).get()).isEqualTo("secret " + i);
      }
    }
  }

  private static Callable<String> roundTrip(KeyWrapping wrapping, int i) {
    return () -> {
      Aad own = Aad.of("server-share", KEY, i);
      byte[] text = ("secret " + i).getBytes(StandardCharsets.UTF_8);
      WrappedSecret wrapped = wrapping.wrap(SecretBytes.takeOver(text), own);
      try (SecretBytes back = wrapping.unwrap(wrapped, own)) {
        return back.<String>expose(bytes -> new String(bytes, StandardCharsets.UTF_8));
      }
    };
  }

  @Test
  void wrapsSecretsOfAnyLength() throws Exception {
    KeyWrapping wrapping = wrapping();
    for (int length : new int[] {1, 16, 31, 32, 33, 1000, 20_000}) {
      byte[] bytes = new byte[length];
      Arrays.fill(bytes, (byte) length);
      WrappedSecret wrapped = wrapping.wrap(SecretBytes.copyOf(bytes), BOUND);
      try (SecretBytes back = wrapping.unwrap(wrapped, BOUND)) {
        assertThat(back.<byte[]>expose(byte[]::clone)).isEqualTo(bytes);
      }
    }
  }

  private static SecretBytes secret() {
    return SecretBytes.takeOver("a share".getBytes(StandardCharsets.UTF_8));
  }
}
