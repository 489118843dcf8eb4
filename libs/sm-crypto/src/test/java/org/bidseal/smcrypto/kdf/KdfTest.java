package org.bidseal.smcrypto.kdf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.bidseal.smcrypto.OpenSslVectors;
import org.bidseal.smcrypto.OpenSslVectors.Stanza;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KdfTest {
  static Stream<Stanza> codes() {
    return OpenSslVectors.stanzas("evpmac_sm3.txt", "MAC", "HMAC").stream();
  }

  /// GM/T 0042-2015 §D.3.
  @ParameterizedTest
  @MethodSource("codes")
  void agreesWithPublishedCodes(Stanza stanza) {
    byte[] input = stanza.bytes("Input");
    byte[] head = Arrays.copyOf(input, 3);
    byte[] tail = Arrays.copyOfRange(input, 3, input.length);
    assertThat(HmacSm3.of(stanza.bytes("Key"), head, tail).bytes())
        .isEqualTo(stanza.bytes("Output"));
  }

  /// RFC 5869 §2.2, §2.3 written out; the envelope's vectors bind it to another implementation.
  @Test
  void derivesAsTheStandardSays() {
    byte[] ikm = {1, 2, 3};
    byte[] salt = {4, 5};
    byte[] info = {6};
    byte[] prk = HmacSm3.of(salt, ikm).bytes();
    byte[] t1 = HmacSm3.of(prk, info, new byte[] {1}).bytes();
    byte[] t2 = HmacSm3.of(prk, t1, info, new byte[] {2}).bytes();
    byte[] expected = Arrays.copyOf(t1, 48);
    System.arraycopy(t2, 0, expected, 32, 16);
    assertThat(HkdfSm3.derive(ikm, salt, info, 48)).isEqualTo(expected);
  }
}
