package org.bidseal.smcrypto.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.stream.Stream;
import org.bidseal.smcrypto.Hex;
import org.bidseal.smcrypto.ReplayRandom;
import org.bidseal.smcrypto.Scalar;
import org.bidseal.smcrypto.sm2.Sm2KeyPair;
import org.bidseal.smcrypto.sm2.SubjectKeyId;
import org.bidseal.smcrypto.sm4.BouncyCastleSm4Gcm;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// Every published envelope, sealed and opened byte for byte.
class EnvelopeVectorsTest {
  static Stream<EnvelopeVector> vectors() {
    return EnvelopeVector.all();
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void seals(EnvelopeVector vector) {
    ReplayRandom random = vector.randomness();
    EnvelopeSealer sealer = new EnvelopeSealer(new BouncyCastleSm4Gcm(), random);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    EnvelopeSealing sealing =
        sealer.start(
            EnvelopeTerms.anyOf(
                vector.id("envelopeId"), vector.id("openingId"), vector.recipientKeys()),
            vector.segmentSize());
    assertThat(sealing.treeKey().exposeHex()).isEqualTo(vector.text("treeKey"));
    SealedEnvelope sealed = sealing.seal(new ByteArrayInputStream(vector.bytes("plaintext")), out);

    assertThat(random.isSpent()).isTrue();
    assertThat(Hex.encode(out.toByteArray())).isEqualTo(vector.text("envelope"));
    assertThat(sealed.treeRoot()).isEqualTo(vector.hash("segmentTreeRoot"));
    assertThat(sealed.plaintextBytes()).isEqualTo(vector.bytes("plaintext").length);
    assertThat(sealed.envelopeBytes()).isEqualTo(out.size());
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void opensForEachRecipient(EnvelopeVector vector) {
    for (JsonNode recipient : vector.recipients()) {
      ByteArrayInputStream in = new ByteArrayInputStream(vector.bytes("envelope"));
      EnvelopeHeader header = EnvelopeHeader.read(in);
      SubjectKeyId keyId = SubjectKeyId.ofHex(recipient.get("subjectKeyIdentifier").asString());
      Sm2KeyPair pair = Sm2KeyPair.of(Scalar.ofHex(recipient.get("d").asString()));
      assertThat(SubjectKeyId.of(pair.publicKey())).isEqualTo(keyId);

      byte[] decrypted = pair.decrypt(header.findRecipient(keyId).orElseThrow().encryptedKey());
      FileKey fileKey = FileKey.of(decrypted);
      assertThat(fileKey).isEqualTo(vector.fileKey());

      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (UnlockedEnvelope envelope =
          new EnvelopeOpener(new BouncyCastleSm4Gcm()).unlock(header, fileKey)) {
        assertThat(envelope.treeKey().exposeHex()).isEqualTo(vector.text("treeKey"));
        OpenedFile opened = envelope.openAll(in, out, vector.hash("segmentTreeRoot"));
        assertThat(opened.plaintextBytes()).isEqualTo(out.size());
      }
      assertThat(out.toByteArray()).isEqualTo(vector.bytes("plaintext"));
    }
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void derivesTheKeys(EnvelopeVector vector) {
    EnvelopeHeader header = EnvelopeHeader.read(new ByteArrayInputStream(vector.bytes("envelope")));
    FileKey key = vector.fileKey();
    assertThat(header.envelopeId()).isEqualTo(vector.id("envelopeId"));
    assertThat(header.openingId()).isEqualTo(vector.id("openingId"));
    assertThat(header.segmentSize()).isEqualTo(vector.segmentSize());
    assertThat(header.hasStandardSegments()).isFalse();
    assertThat(header.keyCommitment()).isEqualTo(vector.hash("keyCommitment"));
    assertThat(key.commitment(header.envelopeId())).isEqualTo(vector.hash("keyCommitment"));
    assertThat(key.payloadKey(header).exposeBytes()).isEqualTo(vector.bytes("payloadKey"));
    assertThat(EnvelopeHeader.parse(header.encoded())).isEqualTo(header);
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void opensAnySegmentAlone(EnvelopeVector vector) {
    byte[] envelope = vector.bytes("envelope");
    EnvelopeHeader header = EnvelopeHeader.read(new ByteArrayInputStream(envelope));
    EnvelopeLayout layout = EnvelopeLayout.of(header, envelope.length);
    byte[] file = new byte[Math.toIntExact(layout.plaintextBytes())];
    try (UnlockedEnvelope unlocked =
        new EnvelopeOpener(new BouncyCastleSm4Gcm()).unlock(header, vector.fileKey())) {
      for (long i = layout.segmentCount() - 1; i >= 0; i--) {
        int length =
            unlocked.openSegment(
                i,
                layout.isLast(i),
                envelope,
                Math.toIntExact(layout.offset(i)),
                layout.sealedLength(i),
                file,
                Math.toIntExact(i * layout.segmentSize()));
        assertThat(length).isEqualTo(layout.plaintextLength(i));
      }
    }
    assertThat(file).isEqualTo(vector.bytes("plaintext"));
  }
}
