package org.bidseal.smcrypto.sm4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.bidseal.smcrypto.Hex;
import org.junit.jupiter.api.Test;

/// What every implementation of [Sm4Gcm] must do. Extend it where the implementation lives.
public abstract class Sm4GcmContract {
  private static final byte[] NO_AAD = {};

  /// The implementation under test.
  protected abstract Sm4Gcm gcm();

  private static byte[] bytes(long seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private byte[] seal(Sm4Key key, byte[] nonce, byte[] aad, byte[] plaintext) {
    byte[] out = new byte[plaintext.length + Sm4Gcm.TAG_BYTES];
    gcm().seal(key, nonce, aad, plaintext, 0, plaintext.length, out, 0);
    return out;
  }

  private byte[] open(Sm4Key key, byte[] nonce, byte[] aad, byte[] sealed) {
    byte[] out = new byte[sealed.length - Sm4Gcm.TAG_BYTES];
    gcm().open(key, nonce, aad, sealed, 0, sealed.length, out, 0);
    return out;
  }

  /// RFC 8998 §A.2.1.
  @Test
  void agreesWithThePublishedVector() {
    Sm4Key key = Sm4Key.of(Hex.decode("0123456789abcdeffedcba9876543210"));
    byte[] nonce = Hex.decode("00001234567800000000abcd");
    byte[] aad = Hex.decode("feedfacedeadbeeffeedfacedeadbeefabaddad2");
    byte[] plaintext =
        Hex.decode(
            "aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccdddddddddddddddd"
                + "eeeeeeeeeeeeeeeeffffffffffffffffeeeeeeeeeeeeeeeeaaaaaaaaaaaaaaaa");
    byte[] sealed = seal(key, nonce, aad, plaintext);
    assertThat(Hex.encode(sealed))
        .isEqualTo(
            "17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735"
                + "d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d"
                + "83de3541e4c2b58177e065a9bf7b62ec");
    assertThat(open(key, nonce, aad, sealed)).isEqualTo(plaintext);
  }

  /// Every length up to the largest unit in which a fast implementation works, and beyond.
  @Test
  void agreesWithBouncyCastleAtEveryLength() {
    Sm4Key key = Sm4Key.of(bytes(1, Sm4Key.BYTES));
    byte[] plaintext = bytes(3, 4200);
    for (int length = 0; length <= plaintext.length; length++) {
      agrees(key, bytes(length, Sm4Gcm.NONCE_BYTES), bytes(2, length % 35), plaintext, length);
    }
  }

  @Test
  void agreesWithBouncyCastleAtEveryLengthOfAssociatedData() {
    Sm4Key key = Sm4Key.of(bytes(17, Sm4Key.BYTES));
    for (int length = 0; length <= 64; length++) {
      agrees(key, bytes(18, Sm4Gcm.NONCE_BYTES), bytes(length, length), bytes(19, 100), length);
    }
  }

  /// A fixed seed, so that a failure can be repeated.
  @Test
  void agreesWithBouncyCastleOnRandomInput() {
    Random random = new Random(20261122);
    for (int i = 0; i < 200; i++) {
      Sm4Key key = Sm4Key.of(bytes(random.nextLong(), Sm4Key.BYTES));
      byte[] nonce = bytes(random.nextLong(), Sm4Gcm.NONCE_BYTES);
      byte[] aad = bytes(random.nextLong(), random.nextInt(300));
      byte[] plaintext = bytes(random.nextLong(), random.nextInt(20_000));
      agrees(key, nonce, aad, plaintext, plaintext.length);
    }
  }

  /// Seals and opens apart and in place, at offsets that fit no vector.
  private void agrees(Sm4Key key, byte[] nonce, byte[] aad, byte[] plaintext, int length) {
    byte[] expected = new byte[length + Sm4Gcm.TAG_BYTES];
    new BouncyCastleSm4Gcm().seal(key, nonce, aad, plaintext, 0, length, expected, 0);

    byte[] work = new byte[expected.length + 7];
    System.arraycopy(plaintext, 0, work, 5, length);
    gcm().seal(key, nonce, aad, work, 5, length, work, 5);
    assertThat(work).startsWith(0, 0, 0, 0, 0).endsWith(0, 0);
    assertThat(Arrays.copyOfRange(work, 5, 5 + expected.length)).isEqualTo(expected);

    byte[] apart = new byte[length + 3];
    gcm().open(key, nonce, aad, work, 5, expected.length, apart, 3);
    assertThat(Arrays.copyOfRange(apart, 3, 3 + length))
        .isEqualTo(Arrays.copyOf(plaintext, length));
    gcm().open(key, nonce, aad, work, 5, expected.length, work, 5);
    assertThat(Arrays.copyOfRange(work, 5, 5 + length)).isEqualTo(Arrays.copyOf(plaintext, length));
  }

  @Test
  void agreesWithBouncyCastleOnAMebibyte() {
    Sm4Key key = Sm4Key.of(bytes(4, Sm4Key.BYTES));
    byte[] nonce = bytes(5, Sm4Gcm.NONCE_BYTES);
    byte[] plaintext = bytes(6, 1024 * 1024);
    byte[] expected = new byte[plaintext.length + Sm4Gcm.TAG_BYTES];
    new BouncyCastleSm4Gcm().seal(key, nonce, NO_AAD, plaintext, 0, plaintext.length, expected, 0);
    assertThat(seal(key, nonce, NO_AAD, plaintext)).isEqualTo(expected);
    assertThat(open(key, nonce, NO_AAD, expected)).isEqualTo(plaintext);
  }

  @Test
  void keepsToItsRanges() {
    Sm4Key key = Sm4Key.of(bytes(7, Sm4Key.BYTES));
    byte[] nonce = bytes(8, Sm4Gcm.NONCE_BYTES);
    byte[] in = bytes(9, 200);
    byte[] sealed = new byte[300];
    Arrays.fill(sealed, (byte) 0x55);
    gcm().seal(key, nonce, NO_AAD, in, 20, 100, sealed, 30);
    assertThat(Arrays.copyOf(sealed, 30)).containsOnly(0x55);
    assertThat(Arrays.copyOfRange(sealed, 146, 300)).containsOnly(0x55);

    byte[] opened = new byte[200];
    Arrays.fill(opened, (byte) 0x55);
    gcm().open(key, nonce, NO_AAD, sealed, 30, 116, opened, 40);
    assertThat(Arrays.copyOf(opened, 40)).containsOnly(0x55);
    assertThat(Arrays.copyOfRange(opened, 40, 140)).isEqualTo(Arrays.copyOfRange(in, 20, 120));
    assertThat(Arrays.copyOfRange(opened, 140, 200)).containsOnly(0x55);
  }

  @Test
  void releasesNothingWhenAnythingIsChanged() {
    Sm4Key key = Sm4Key.of(bytes(10, Sm4Key.BYTES));
    byte[] nonce = bytes(11, Sm4Gcm.NONCE_BYTES);
    byte[] aad = {1};
    byte[] plaintext = new byte[100];
    Arrays.fill(plaintext, (byte) 0x77);
    byte[] sealed = seal(key, nonce, aad, plaintext);
    for (int i = 0; i < sealed.length; i++) {
      byte[] changed = sealed.clone();
      changed[i] ^= 1;
      refuses(key, nonce, aad, changed);
    }
    byte[] otherNonce = nonce.clone();
    otherNonce[11] ^= 1;
    refuses(key, otherNonce, aad, sealed);
    refuses(key, nonce, NO_AAD, sealed);
    refuses(Sm4Key.of(bytes(12, Sm4Key.BYTES)), nonce, aad, sealed);
    refuses(key, nonce, aad, Arrays.copyOf(sealed, sealed.length - 1));
  }

  private void refuses(Sm4Key key, byte[] nonce, byte[] aad, byte[] sealed) {
    byte[] out = new byte[100];
    assertThatThrownBy(() -> gcm().open(key, nonce, aad, sealed, 0, sealed.length, out, 0))
        .isInstanceOf(Sm4TagMismatchException.class);
    for (byte b : out) {
      // Not one byte of plaintext, nor of plaintext with a bit flipped.
      assertThat(b).isZero();
    }
  }

  @Test
  void releasesNothingInPlaceEither() {
    Sm4Key key = Sm4Key.of(bytes(20, Sm4Key.BYTES));
    byte[] nonce = bytes(21, Sm4Gcm.NONCE_BYTES);
    byte[] plaintext = new byte[5000];
    Arrays.fill(plaintext, (byte) 0x77);
    for (int flipped : new int[] {0, 2500, 4999, 5000, 5015}) {
      byte[] forged = seal(key, nonce, NO_AAD, plaintext);
      forged[flipped] ^= 1;
      byte[] work = forged.clone();
      assertThatThrownBy(() -> gcm().open(key, nonce, NO_AAD, work, 0, work.length, work, 0))
          .isInstanceOf(Sm4TagMismatchException.class);
      for (int i = 0; i < plaintext.length; i++) {
        assertThat(work[i]).isIn((byte) 0, forged[i]);
      }
    }
  }

  @Test
  void refusesWhatIsTooShortForATag() {
    Sm4Key key = Sm4Key.of(bytes(13, Sm4Key.BYTES));
    byte[] nonce = bytes(14, Sm4Gcm.NONCE_BYTES);
    assertThatThrownBy(() -> gcm().open(key, nonce, NO_AAD, new byte[15], 0, 15, new byte[16], 0))
        .isInstanceOf(Sm4TagMismatchException.class);
  }

  @Test
  void refusesWrongNoncesAndRanges() {
    Sm4Key key = Sm4Key.of(bytes(15, Sm4Key.BYTES));
    byte[] nonce = bytes(16, Sm4Gcm.NONCE_BYTES);
    byte[] in = new byte[32];
    byte[] out = new byte[48];
    assertThatThrownBy(() -> gcm().seal(key, new byte[11], NO_AAD, in, 0, 32, out, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> gcm().seal(key, nonce, NO_AAD, in, 1, 32, out, 0))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> gcm().seal(key, nonce, NO_AAD, in, 0, 32, out, 1))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> gcm().open(key, nonce, NO_AAD, in, 0, 33, out, 0))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> gcm().open(key, nonce, NO_AAD, in, 0, 32, out, 40))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void hasAName() {
    assertThat(gcm().name()).isNotBlank();
  }
}
