package org.bidseal.smcrypto.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bidseal.smcrypto.Hex;
import org.bidseal.smcrypto.InvalidPointException;
import org.bidseal.smcrypto.InvalidPoints;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.Scalar;
import org.bidseal.smcrypto.envelope.EnvelopeException.Reason;
import org.bidseal.smcrypto.sm4.BouncyCastleSm4Gcm;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.util.BigIntegers;
import org.junit.jupiter.api.Test;

/// Headers from hostile hands.
class HeaderTest {
  private static final UUID ENVELOPE = UUID.fromString("7c9e6679-7425-40de-944b-e07fc1f90ae7");
  private static final UUID OPENING = UUID.fromString("3f2504e0-4f89-41d3-9a0c-0305e82c3301");

  private final SecureRandom random = new SecureRandom();
  private final EnvelopeSealer sealer = new EnvelopeSealer(new BouncyCastleSm4Gcm(), random);
  private final byte[] good = start(2).encoded();

  private EnvelopeHeader start(int recipients) {
    List<Point> keys = new ArrayList<>();
    for (int i = 0; i < recipients; i++) {
      keys.add(Point.generatorTimes(Scalar.random(random)));
    }
    try (EnvelopeSealing sealing = sealer.start(ENVELOPE, OPENING, keys)) {
      return sealing.header();
    }
  }

  private static Reason refusal(byte[] encoded) {
    EnvelopeException refused =
        catchThrowableOfType(
            EnvelopeException.class, () -> EnvelopeHeader.read(new ByteArrayInputStream(encoded)));
    assertThat(refused).isNotNull();
    return refused.reason();
  }

  private static byte[] withDer(byte[] der) {
    return ByteBuffer.allocate(12 + der.length)
        .put(new byte[] {'B', 'I', 'D', 'S', 'E', 'A', 'L', 1})
        .putInt(der.length)
        .put(der)
        .array();
  }

  /// The good header with one field replaced.
  private byte[] with(int index, ASN1Encodable replacement) throws Exception {
    ASN1EncodableVector fields = new ASN1EncodableVector();
    ASN1Sequence sequence = sequence();
    for (int i = 0; i < sequence.size(); i++) {
      fields.add(i == index ? replacement : sequence.getObjectAt(i));
    }
    return withDer(new DERSequence(fields).getEncoded("DER"));
  }

  /// The good header with one field of its first recipient replaced.
  private byte[] withRecipientField(int index, ASN1Encodable replacement) throws Exception {
    ASN1Sequence first =
        ASN1Sequence.getInstance(ASN1Set.getInstance(sequence().getObjectAt(7)).getObjectAt(0));
    ASN1EncodableVector fields = new ASN1EncodableVector();
    for (int i = 0; i < first.size(); i++) {
      fields.add(i == index ? replacement : first.getObjectAt(i));
    }
    return with(7, new DERSet(new DERSequence(fields)));
  }

  private ASN1Sequence sequence() {
    return ASN1Sequence.getInstance(Arrays.copyOfRange(good, 12, good.length));
  }

  @Test
  void sixteenRecipientsAreTheMost() {
    assertThat(EnvelopeHeader.parse(start(16).encoded()).recipients()).hasSize(16);
    assertRecipientsInvalid(() -> start(17));
    assertRecipientsInvalid(() -> start(0));
  }

  @Test
  void noRecipientTwice() throws Exception {
    Point key = Point.generatorTimes(Scalar.random(random));
    assertRecipientsInvalid(() -> {
      try (EnvelopeSealing sealing = sealer.start(ENVELOPE, OPENING, List.of(key, key))) {
        sealing.header();
      }
    });
    ASN1Encodable one = ASN1Set.getInstance(sequence().getObjectAt(7)).getObjectAt(0);
    DERSet twice = new DERSet(new ASN1Encodable[] {one, one});
    assertThat(refusal(with(7, twice))).isEqualTo(Reason.RECIPIENTS_INVALID);
  }

