package org.bidseal.seals.ses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Objects;
import org.bidseal.smcrypto.sm2.Sm2Signature;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SesSealTest {

  @ParameterizedTest
  @ValueSource(strings = {"UserV4.esl", "UserV5.esl", "UserV5_ts.esl"})
  void readsAndVerifiesSealsThatOthersMade(String file) {
    SesSeal seal = SesSeal.read(resource(file));
    assertThat(seal.signatureIsGood()).isTrue();
    assertThat(seal.info().name()).isNotBlank();
    assertThat(seal.info().picture().data()).isNotEmpty();
    assertThat(seal.info().validFrom()).isBefore(seal.info().validUntil());
  }

  @ParameterizedTest
  @ValueSource(strings = {"UserV4.esl", "UserV5.esl"})
  void writesWhatItRead(String file) {
    byte[] original = resource(file);
    SesSeal again = SesSeal.read(SesSeal.read(original).encoded());
    assertThat(again.signatureIsGood()).isTrue();
    assertThat(again.info().sealId()).isEqualTo(SesSeal.read(original).info().sealId());
  }

  @Test
  void noticesAChangedByteOfTheSignedPart() {
    byte[] seal = resource("UserV4.esl");
    byte[] name =
        SesSeal.read(seal).info().name().getBytes(java.nio.charset.StandardCharsets.UTF_8);
    int at = indexOf(seal, name);
    seal[at + name.length - 1] ^= 1;
    assertThat(SesSeal.read(seal).signatureIsGood()).isFalse();
  }

  @Test
  void refusesTheOlderStructureAndGarbage() {
    assertThatThrownBy(() -> SesSeal.read(resource("UserV1.esl")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SesSeal.read(new byte[] {0x30, 0x03, 1, 2, 3}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SesSeal.read(Arrays.copyOf(resource("UserV4.esl"), 100)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void makesASealOutOfInformationAndASignature() {
    SesSeal theirs = SesSeal.read(resource("UserV4.esl"));
    SealInfo info =
        new SealInfo(
            "bidseal",
            "0001",
            1,
            "某某公司公章",
            theirs.info().signerCertificates(),
            theirs.info().created(),
            theirs.info().validFrom(),
            theirs.info().validUntil(),
            theirs.info().picture());
    SesSeal made =
        SesSeal.make(
            info,
            theirs.makerCertificate(),
            _ -> new Sm2Signature(java.math.BigInteger.ONE, java.math.BigInteger.TWO));
    SesSeal read = SesSeal.read(made.encoded());
    assertThat(read.info().name()).isEqualTo("某某公司公章");
    assertThat(read.info().signerCertificates()).isEqualTo(theirs.info().signerCertificates());
    assertThat(read.signatureIsGood()).isFalse();
  }

  private static int indexOf(byte[] haystack, byte[] needle) {
    for (int i = 0; i <= haystack.length - needle.length; i++) {
      if (Arrays.equals(haystack, i, i + needle.length, needle, 0, needle.length)) {
        return i;
      }
    }
    throw new AssertionError("not found");
  }

  private static byte[] resource(String name) {
    try (InputStream in =
        Objects.requireNonNull(SesSealTest.class.getResourceAsStream("/seals/" + name))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
