package org.bidseal.smcrypto.envelope;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.envelope.EnvelopeException.Reason;
import org.bidseal.smcrypto.policy.BidderKey;
import org.bidseal.smcrypto.policy.EventLock;
import org.bidseal.smcrypto.policy.RecipientPolicy;
import org.bidseal.smcrypto.sm2.SubjectKeyId;
import org.bouncycastle.asn1.ASN1OctetString;
import org.jspecify.annotations.Nullable;

/// The header of an envelope: everything before the first segment, bytes 0 … 12+H-1. Its hash goes
/// into the keys, so a changed header opens nothing.
public final class EnvelopeHeader {
  /// Bytes before the DER: the magic and the length H.
  public static final int PREFIX_BYTES = 12;

  /// The largest H.
  public static final int MAX_DER_BYTES = 1024 * 1024;

  /// The segment size of every envelope but those of test vectors, in bytes.
  public static final int SEGMENT_BYTES = 1024 * 1024;

  /// The largest number of recipients.
  public static final int MAX_RECIPIENTS = 16;

  private static final byte[] MAGIC = {'B', 'I', 'D', 'S', 'E', 'A', 'L', 1};

  private final Contents contents;
  private final byte[] encoded;
  private final Sm3Hash hash;

  /// The fields in the order of the ASN.1 type. Salt and nonce prefix never leave the package,
  /// which does not change them.
  @SuppressWarnings("ArrayRecordComponent") // compared nowhere; the header compares its encoding
  record Contents(
      UUID envelopeId,
      UUID openingId,
      int segmentSize,
      ASN1OctetString salt,
      ASN1OctetString noncePrefix,
      Sm3Hash keyCommitment,
      List<EnvelopeRecipient> recipients,
      @Nullable RecipientPolicy policy,
      @Nullable EventLock eventLock) {
    /// 1 where neither extension is asked for.
    int version() {
      return policy == null && eventLock == null ? 1 : 2;
    }
  }

  private EnvelopeHeader(Contents contents, byte[] encoded) {
    this.contents = contents;
    this.encoded = encoded;
    this.hash = Sm3Hash.of(encoded);
  }

  /// Builds a header and its encoding.
  ///
  /// @throws EnvelopeException [Reason#RECIPIENTS_INVALID], [Reason#POLICY_INVALID]
  static EnvelopeHeader of(Contents contents) {
    check(contents);
    byte[] der = HeaderDer.encode(contents);
    byte[] encoded =
        ByteBuffer.allocate(PREFIX_BYTES + der.length)
            .put(MAGIC)
            .putInt(der.length)
            .put(der)
            .array();
    return new EnvelopeHeader(contents, encoded);
  }

  /// How many bytes the whole header has, told by the first twelve; for receivers that gather it.
  ///
  /// @throws EnvelopeException [Reason#NOT_AN_ENVELOPE], [Reason#UNKNOWN_VERSION],
  ///   [Reason#HEADER_TOO_LONG]
  public static int encodedLength(byte[] firstTwelve) {
    if (firstTwelve.length < PREFIX_BYTES
        || !Arrays.equals(firstTwelve, 0, MAGIC.length - 1, MAGIC, 0, MAGIC.length - 1)) {
      throw new EnvelopeException(Reason.NOT_AN_ENVELOPE);
    }
    if (firstTwelve[MAGIC.length - 1] != MAGIC[MAGIC.length - 1]) {
      throw new EnvelopeException(Reason.UNKNOWN_VERSION);
    }
    int length = ByteBuffer.wrap(firstTwelve).getInt(MAGIC.length);
    if (length < 0 || length > MAX_DER_BYTES) {
      throw new EnvelopeException(Reason.HEADER_TOO_LONG);
    }
    return PREFIX_BYTES + length;
  }

  /// Parses exactly a header, DER and nothing else.
  ///
  /// @throws EnvelopeException with the reason
  public static EnvelopeHeader parse(byte[] encoded) {
    if (encodedLength(encoded) != encoded.length) {
      throw new EnvelopeException(Reason.TRUNCATED);
    }
    byte[] der = Arrays.copyOfRange(encoded, PREFIX_BYTES, encoded.length);
    Contents contents = HeaderDer.decode(der);
    check(contents);
    return new EnvelopeHeader(contents, encoded.clone());
  }