  private static void assertRecipientsInvalid(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            EnvelopeException.class,
            e -> assertThat(e.reason()).isEqualTo(Reason.RECIPIENTS_INVALID));
  }

  @Test
  void hostileLengthsAllocateNothing() {
    byte[] prefix = Arrays.copyOf(good, 12);
    for (int length : new int[] {EnvelopeHeader.MAX_DER_BYTES + 1, Integer.MAX_VALUE, -1}) {
      ByteBuffer.wrap(prefix).putInt(8, length);
      assertThat(refusal(prefix)).isEqualTo(Reason.HEADER_TOO_LONG);
    }
    ByteBuffer.wrap(prefix).putInt(8, EnvelopeHeader.MAX_DER_BYTES);
    assertThat(refusal(prefix)).isEqualTo(Reason.TRUNCATED);
    for (String der :
        List.of(
            "3084ffffffff", "30847fffffff", "3080", "30820200", "3088ffffffffffffffff", "", "30")) {
      assertThat(refusal(withDer(Hex.decode(der)))).isEqualTo(Reason.HEADER_MALFORMED);
    }
  }

  @Test
  void deepNestingIsRefused() {
    byte[] nested = new byte[0];
    for (int i = 0; i < 2000; i++) {
      byte[] outer = new byte[nested.length + 4];
      outer[0] = 0x30;
      outer[1] = (byte) 0x82;
      outer[2] = (byte) (nested.length >> 8);
      outer[3] = (byte) nested.length;
      System.arraycopy(nested, 0, outer, 4, nested.length);
      nested = outer;
    }
    assertThat(refusal(withDer(nested))).isEqualTo(Reason.HEADER_MALFORMED);
  }

  @Test
  void aMegabyteOfRecipientsIsRefusedQuickly() throws Exception {
    ASN1EncodableVector many = new ASN1EncodableVector();
    for (int i = 0; i < 5000; i++) {
      many.add(new DERSequence(new ASN1Integer(i)));
    }
    long start = System.nanoTime();
    assertThat(refusal(with(7, new DERSet(many)))).isEqualTo(Reason.RECIPIENTS_INVALID);
    assertThat(System.nanoTime() - start).isLessThan(2_000_000_000L);
  }

  @Test
  void otherMagicAndVersionsAreRefused() throws Exception {
    byte[] otherMagic = good.clone();
    otherMagic[0] = 'X';
    assertThat(refusal(otherMagic)).isEqualTo(Reason.NOT_AN_ENVELOPE);
    byte[] otherFormat = good.clone();
    otherFormat[7] = 2;
    assertThat(refusal(otherFormat)).isEqualTo(Reason.UNKNOWN_VERSION);
    assertThat(refusal(with(0, new ASN1Integer(3)))).isEqualTo(Reason.UNKNOWN_VERSION);
    assertThat(refusal(with(0, new ASN1Integer(0)))).isEqualTo(Reason.UNKNOWN_VERSION);
    assertThat(refusal(with(0, new ASN1Integer(2)))).isEqualTo(Reason.HEADER_MALFORMED);
    assertThat(refusal(new byte[0])).isEqualTo(Reason.NOT_AN_ENVELOPE);
  }

  @Test
  void fieldsOfAnotherKindOrSizeAreRefused() throws Exception {
    DEROctetString fifteen = new DEROctetString(new byte[15]);
    for (int i = 0; i < 8; i++) {
      assertThat(refusal(with(i, DERNull.INSTANCE))).isEqualTo(Reason.HEADER_MALFORMED);
    }
    for (int i : new int[] {1, 2, 4, 5, 6}) {
      assertThat(refusal(with(i, fifteen))).isEqualTo(Reason.HEADER_MALFORMED);
    }
    for (long size : new long[] {0, -1, EnvelopeHeader.SEGMENT_BYTES + 1, 1L << 40}) {
      assertThat(refusal(with(3, new ASN1Integer(size)))).isEqualTo(Reason.HEADER_MALFORMED);
    }
    assertThat(refusal(with(7, new DERSet()))).isEqualTo(Reason.RECIPIENTS_INVALID);
    for (int i = 0; i < 4; i++) {
      assertThat(refusal(withRecipientField(i, DERNull.INSTANCE)))
          .isEqualTo(Reason.HEADER_MALFORMED);
    }
    assertThat(refusal(withRecipientField(0, new ASN1Integer(0))))
        .isEqualTo(Reason.HEADER_MALFORMED);
    // Without DER's order of a set, the same header would have several encodings and hashes.
    ASN1EncodableVector fields = new ASN1EncodableVector();
    sequence().iterator().forEachRemaining(fields::add);
    byte[] reversed = good.clone();
    ASN1Set recipients = ASN1Set.getInstance(sequence().getObjectAt(7));
    byte[] first = recipients.getObjectAt(0).toASN1Primitive().getEncoded();
    byte[] second = recipients.getObjectAt(1).toASN1Primitive().getEncoded();
    int at = good.length - first.length - second.length;
    System.arraycopy(second, 0, reversed, at, second.length);
    System.arraycopy(first, 0, reversed, at + second.length, first.length);
    assertThat(refusal(reversed)).isEqualTo(Reason.HEADER_MALFORMED);
  }

  @Test
  void recipientsPointsPassTheGate() throws Exception {
    for (InvalidPoints.Case point : InvalidPoints.encodings().values()) {
      if (point.encoded().length != 65 || point.encoded()[0] != 4) {
        continue;
      }
      byte[] cipher =
          new DERSequence(
                  new ASN1Encodable[] {
                    new ASN1Integer(BigIntegers.fromUnsignedByteArray(point.encoded(), 1, 32)),
                    new ASN1Integer(BigIntegers.fromUnsignedByteArray(point.encoded(), 33, 32)),
                    new DEROctetString(new byte[32]),
                    new DEROctetString(new byte[16])
                  })
              .getEncoded("DER");
      byte[] header = withRecipientField(3, new DEROctetString(cipher));
      assertThatThrownBy(() -> EnvelopeHeader.parse(header))
          .isInstanceOf(EnvelopeException.class)
          .hasCauseInstanceOf(InvalidPointException.class);
    }
  }

  @Test
  void trailingBytesInsideTheHeaderAreRefused() {
    byte[] der = Arrays.copyOfRange(good, 12, good.length + 1);
    assertThat(refusal(withDer(der))).isEqualTo(Reason.HEADER_MALFORMED);
    assertThatThrownBy(() -> EnvelopeHeader.parse(Arrays.copyOf(good, good.length + 1)))
        .isInstanceOf(EnvelopeException.class);
  }

  /// Random damage never leads to anything but a typed refusal, or to a header that says so itself.
  @Test
  void randomDamageIsRefused() {
    Random dice = new Random(1);
    for (int i = 0; i < 2000; i++) {
      byte[] damaged = good.clone();
      for (int j = 0; j <= dice.nextInt(4); j++) {
        damaged[12 + dice.nextInt(good.length - 12)] = (byte) dice.nextInt(256);
      }
      try {
        assertThat(EnvelopeHeader.parse(damaged).encoded()).isEqualTo(damaged);
      } catch (EnvelopeException expected) {
        assertThat(expected.reason()).isNotNull();
      }
    }
    assertThat(EnvelopeHeader.parse(good).recipients()).hasSize(2);
  }
}
