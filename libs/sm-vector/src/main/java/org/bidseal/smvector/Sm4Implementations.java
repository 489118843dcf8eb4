package org.bidseal.smvector;

import java.time.Duration;
import java.util.List;
import org.bidseal.smcrypto.sm4.BouncyCastleSm4Gcm;
import org.bidseal.smcrypto.sm4.Sm4Gcm;
import org.bidseal.smcrypto.sm4.Sm4Key;
import org.bidseal.smvector.gcrypt.GcryptSm4Gcm;
import org.bidseal.smvector.sm4.VectorSm4Gcm;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Chooses the SM4-GCM of this process: `vector`, `libgcrypt` or `bouncy-castle`, the fastest that
/// passes its self-test here and now. Takes about a second, most of it waiting for C2.
public final class Sm4Implementations {
  private static final Logger LOG = LoggerFactory.getLogger(Sm4Implementations.class);

  /// The wish of who has none.
  public static final String AUTO = "auto";

  private static final Duration PATIENCE = Duration.ofMillis(100);

  /// C2 takes a second or two, on a busy machine, to replace what runs at a thousandth of the
  /// speed.
  private static final Duration PATIENCE_FOR_C2 = Duration.ofSeconds(2);

  private Sm4Implementations() {}

  /// Tries all, or the one that is asked for, and logs one line about them; another, a warning, if
  /// JVM flags are missing.
  ///
  /// @param wish `auto` or a name
  /// @throws IllegalArgumentException if nobody is called that
  /// @throws IllegalStateException if the one asked for cannot run here or is wrong
  public static Choice<Sm4Gcm> choose(String wish) {
    List<String> missing = Flags.missing();
    if (!missing.isEmpty()) {
      LOG.warn(
          "SM4 may be slower than it could be: start the JVM with {}", String.join(" ", missing));
    }
    return new Chooser<>("SM4-GCM", candidates()).choose(wish);
  }

  private static List<Candidate<Sm4Gcm>> candidates() {
    return List.of(
        new Candidate<>(
            "vector",
            Sm4Implementations::vector,
            Sm4SelfTest::run,
            new Sealing()::run,
            PATIENCE_FOR_C2,
            () -> VectorSm4Gcm.hasFastGhash() ? "" : "GHASH by tables, for want of " + Flags.GHASH),
        new Candidate<>(
            "libgcrypt",
            GcryptSm4Gcm::new,
            Sm4SelfTest::run,
            new Sealing()::run,
            PATIENCE,
            () -> ""),
        new Candidate<>(
            "bouncy-castle",
            BouncyCastleSm4Gcm::new,
            Sm4SelfTest::run,
            new Sealing()::run,
            PATIENCE,
            () -> ""));
  }

  private static Sm4Gcm vector() {
    VectorMachine.refusal()
        .ifPresent(reason -> {
          throw new IllegalStateException(reason);
        });
    return new VectorSm4Gcm();
  }

  /// A buffer sealed over and over, under a key that protects nothing.
  private static final class Sealing {
    private static final int BYTES = 32 * 1024;

    private final Sm4Key key = Sm4Key.of(new byte[Sm4Key.BYTES]);
    private final byte[] nonce = new byte[Sm4Gcm.NONCE_BYTES];
    private final byte[] buffer = new byte[BYTES + Sm4Gcm.TAG_BYTES];

    int run(Sm4Gcm gcm) {
      gcm.seal(key, nonce, nonce, buffer, 0, BYTES, buffer, 0);
      return BYTES;
    }
  }
}
