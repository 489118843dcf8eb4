package org.bidseal.smcrypto.envelope;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.envelope.EnvelopeException.Reason;
import org.bidseal.smcrypto.policy.BidderKey;
import org.bidseal.smcrypto.policy.EventLock;
import org.bidseal.smcrypto.policy.KeyShare;
import org.bidseal.smcrypto.policy.KeySharing;
import org.bidseal.smcrypto.policy.LockSecret;
import org.bidseal.smcrypto.policy.RecipientPolicy;
import org.bidseal.smcrypto.sm2.SubjectKeyId;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DEROctetString;
import org.jspecify.annotations.Nullable;

/// Draws everything that a new envelope needs, in this order: bidder key, salt, nonce prefix; with
/// a policy the coefficients of its polynomial; with an event lock its secret and the nonce of that
/// secret's encryption; one nonce per recipient. Closing destroys the keys.
final class Drawing implements AutoCloseable {
  private final EnvelopeTerms terms;
  private final SecureRandom random;
  private final BidderKey bidderKey;
  private final ASN1OctetString salt;
  private final ASN1OctetString noncePrefix;
  private final List<KeyShare> shares;
  private final FileKey fileKey;
  private final @Nullable EventLock lock;

  Drawing(EnvelopeTerms terms, SecureRandom random) {
    this.terms = terms;
    this.random = random;
    this.bidderKey = BidderKey.random(random);
    this.salt = octets(HeaderDer.SALT_BYTES);
    this.noncePrefix = octets(HeaderDer.NONCE_PREFIX_BYTES);
    this.shares = terms.threshold() == 1 ? List.of() : shares();
    EnvelopeTerms.Lock wanted = terms.lock();
    if (wanted == null) {
      this.fileKey = FileKey.unlocked(bidderKey);
      this.lock = null;
    } else {
      try (LockSecret secret = LockSecret.random(random)) {
        this.fileKey =
            FileKey.locked(
                bidderKey, secret, terms.envelopeId(), wanted.lockId(), salt.getOctets());
        this.lock =
            EventLock.encrypt(
                wanted.lockId(),
                wanted.key(),
                secret,
                bidderKey.commitment(terms.envelopeId()),
                random);
      }
    }
  }

  private List<KeyShare> shares() {
    if (terms.recipients().size() > EnvelopeHeader.MAX_RECIPIENTS) {
      throw new EnvelopeException(Reason.RECIPIENTS_INVALID);
    }
    try {
      return KeySharing.share(bidderKey, terms.threshold(), terms.recipients().size(), random);
    } catch (IllegalArgumentException e) {
      throw new EnvelopeException(Reason.POLICY_INVALID, e);
    }
  }

  private ASN1OctetString octets(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return new DEROctetString(bytes);
  }

  FileKey fileKey() {
    return fileKey;
  }

  EnvelopeHeader header(int segmentSize) {
    return EnvelopeHeader.of(
        new EnvelopeHeader.Contents(
            terms.envelopeId(),
            terms.openingId(),
            segmentSize,
            salt,
            noncePrefix,
            fileKey.commitment(terms.envelopeId()),
            recipients(),
            policy(),
            lock));
  }

  private List<EnvelopeRecipient> recipients() {
    List<EnvelopeRecipient> entries = new ArrayList<>();
    for (int i = 0; i < terms.recipients().size(); i++) {
      Point key = terms.recipients().get(i);
      entries.add(
          shares.isEmpty()
              ? EnvelopeRecipient.encrypt(bidderKey, key, random)
              : EnvelopeRecipient.encrypt(shares.get(i), key, random));
    }
    return entries;
  }

  private @Nullable RecipientPolicy policy() {
    if (shares.isEmpty()) {
      return null;
    }
    List<RecipientPolicy.Entry> entries = new ArrayList<>();
    for (KeyShare share : shares) {
      entries.add(
          new RecipientPolicy.Entry(
              SubjectKeyId.of(terms.recipients().get(share.index() - 1)),
              share.index(),
              share.commitment(terms.envelopeId())));
    }
    try {
      return new RecipientPolicy(terms.threshold(), entries);
    } catch (IllegalArgumentException twice) {
      throw new EnvelopeException(Reason.RECIPIENTS_INVALID, twice);
    }
  }

  @Override
  public void close() {
    bidderKey.close();
    fileKey.close();
    shares.forEach(KeyShare::close);
  }
}
