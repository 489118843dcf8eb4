package org.bidseal.smcrypto.sm2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bidseal.smcrypto.Hex;
import org.bidseal.smcrypto.OpenSslVectors;
import org.bidseal.smcrypto.OpenSslVectors.Stanza;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.ReplayRandom;
import org.bidseal.smcrypto.Scalar;
import org.bidseal.smcrypto.Sm2Curve;
import org.bidseal.smcrypto.Sm2Digest;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.TestData;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.crypto.engines.SM2Engine;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithID;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class Sm2Test {
  private static final byte[] ID = "1234567812345678".getBytes(StandardCharsets.US_ASCII);

  /// GB/T 32918.5-2017 Annex A: key, nonce and message on the recommended curve.
  private static final String D =
      "3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8";

  private static final String K =
      "59276e27d506861a16680f3ad9c02dccef3cc1fa3cdbe4ce6d54b80deac1bc21";

  private final SecureRandom random = new SecureRandom();

  @Test
  void aSignatureIsReadFromTheTextOfItsNumbers() {
    String one = "0".repeat(63) + "1";
    String two = "0".repeat(63) + "2";
    assertThat(Sm2Signature.ofHex(one, two))
        .isEqualTo(new Sm2Signature(BigInteger.ONE, BigInteger.TWO));
    for (String wrong : new String[] {"0".repeat(64), "f".repeat(64), "1", "+" + one, one + "0"}) {
      assertThatThrownBy(() -> Sm2Signature.ofHex(wrong, two))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> Sm2Signature.ofHex(one, wrong))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void signsTheStandardsExample() {
    Sm2KeyPair pair = Sm2KeyPair.of(Scalar.ofHex(D));
    byte[] message = "message digest".getBytes(StandardCharsets.US_ASCII);
    assertThat(Sm2Digest.z(pair.publicKey()).hex())
        .isEqualTo("b2e14c5c79c6df5b85f4fe7ed8db7a262b9da7e07ccb0ea9f4747b8ccda8a4f3");
    assertThat(Sm2Digest.of(pair.publicKey(), message).hex())
        .isEqualTo("f0b43e94ba45accaace692ed534382eb17e6ab5a19ce7b31f4486fdfc0d28640");
    Sm2Signature signature = pair.signMessage(message, ReplayRandom.of(K));
    assertThat(Hex.encode(signature.raw()))
        .isEqualTo(
            "f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3"
                + "b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa");
    assertThat(Sm2Verifier.verifyMessage(pair.publicKey(), message, signature)).isTrue();
  }

  @Test
  void encryptsTheStandardsExample() {
    Sm2KeyPair pair = Sm2KeyPair.of(Scalar.ofHex(D));
    byte[] message = "encryption standard".getBytes(StandardCharsets.US_ASCII);
    Sm2Ciphertext ciphertext = Sm2Encryption.encrypt(pair.publicKey(), message, ReplayRandom.of(K));
    assertThat(ciphertext.c1().hex())
        .isEqualTo(
            "0404ebfc718e8d1798620432268e77feb6415e2ede0e073c0f4f640ecd2e149a73"
                + "e858f9d81e5430a57b36daab8f950a3c64e6ee6a63094d99283aff767e124df0");
    assertThat(Hex.encode(ciphertext.c2())).isEqualTo("21886ca989ca9c7d58087307ca93092d651efa");
    assertThat(ciphertext.c3().hex())
        .isEqualTo("59983c18f809e262923c53aec295d30383b54e39d609d160afcb1908d0bd8766");
    assertThat(pair.decrypt(ciphertext)).isEqualTo(message);
  }

  private static Sm2KeyPair openSslKey() {
    String pem =
        TestData.lines("openssl/evppkey_sm2.txt").stream()
            .dropWhile(line -> !line.startsWith("-----BEGIN PRIVATE"))
            .skip(1)
            .takeWhile(line -> !line.startsWith("-----END"))
            .collect(Collectors.joining());
    try {
      var key =
          ECPrivateKey.getInstance(
              PrivateKeyInfo.getInstance(Base64.getDecoder().decode(pem)).parsePrivateKey());
      return Sm2KeyPair.of(Scalar.of(key.getKey()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Stream<Stanza> signatures() {
    return OpenSslVectors.stanzas("evppkey_sm2.txt", "Verify", "SM2_key1").stream()
        .filter(stanza -> stanza.text("Result").isEmpty());
  }

  @ParameterizedTest
  @MethodSource("signatures")
  void verifiesOpenSslsSignatures(Stanza stanza) {
    Sm3Hash e = Sm3Hash.ofBytes(stanza.bytes("Input"));
    Sm2Signature signature = Sm2Signature.ofDer(stanza.bytes("Output"));
    Point publicKey = openSslKey().publicKey();
    assertThat(Sm2Verifier.verify(publicKey, e, signature)).isTrue();
    assertThat(Sm2Verifier.verify(publicKey, Sm3Hash.of(e.bytes()), signature)).isFalse();
    assertThat(Sm2Verifier.verify(Point.G, e, signature)).isFalse();
  }

  static Stream<Stanza> ciphertexts() {
    return OpenSslVectors.stanzas("evppkey_sm2.txt", "Decrypt", "SM2_key1").stream();
  }

  @ParameterizedTest
  @MethodSource("ciphertexts")
  void decryptsOpenSslsCiphertexts(Stanza stanza) {
    Sm2Ciphertext ciphertext = Sm2Ciphertext.ofDer(stanza.bytes("Input"));
    assertThat(openSslKey().decrypt(ciphertext)).isEqualTo(stanza.bytes("Output"));
    assertThat(ciphertext.der()).isEqualTo(stanza.bytes("Input"));
    try (Sm2KeyPair other = Sm2KeyPair.generate(random)) {
      assertThatThrownBy(() -> other.decrypt(ciphertext))
          .isInstanceOf(Sm2DecryptionException.class);
    }
  }

  @Test
  void agreesWithBouncyCastleBothWays() throws Exception {
    for (int i = 1; i < 20; i++) {
      Sm2KeyPair pair = Sm2KeyPair.generate(random);
      byte[] message = new byte[i * 7];
      random.nextBytes(message);
      var privateKey =
          new ECPrivateKeyParameters(pair.exposePrivateKey().exposeNumber(), Sm2Curve.DOMAIN);

      SM2Signer signer = new SM2Signer();
      signer.init(true, new ParametersWithID(new ParametersWithRandom(privateKey, random), ID));
      signer.update(message, 0, message.length);
      Sm2Signature theirs = Sm2Signature.ofDer(signer.generateSignature());
      assertThat(Sm2Verifier.verifyMessage(pair.publicKey(), message, theirs)).isTrue();

      Sm2Ciphertext ours = Sm2Encryption.encrypt(pair.publicKey(), message, random);
      SM2Engine engine = new SM2Engine(SM2Engine.Mode.C1C3C2);
      engine.init(false, privateKey);
      byte[] raw = new byte[65 + 32 + message.length];
      System.arraycopy(ours.c1().encoded(), 0, raw, 0, 65);
      System.arraycopy(ours.c3().bytes(), 0, raw, 65, 32);
      System.arraycopy(ours.c2(), 0, raw, 97, message.length);
      assertThat(engine.processBlock(raw, 0, raw.length)).isEqualTo(message);
    }
  }

  /// `s = n − r` makes `t = 0`, which must not verify (GB/T 32918.2-2016 §7.1 B5).
  @Test
  void degenerateSignaturesDoNotVerify() {
    Sm2Signature zeroT = new Sm2Signature(BigInteger.TWO, Sm2Curve.N.subtract(BigInteger.TWO));
    assertThat(Sm2Verifier.verify(Point.G, Sm3Hash.of(new byte[1]), zeroT)).isFalse();
    for (BigInteger bad : new BigInteger[] {BigInteger.ZERO, Sm2Curve.N, BigInteger.ONE.negate()}) {
      assertThatThrownBy(() -> new Sm2Signature(bad, BigInteger.ONE))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> new Sm2Signature(BigInteger.ONE, bad))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aSignatureHasOneEncoding() throws Exception {
    byte[] der = new Sm2Signature(BigInteger.ONE, BigInteger.TWO).der();
    assertThat(Sm2Signature.ofDer(der).s()).isEqualTo(BigInteger.TWO);
    byte[] trailing = Arrays.copyOf(der, der.length + 1);
    byte[] padded = {0x30, 7, 2, 2, 0, 1, 2, 1, 2};
    byte[] longLength = {0x30, (byte) 0x81, 6, 2, 1, 1, 2, 1, 2};
    byte[] three =
        new DERSequence(
                new ASN1Encodable[] {new ASN1Integer(1), new ASN1Integer(2), new ASN1Integer(3)})
            .getEncoded();
    byte[] indefinite = {0x30, (byte) 0x80, 2, 1, 1, 2, 1, 2, 0, 0};
    byte[] hugeLength = {0x30, (byte) 0x84, 0x7f, -1, -1, -1, 2, 1, 1};
    for (byte[] bad :
        new byte[][] {trailing, padded, longLength, three, indefinite, hugeLength, {}, {5, 0}}) {
      assertThatThrownBy(() -> Sm2Signature.ofDer(bad))
          .as(Hex.encode(bad))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> Sm2Signature.ofRaw(new byte[63]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aCiphertextHasOneEncoding() {
    Sm2KeyPair pair = Sm2KeyPair.generate(random);
    byte[] der = Sm2Encryption.encrypt(pair.publicKey(), new byte[16], random).der();
    assertThatThrownBy(() -> Sm2Ciphertext.ofDer(Arrays.copyOf(der, der.length + 1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Sm2Ciphertext.ofDer(Arrays.copyOf(der, der.length - 1)))
        .isInstanceOf(IllegalArgumentException.class);
    for (int i = 0; i < der.length; i++) {
      byte[] changed = der.clone();
      changed[i] ^= 1;
      assertThatThrownBy(() -> pair.decrypt(Sm2Ciphertext.ofDer(changed)))
          .isInstanceOfAny(IllegalArgumentException.class, Sm2DecryptionException.class);
    }
  }

  @Test
  void thePrivateKeyNMinusOneIsRefused() {
    Scalar last = Scalar.of(Sm2Curve.N.subtract(BigInteger.ONE));
    assertThatThrownBy(() -> Sm2KeyPair.of(last)).isInstanceOf(IllegalArgumentException.class);
    assertThat(Sm2KeyPair.of(Scalar.ofHex(D)).toString()).doesNotContain(D);
  }
}
