package org.bidseal.smcrypto.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.bidseal.smcrypto.envelope.EnvelopeException.Reason;
import org.bidseal.smcrypto.policy.BidderKey;
import org.bidseal.smcrypto.policy.EventLock;
import org.bidseal.smcrypto.policy.KeyShare;
import org.bidseal.smcrypto.policy.KeySharing;
import org.bidseal.smcrypto.policy.LockSecret;
import org.bidseal.smcrypto.sm2.Sm2KeyPair;
import org.bidseal.smcrypto.sm2.SubjectKeyId;
import org.bidseal.smcrypto.sm4.BouncyCastleSm4Gcm;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.junit.jupiter.api.Test;

/// Envelopes that k of m recipients open together, and such as a committee's lock keeps shut.
class VersionTwoTest {
  private static final byte[] BID = "the bid".getBytes(StandardCharsets.UTF_8);

  private final UUID envelopeId = UUID.randomUUID();
  private final UUID lockId = UUID.randomUUID();
  private final SecureRandom random = new SecureRandom();
  private final EnvelopeSealer sealer = new EnvelopeSealer(new BouncyCastleSm4Gcm(), random);
  private final EnvelopeOpener opener = new EnvelopeOpener(new BouncyCastleSm4Gcm());
  private final List<Sm2KeyPair> recipients =
      Stream.generate(() -> Sm2KeyPair.generate(random)).limit(4).toList();
  private final Sm2KeyPair committee = Sm2KeyPair.generate(random);

  private EnvelopeTerms terms() {
    return EnvelopeTerms.anyOf(
        envelopeId, envelopeId, recipients.stream().map(Sm2KeyPair::publicKey).toList());
  }

  private record Sealed(SealedEnvelope result, ByteArrayOutputStream bytes) {
    /// As a receiver reads it.
    EnvelopeHeader header() {
      return EnvelopeHeader.read(in());
    }

    ByteArrayInputStream in() {
      return new ByteArrayInputStream(bytes.toByteArray());
    }
  }

