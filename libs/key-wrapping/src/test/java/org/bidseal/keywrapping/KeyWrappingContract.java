package org.bidseal.keywrapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
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

  private static SecretBytes secret() {
    return SecretBytes.takeOver("a share".getBytes(StandardCharsets.UTF_8));
  }
}
