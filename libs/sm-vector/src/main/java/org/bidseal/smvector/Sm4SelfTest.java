package org.bidseal.smvector;

import java.util.Arrays;
import java.util.HexFormat;
import org.bidseal.smcrypto.sm4.BouncyCastleSm4Gcm;
import org.bidseal.smcrypto.sm4.Sm4Gcm;
import org.bidseal.smcrypto.sm4.Sm4Key;
import org.bidseal.smcrypto.sm4.Sm4TagMismatchException;
import org.bidseal.smvector.sm4.BlockEncryption;

/// Runs an implementation against published examples, then against Bouncy Castle at lengths where
/// fast code changes its path, then gives it forgeries.
final class Sm4SelfTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final byte[] EXAMPLE_KEY = HEX.parseHex("0123456789abcdeffedcba9876543210");
  private static final int[] LENGTHS = {0, 1, 15, 16, 17, 255, 256, 257, 4095, 4096, 4097, 10_000};

  private Sm4SelfTest() {}

  /// @throws SelfTestException if an answer is wrong
  static void run(Sm4Gcm gcm) {
    try (Sm4Key key = Sm4Key.of(EXAMPLE_KEY)) {
      if (gcm instanceof BlockEncryption block) {
        standardsExample(block, key);
      }
      rfcExample(gcm, key);
      for (int length : LENGTHS) {
        againstBouncyCastle(gcm, key, length);
      }
    }
  }

  /// GB/T 32907-2016 §A.1.
  private static void standardsExample(BlockEncryption cipher, Sm4Key key) {
    byte[] expected = HEX.parseHex("681edf34d206965e86b3e94f536e4246");
    check("GB/T 32907 A.1", Arrays.equals(cipher.encryptBlock(key, EXAMPLE_KEY), expected));
  }

  /// RFC 8998 §A.1.
  private static void rfcExample(Sm4Gcm gcm, Sm4Key key) {
    byte[] nonce = HEX.parseHex("00001234567800000000abcd");
    byte[] aad = HEX.parseHex("feedfacedeadbeeffeedfacedeadbeefabaddad2");
    byte[] plaintext =
        HEX.parseHex(
            "aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccdddddddddddddddd"
                + "eeeeeeeeeeeeeeeeffffffffffffffffeeeeeeeeeeeeeeeeaaaaaaaaaaaaaaaa");
    byte[] expected =
        HEX.parseHex(
            "17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735"
                + "d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d"
                + "83de3541e4c2b58177e065a9bf7b62ec");
    byte[] sealed = new byte[expected.length];
    gcm.seal(key, nonce, aad, plaintext, 0, plaintext.length, sealed, 0);
    check("RFC 8998 A.1, sealing", Arrays.equals(sealed, expected));
    byte[] opened = new byte[plaintext.length];
    gcm.open(key, nonce, aad, expected, 0, expected.length, opened, 0);
    check("RFC 8998 A.1, opening", Arrays.equals(opened, plaintext));
  }

  private static void againstBouncyCastle(Sm4Gcm gcm, Sm4Key key, int length) {
    byte[] nonce = new byte[Sm4Gcm.NONCE_BYTES];
    byte[] aad = new byte[length % 40];
    byte[] plaintext = new byte[length];
    for (int i = 0; i < length; i++) {
      plaintext[i] = (byte) (i * 31 + (i >> 8));
    }
    byte[] expected = new byte[length + Sm4Gcm.TAG_BYTES];
    new BouncyCastleSm4Gcm().seal(key, nonce, aad, plaintext, 0, length, expected, 0);
    byte[] work = Arrays.copyOf(plaintext, expected.length);
    gcm.seal(key, nonce, aad, work, 0, length, work, 0);
    check("sealing " + length + " bytes", Arrays.equals(work, expected));
    gcm.open(key, nonce, aad, work, 0, work.length, work, 0);
    check("opening " + length + " bytes", Arrays.equals(work, 0, length, plaintext, 0, length));
    expected[length / 2] ^= 1;
    check("a forgery of " + length + " bytes", refuses(gcm, key, nonce, aad, expected));
  }

  private static boolean refuses(Sm4Gcm gcm, Sm4Key key, byte[] nonce, byte[] aad, byte[] forged) {
    byte[] out = new byte[forged.length - Sm4Gcm.TAG_BYTES];
    try {
      gcm.open(key, nonce, aad, forged, 0, forged.length, out, 0);
      return false;
    } catch (Sm4TagMismatchException _) {
      return Arrays.equals(out, new byte[out.length]);
    }
  }

  private static void check(String test, boolean right) {
    if (!right) {
      throw new SelfTestException("self-test failed: " + test);
    }
  }
}
