package org.bidseal.smcrypto.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bidseal.smcrypto.Hex;
import org.bidseal.smcrypto.PointGate;
import org.bidseal.smcrypto.ReplayRandom;
import org.bidseal.smcrypto.Scalar;
import org.bidseal.smcrypto.TestData;
import org.bidseal.smcrypto.policy.BidderKey;
import org.bidseal.smcrypto.policy.EventLock;
import org.bidseal.smcrypto.policy.KeyShare;
import org.bidseal.smcrypto.policy.LockSecret;
import org.bidseal.smcrypto.sm2.Sm2KeyPair;
import org.bidseal.smcrypto.sm2.SubjectKeyId;
import org.bidseal.smcrypto.sm4.BouncyCastleSm4Gcm;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// Every published envelope of version 2, sealed and opened byte for byte.
class VersionTwoVectorsTest {
  static Stream<EnvelopeVector> vectors() {
    return TestData.vectors("vectors/bid-envelope-2.json").stream().map(EnvelopeVector::new);
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void seals(EnvelopeVector vector) {
    ReplayRandom random = randomness(vector);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    EnvelopeSealing sealing =
        new EnvelopeSealer(new BouncyCastleSm4Gcm(), random)
            .start(terms(vector), vector.segmentSize());
    assertThat(sealing.treeKey().exposeHex()).isEqualTo(vector.text("treeKey"));
    SealedEnvelope sealed = sealing.seal(new ByteArrayInputStream(vector.bytes("plaintext")), out);

    assertThat(random.isSpent()).isTrue();
    assertThat(Hex.encode(out.toByteArray())).isEqualTo(vector.text("envelope"));
    assertThat(sealed.treeRoot()).isEqualTo(vector.hash("segmentTreeRoot"));
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void opens(EnvelopeVector vector) {
    ByteArrayInputStream in = new ByteArrayInputStream(vector.bytes("envelope"));
    EnvelopeHeader header = EnvelopeHeader.read(in);
    assertThat(header.version()).isEqualTo(2);
    assertThat(EnvelopeHeader.parse(header.encoded())).isEqualTo(header);
    BidderKey bidderKey = bidderKey(vector, header);
    assertThat(bidderKey).isEqualTo(BidderKey.of(vector.bytes("bidderKey")));
    assertThat(header.accepts(bidderKey)).isTrue();

    FileKey fileKey = fileKey(vector, header, bidderKey);
    assertThat(fileKey).isEqualTo(vector.fileKey());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (UnlockedEnvelope envelope =
        new EnvelopeOpener(new BouncyCastleSm4Gcm()).unlock(header, fileKey)) {
      envelope.openAll(in, out, vector.hash("segmentTreeRoot"));
    }
    assertThat(out.toByteArray()).isEqualTo(vector.bytes("plaintext"));
  }

  private static BidderKey bidderKey(EnvelopeVector vector, EnvelopeHeader header) {
    List<KeyShare> shares = new ArrayList<>();
    for (JsonNode recipient : vector.recipients().reversed()) {
      SubjectKeyId keyId = SubjectKeyId.ofHex(recipient.get("subjectKeyIdentifier").asString());
      byte[] decrypted =
          Sm2KeyPair.of(Scalar.ofHex(recipient.get("d").asString()))
              .decrypt(header.findRecipient(keyId).orElseThrow().encryptedKey());
      if (header.policy().isEmpty()) {
        return BidderKey.of(decrypted);
      }
      assertThat(Hex.encode(decrypted)).isEqualTo(recipient.get("share").asString());
      KeyShare share = KeyShare.of(decrypted);
      assertThat(share.commitment(header.envelopeId()).hex())
          .isEqualTo(recipient.get("commitment").asString());
      assertThat(header.policy().get().accepts(keyId, share, header.envelopeId())).isTrue();
      shares.add(share);
      if (shares.size() == header.threshold()) {
        break;
      }
    }
    return new ShareChoices(shares, shares.getLast()).find(header).orElseThrow();
  }

  private static FileKey fileKey(
      EnvelopeVector vector, EnvelopeHeader header, BidderKey bidderKey) {
    if (header.eventLock().isEmpty()) {
      return FileKey.of(header, bidderKey);
    }
    EventLock lock = header.eventLock().get();
    JsonNode expected = vector.node().get("lock");
    assertThat(lock.bidderCommitment().hex())
        .isEqualTo(expected.get("bidderCommitment").asString());
    assertThat(lock.lockKey().hex()).isEqualTo(expected.get("P").asString());
    Scalar key = Scalar.ofHex(expected.get("d").asString());
    LockSecret secret = lock.open(lock.encryptedSecret().c1().times(key));
    assertThat(Hex.encode(secret.exposeBytes())).isEqualTo(expected.get("secret").asString());
    return FileKey.of(header, bidderKey, secret);
  }

  private static EnvelopeTerms terms(EnvelopeVector vector) {
    EnvelopeTerms terms =
        EnvelopeTerms.anyOf(vector.id("envelopeId"), vector.id("openingId"), vector.recipientKeys())
            .withThreshold(vector.node().path("threshold").asInt(1));
    JsonNode lock = vector.node().path("lock");
    return lock.isMissingNode()
        ? terms
        : terms.lockedBy(
            EnvelopeVector.id(lock.get("lockId")), PointGate.decodeHex(lock.get("P").asString()));
  }

  /// What the sealer draws: bidder key, salt, nonce prefix, coefficients, the lock's secret and
  /// nonce, and one nonce for each recipient.
  private static ReplayRandom randomness(EnvelopeVector vector) {
    List<String> drawn =
        new ArrayList<>(
            List.of(vector.text("bidderKey"), vector.text("salt"), vector.text("noncePrefix")));
    vector.node().path("coefficients").forEach(each -> drawn.add(each.asString()));
    JsonNode lock = vector.node().path("lock");
    if (!lock.isMissingNode()) {
      drawn.add(lock.get("secret").asString());
      drawn.add(lock.get("k").asString());
    }
    vector.recipients().forEach(recipient -> drawn.add(recipient.get("k").asString()));
    return ReplayRandom.of(drawn.toArray(String[]::new));
  }
}
