package org.bidseal.smcrypto.sm4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bidseal.smcrypto.Hex;
import org.bidseal.smcrypto.OpenSslVectors;
import org.bouncycastle.crypto.engines.SM4Engine;
import org.bouncycastle.crypto.params.KeyParameter;
import org.junit.jupiter.api.Test;

class BouncyCastleSm4GcmTest extends Sm4GcmContract {
  @Override
  protected Sm4Gcm gcm() {
    return new BouncyCastleSm4Gcm();
  }

  /// GB/T 32907-2016 §A.1: the block cipher below.
  @Test
  void theEngineAgreesWithTheStandardsFirstExample() {
    var stanza = OpenSslVectors.stanzas("evpciph_sm4.txt", "Cipher", "SM4-ECB").getFirst();
    byte[] block = stanza.bytes("Plaintext");
    engine(stanza.bytes("Key")).processBlock(block, 0, block, 0);
    assertThat(block).isEqualTo(stanza.bytes("Ciphertext"));
  }

  /// GB/T 32907-2016 §A.2: the same block, encrypted a million times.
  @Test
  void theEngineAgreesWithTheStandardsSecondExample() {
    byte[] block = Hex.decode("0123456789abcdeffedcba9876543210");
    SM4Engine engine = engine(block);
    for (int i = 0; i < 1_000_000; i++) {
      engine.processBlock(block, 0, block, 0);
    }
    assertThat(Hex.encode(block)).isEqualTo("595298c7c6fd271f0402f804c33d3f66");
  }

  private static SM4Engine engine(byte[] key) {
    SM4Engine engine = new SM4Engine();
    engine.init(true, new KeyParameter(key));
    return engine;
  }

  @Test
  void keysAreNotPrintedAndEnd() {
    Sm4Key key = Sm4Key.of(new byte[16]);
    assertThat(key).hasToString("Sm4Key[REDACTED]");
    key.close();
    assertThat(key.isDestroyed()).isTrue();
    assertThatThrownBy(key::exposeBytes).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> Sm4Key.of(new byte[15])).isInstanceOf(IllegalArgumentException.class);
  }
}