  /// Reads a header off the front of an envelope; the stream stands at the first segment
  /// afterwards.
  ///
  /// @throws EnvelopeException with the reason
  /// @throws UncheckedIOException if reading fails
  public static EnvelopeHeader read(InputStream envelope) {
    try {
      byte[] prefix = envelope.readNBytes(PREFIX_BYTES);
      if (prefix.length < PREFIX_BYTES) {
        throw new EnvelopeException(Reason.NOT_AN_ENVELOPE);
      }
      int total = encodedLength(prefix);
      byte[] encoded = Arrays.copyOf(prefix, total);
      int rest = total - PREFIX_BYTES;
      if (envelope.readNBytes(encoded, PREFIX_BYTES, rest) < rest) {
        throw new EnvelopeException(Reason.TRUNCATED, new EOFException());
      }
      return parse(encoded);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void check(Contents contents) {
    List<EnvelopeRecipient> recipients = contents.recipients();
    Set<SubjectKeyId> distinct = new HashSet<>();
    recipients.forEach(recipient -> distinct.add(recipient.keyId()));
    if (recipients.isEmpty()
        || recipients.size() > MAX_RECIPIENTS
        || distinct.size() != recipients.size()) {
      throw new EnvelopeException(Reason.RECIPIENTS_INVALID);
    }
    RecipientPolicy policy = contents.policy();
    if (policy != null && !policy.keyIds().equals(distinct)) {
      throw new EnvelopeException(Reason.POLICY_INVALID);
    }
  }

  /// Which envelope.
  public UUID envelopeId() {
    return contents.envelopeId();
  }

  /// Which opening it is for.
  public UUID openingId() {
    return contents.openingId();
  }

  /// Plaintext bytes of every segment but the last.
  public int segmentSize() {
    return contents.segmentSize();
  }

  /// Whether segments have 1 MiB, as all do outside test vectors.
  public boolean hasStandardSegments() {
    return segmentSize() == SEGMENT_BYTES;
  }

  /// 1, or 2 with a policy or an event lock.
  public int version() {
    return contents.version();
  }

  /// How many recipients must act together; empty where any one of them opens the envelope.
  public Optional<RecipientPolicy> policy() {
    return Optional.ofNullable(contents.policy());
  }

  /// How many recipients must act together, 1 without a policy.
  public int threshold() {
    return policy().map(RecipientPolicy::threshold).orElse(1);
  }

  /// The committee's lock, if there is one.
  public Optional<EventLock> eventLock() {
    return Optional.ofNullable(contents.eventLock());
  }

  /// Whether this is the key that the recipients were to get, in constant time. Without an event
  /// lock it opens the envelope; with one, whoever sealed the envelope is to blame if it does not.
  public boolean accepts(BidderKey key) {
    EventLock lock = contents.eventLock();
    if (lock != null) {
      return key.commitment(envelopeId()).equals(lock.bidderCommitment());
    }
    try (FileKey fileKey = FileKey.of(this, key)) {
      return fileKey.commitment(envelopeId()).equals(keyCommitment());
    }
  }

  /// What the header commits to.
  public Sm3Hash keyCommitment() {
    return contents.keyCommitment();
  }

  /// The recipients, in DER order, none twice.
  public List<EnvelopeRecipient> recipients() {
    return contents.recipients();
  }

  /// The recipient with this key, if it is one.
  public Optional<EnvelopeRecipient> findRecipient(SubjectKeyId keyId) {
    return recipients().stream().filter(r -> r.keyId().equals(keyId)).findFirst();
  }

  byte[] salt() {
    return contents.salt().getOctets();
  }

  byte[] noncePrefix() {
    return contents.noncePrefix().getOctets();
  }

  /// A copy of bytes 0 … 12+H-1.
  public byte[] encoded() {
    return encoded.clone();
  }

  /// How many bytes stand before the first segment: 12 + H.
  public int length() {
    return encoded.length;
  }

  /// SM3 over bytes 0 … 12+H-1.
  public Sm3Hash hash() {
    return hash;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EnvelopeHeader that && Arrays.equals(encoded, that.encoded);
  }

  @Override
  public int hashCode() {
    return hash.hashCode();
  }

  @Override
  public String toString() {
    return "EnvelopeHeader[" + envelopeId() + ", " + recipients().size() + " recipients]";
  }
}
