package org.bidseal.smvector.gcrypt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Optional;
import org.bidseal.smcrypto.sm4.Sm4Gcm;
import org.bidseal.smcrypto.sm4.Sm4GcmContract;
import org.bidseal.smcrypto.sm4.Sm4Key;
import org.bidseal.smvector.Skipping;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class GcryptSm4GcmTest extends Sm4GcmContract {
  @BeforeAll
  static void machine() {
    Skipping.unlessPossible("libgcrypt", refusal());
  }

  private static Optional<String> refusal() {
    try {
      new GcryptSm4Gcm();
      return Optional.empty();
    } catch (IllegalStateException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  @Override
  protected Sm4Gcm gcm() {
    return new GcryptSm4Gcm();
  }

  @Test
  void knowsItsVersion() {
    assertThat(new GcryptSm4Gcm().version()).matches("1\\.[0-9]+\\.[0-9]+.*");
  }

  /// GB/T 32907-2016 §A.1.
  @Test
  void agreesWithTheStandardsFirstExample() {
    byte[] example = HexFormat.of().parseHex("0123456789abcdeffedcba9876543210");
    assertThat(new GcryptSm4Gcm().encryptBlock(Sm4Key.of(example), example))
        .isEqualTo(HexFormat.of().parseHex("681edf34d206965e86b3e94f536e4246"));
  }
}
