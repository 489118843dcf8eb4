package org.bidseal.acceptance.secrecy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A search that finds nothing proves nothing, unless it finds what is there.
final class SecretSearchTest {
  private static final Random RANDOM = new Random(20261122);

  private final byte[] planted = bytes(32);
  private final SecretSearch search =
      new SecretSearch(
          List.of(
              Secret.ofBytes("planted", planted),
              Secret.ofBytes("absent", bytes(32)),
              Secret.ofText("a PIN", "Bid7391x")));

  @TempDir private Path folder;

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  private void finds(byte[] form, String name) throws IOException {
    byte[] noise = bytes(100_003);
    ByteBuffer.wrap(noise).position(70_001).put(form);
    assertThat(search.find(noise))
        .contains("planted as " + name)
        .noneMatch(SecretSearchTest::absent);
    Path file = Files.write(Files.createTempFile(folder, "noise", ""), noise);
    assertThat(search.find(file)).contains("planted as " + name);
    noise[70_001 + form.length - 1] ^= 1;
    assertThat(search.find(noise)).doesNotContain("planted as " + name);
  }

  private static boolean absent(String name) {
    return name.startsWith("absent");
  }

  @Test
  void findsBytesAndTexts() throws IOException {
    finds(planted, "bytes");
    finds(HexFormat.of().formatHex(planted).getBytes(ISO_8859_1), "hex");
    finds(HexFormat.of().formatHex(planted).getBytes(UTF_16BE), "hex in chars");
    finds(HexFormat.of().withUpperCase().formatHex(planted).getBytes(ISO_8859_1), "HEX");
    finds(new BigInteger(1, planted).toString().getBytes(ISO_8859_1), "decimal");
  }

  @Test
  void findsItWithinALongerBase64() {
    for (int offset = 0; offset < 6; offset++) {
      byte[] longer = bytes(offset + planted.length + 11);
      System.arraycopy(planted, 0, longer, offset, planted.length);
      byte[] text = Base64.getEncoder().encode(longer);
      assertThat(search.find(text)).contains("planted as base64+" + offset % 3);
      byte[] url = Base64.getUrlEncoder().encode(longer);
      assertThat(search.find(url)).contains("planted as base64url+" + offset % 3);
    }
  }

  @Test
  void findsLimbs() throws IOException {
    ByteBuffer ints = ByteBuffer.allocate(32);
    ByteBuffer longs = ByteBuffer.allocate(32);
    for (int i = 0; i < 8; i++) {
      ints.putInt(ByteBuffer.wrap(planted).getInt((7 - i) * 4));
    }
    for (int i = 0; i < 4; i++) {
      longs.putLong(ByteBuffer.wrap(planted).getLong((3 - i) * 8));
    }
    finds(ints.array(), "int limbs");
    finds(longs.array(), "long limbs");
  }

  @Test
  void findsAtBothEndsAndNothingInNoise() {
    assertThat(search.find(planted)).contains("planted as bytes");
    assertThat(search.find("PIN=Bid7391x".getBytes(ISO_8859_1))).containsExactly("a PIN as text");
    assertThat(search.find(bytes(1_000_000))).isEmpty();
    assertThat(search.find(new byte[0])).isEmpty();
  }
}
