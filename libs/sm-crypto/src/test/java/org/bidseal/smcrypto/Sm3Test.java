package org.bidseal.smcrypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.bidseal.smcrypto.OpenSslVectors.Stanza;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class Sm3Test {
  static Stream<Stanza> digests() {
    return OpenSslVectors.stanzas("evpmd_sm3.txt", "Digest", "SM3").stream();
  }

  /// GB/T 32905-2016 Annex A among them: "abc", and "abcd" sixteen times.
  @ParameterizedTest
  @MethodSource("digests")
  void agreesWithPublishedDigests(Stanza stanza) {
    byte[] input = stanza.bytes("Input");
    byte[] output = stanza.bytes("Output");
    assertThat(Sm3Hash.of(input).bytes()).isEqualTo(output);

    Sm3Stream stream = new Sm3Stream().update(input, 0, input.length / 3);
    Sm3Stream copy = stream.copy();
    byte[] rest = Arrays.copyOfRange(input, input.length / 3, input.length);
    assertThat(copy.update(rest).finish().bytes()).isEqualTo(output);
    assertThat(stream.update(rest).finish().bytes()).isEqualTo(output);
  }

  @Test
  void shortCodesHaveSixDigits() {
    String zeros = "0".repeat(63);
    assertThat(Sm3Hash.ofHex(zeros + "7").shortCode()).isEqualTo("000007");
    assertThat(Sm3Hash.ofHex("0".repeat(56) + "000f4241").shortCode()).isEqualTo("000001");
  }
}