  private Sealed seal(EnvelopeTerms terms) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (EnvelopeSealing sealing = sealer.start(terms)) {
      return new Sealed(sealing.seal(new ByteArrayInputStream(BID), out), out);
    }
  }

  private byte[] decrypt(EnvelopeHeader header, Sm2KeyPair pair) {
    SubjectKeyId keyId = SubjectKeyId.of(pair.publicKey());
    return pair.decrypt(header.findRecipient(keyId).orElseThrow().encryptedKey());
  }

  private List<KeyShare> shares(EnvelopeHeader header, int... who) {
    List<KeyShare> shares = new ArrayList<>();
    for (int i : who) {
      shares.add(KeyShare.of(decrypt(header, recipients.get(i))));
    }
    return shares;
  }

  private LockSecret unlock(EventLock lock) {
    byte[] secret = committee.decrypt(lock.encryptedSecret());
    return LockSecret.of(secret);
  }

  private byte[] open(Sealed sealed, FileKey key) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayInputStream in = sealed.in();
    try (UnlockedEnvelope envelope = opener.unlock(EnvelopeHeader.read(in), key)) {
      envelope.openAll(in, out, sealed.result().treeRoot());
    }
    return out.toByteArray();
  }

  @Test
  void anyThreeOfFourOpenAndTwoLearnNothing() {
    Sealed sealed = seal(terms().withThreshold(3));
    EnvelopeHeader header = sealed.header();
    assertThat(header.version()).isEqualTo(2);
    assertThat(header.threshold()).isEqualTo(3);
    for (int[] who : new int[][] {{0, 1, 2}, {3, 1, 0}, {0, 2, 3}, {3, 2, 1}}) {
      BidderKey key = KeySharing.combine(shares(header, who)).orElseThrow();
      assertThat(header.accepts(key)).isTrue();
      assertThat(open(sealed, FileKey.of(header, key))).isEqualTo(BID);
    }
    // Two shares lead to some number below n, of which one in 2^128 would pass for a key.
    assertThat(KeySharing.combine(shares(header, 0, 1))).isEmpty();
    assertThat(KeySharing.combine(shares(header, 0, 1, 2, 3))).isPresent();
  }

  @Test
  void aWrongShareIsToldByItsCommitment() {
    EnvelopeHeader header = seal(terms().withThreshold(2)).header();
    List<KeyShare> shares = shares(header, 0, 1);
    byte[] forged = shares.get(0).exposeBytes();
    forged[32] ^= 1;
    SubjectKeyId first = SubjectKeyId.of(recipients.get(0).publicKey());
    var policy = header.policy().orElseThrow();
    assertThat(policy.accepts(first, shares.get(0), envelopeId)).isTrue();
    assertThat(policy.accepts(first, KeyShare.of(forged), envelopeId)).isFalse();
    assertThat(policy.accepts(first, shares.get(1), envelopeId)).isFalse();
    assertThat(policy.accepts(first, shares.get(0), lockId)).isFalse();
    // So small a change leads to another key of 16 bytes, which the header does not know.
    BidderKey other = KeySharing.combine(List.of(KeyShare.of(forged), shares.get(1))).orElseThrow();
    assertThat(header.accepts(other)).isFalse();
    forged[1] ^= 0x40;
    assertThat(KeySharing.combine(List.of(KeyShare.of(forged), shares.get(1)))).isEmpty();
  }

  @Test
  void aLockKeepsTheBidShutWhateverTheRecipientsHave() {
    Sealed sealed = seal(terms().lockedBy(lockId, committee.publicKey()));
    EnvelopeHeader header = sealed.header();
    BidderKey key = BidderKey.of(decrypt(header, recipients.get(2)));
    assertThat(header.accepts(key)).isTrue();
    assertThat(header.accepts(BidderKey.random(random))).isFalse();
    assertThatThrownBy(() -> FileKey.of(header, key)).isInstanceOf(IllegalArgumentException.class);
    assertThat(refusal(header, FileKey.of(key.exposeBytes())))
        .isEqualTo(Reason.KEY_COMMITMENT_MISMATCH);
    assertThat(refusal(header, FileKey.of(header, key, LockSecret.random(random))))
        .isEqualTo(Reason.KEY_COMMITMENT_MISMATCH);

    EventLock lock = header.eventLock().orElseThrow();
    assertThat(lock.lockId()).isEqualTo(lockId);
    assertThat(lock.lockKey()).isEqualTo(committee.publicKey());
    assertThat(open(sealed, FileKey.of(header, key, unlock(lock)))).isEqualTo(BID);
  }

  private Reason refusal(EnvelopeHeader header, FileKey key) {
    return catchThrowableOfType(EnvelopeException.class, () -> opener.unlock(header, key)).reason();
  }

  @Test
  void policyAndLockGoTogether() {
    Sealed sealed = seal(terms().withThreshold(4).lockedBy(lockId, committee.publicKey()));
    EnvelopeHeader header = sealed.header();
    BidderKey key = KeySharing.combine(shares(header, 0, 1, 2, 3)).orElseThrow();
    LockSecret secret = unlock(header.eventLock().orElseThrow());
    assertThat(open(sealed, FileKey.of(header, key, secret))).isEqualTo(BID);
  }

  @Test
  void withoutEitherAnEnvelopeIsOfVersionOne() {
    EnvelopeHeader header = seal(terms()).header();
    assertThat(header.version()).isEqualTo(1);
    assertThat(header.policy()).isEmpty();
    assertThat(header.eventLock()).isEmpty();
    assertThat(header.threshold()).isEqualTo(1);
    assertThat(header.accepts(BidderKey.of(decrypt(header, recipients.get(0))))).isTrue();
  }

  /// Shares of one polynomial and of another: which two come decides whether the bid opens, never
  /// to what.
  @Test
  void aSealerWhoseSharesContradictGainsNoSecondBid() {
    EnvelopeHeader header = seal(terms().withThreshold(2)).header();
    List<KeyShare> good = shares(header, 0, 1);
    List<KeyShare> other = KeySharing.share(BidderKey.random(random), 2, 4, random).subList(2, 4);
    assertThat(choose(header, good.get(0), other.get(0))).isEmpty();
    assertThat(choose(header, other.get(0), other.get(1))).isEmpty();
    assertThat(choose(header, other.get(0), other.get(1), good.get(0))).isEmpty();
    assertThat(choose(header, other.get(0), good.get(0), other.get(1), good.get(1)))
        .hasValueSatisfying(key -> assertThat(header.accepts(key)).isTrue());
  }

  private static Optional<BidderKey> choose(EnvelopeHeader header, KeyShare... shares) {
    return new ShareChoices(List.of(shares), shares[shares.length - 1]).find(header);
  }

  @Test
  void extensionsFromHostileHandsAreRefused() throws Exception {
    byte[] both =
        seal(terms().withThreshold(2).lockedBy(lockId, committee.publicKey())).header().encoded();
    ASN1Sequence fields = ASN1Sequence.getInstance(Arrays.copyOfRange(both, 12, both.length));
    ASN1Encodable policy = fields.getObjectAt(8);
    ASN1Encodable lock = fields.getObjectAt(9);
    ASN1Sequence inPolicy = inside(policy);
    ASN1Sequence shares = ASN1Sequence.getInstance(inPolicy.getObjectAt(1));
    ASN1Sequence inLock = inside(lock);

    assertThat(refusal(fields, lock, policy)).isEqualTo(Reason.HEADER_MALFORMED);
    assertThat(refusal(fields, policy, policy)).isEqualTo(Reason.HEADER_MALFORMED);
    assertThat(refusal(fields, policy, lock, lock)).isEqualTo(Reason.HEADER_MALFORMED);
    assertThat(refusal(fields, lock)).isEqualTo(Reason.HEADER_MALFORMED);
    assertThat(refusal(fields, new DERTaggedObject(false, 0, inPolicy), lock))
        .isEqualTo(Reason.HEADER_MALFORMED);
    for (long threshold : new long[] {-1, 0, 1, 5, 17}) {
      assertThat(refusal(fields, policy(with(inPolicy, 0, new ASN1Integer(threshold))), lock))
          .isEqualTo(Reason.POLICY_INVALID);
    }
    assertThat(refusal(fields, policy(with(inPolicy, 0, new ASN1Integer(1L << 40))), lock))
        .isEqualTo(Reason.HEADER_MALFORMED);
    for (ASN1Encodable[] entries :
        new ASN1Encodable[][] {
          {
            shares.getObjectAt(1),
            shares.getObjectAt(0),
            shares.getObjectAt(2),
            shares.getObjectAt(3)
          },
          {shares.getObjectAt(0), shares.getObjectAt(1), shares.getObjectAt(2)},
          {
            shares.getObjectAt(0),
            shares.getObjectAt(0),
            shares.getObjectAt(2),
            shares.getObjectAt(3)
          },
          {}
        }) {
      assertThat(refusal(fields, policy(with(inPolicy, 1, new DERSequence(entries))), lock))
          .isEqualTo(Reason.POLICY_INVALID);
    }
    ASN1Encodable[] many = new ASN1Encodable[5000];
    Arrays.fill(many, shares.getObjectAt(0));
    assertThat(refusal(fields, policy(with(inPolicy, 1, new DERSequence(many))), lock))
        .isEqualTo(Reason.POLICY_INVALID);
    for (int i = 0; i < inLock.size(); i++) {
      for (ASN1Encodable bad :
          new ASN1Encodable[] {new DEROctetString(new byte[15]), DERNull.INSTANCE}) {
        assertThat(refusal(fields, policy, new DERTaggedObject(true, 1, with(inLock, i, bad))))
            .isEqualTo(Reason.HEADER_MALFORMED);
      }
    }
  }

  private static ASN1Sequence inside(ASN1Encodable tagged) {
    return ASN1Sequence.getInstance(ASN1TaggedObject.getInstance(tagged).getExplicitBaseObject());
  }

  private static ASN1Encodable policy(ASN1Encodable contents) {
    return new DERTaggedObject(true, 0, contents);
  }

  private static ASN1Sequence with(ASN1Sequence sequence, int place, ASN1Encodable other) {
    ASN1Encodable[] fields = sequence.toArray();
    fields[place] = other;
    return new DERSequence(fields);
  }

  private static Reason refusal(ASN1Sequence fields, ASN1Encodable... extensions)
      throws IOException {
    ASN1EncodableVector all = new ASN1EncodableVector();
    for (int i = 0; i < 8; i++) {
      all.add(fields.getObjectAt(i));
    }
    all.addAll(extensions);
    byte[] der = new DERSequence(all).getEncoded("DER");
    byte[] encoded =
        ByteBuffer.allocate(12 + der.length)
            .put("BIDSEAL\u0001".getBytes(StandardCharsets.US_ASCII))
            .putInt(der.length)
            .put(der)
            .array();
    return catchThrowableOfType(EnvelopeException.class, () -> EnvelopeHeader.parse(encoded))
        .reason();
  }

  @Test
  void aThresholdThatCannotBeMetIsRefused() {
    for (int threshold : new int[] {-1, 0, 5, 17}) {
      EnvelopeException refused =
          catchThrowableOfType(
              EnvelopeException.class, () -> sealer.start(terms().withThreshold(threshold)));
      assertThat(refused.reason()).isEqualTo(Reason.POLICY_INVALID);
    }
  }
}
