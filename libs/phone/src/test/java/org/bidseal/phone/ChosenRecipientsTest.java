package org.bidseal.phone;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.envelope.EnvelopeHeader;
import org.bidseal.smcrypto.envelope.EnvelopeSealer;
import org.bidseal.smcrypto.envelope.EnvelopeSealing;
import org.bidseal.smcrypto.envelope.EnvelopeTerms;
import org.bidseal.smcrypto.evidence.BidStatement;
import org.bidseal.smcrypto.sm2.Sm2KeyPair;
import org.bidseal.smcrypto.sm4.BouncyCastleSm4Gcm;
import org.bidseal.smcrypto.x509.CertificateContent;
import org.bidseal.smcrypto.x509.CertificateIssuer;
import org.bouncycastle.asn1.x500.X500Name;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A server that shows the phone something else than it agreed to.
class ChosenRecipientsTest {
  private static final X500Name NAME = new X500Name("CN=test");
  private static final UUID ENVELOPE = UUID.fromString("7c9e6679-7425-40de-944b-e07fc1f90ae7");
  private static final UUID OPENING = UUID.fromString("3f2504e0-4f89-41d3-9a0c-0305e82c3301");
  private static final UUID OTHER = UUID.fromString("00000000-0000-4000-8000-000000000001");

  private final SecureRandom random = new SecureRandom();
  private final Sm2KeyPair own = Sm2KeyPair.generate(random);
  private final Sm2KeyPair colleague = Sm2KeyPair.generate(random);
  private final Sm2KeyPair insider = Sm2KeyPair.generate(random);
  private final UUID ownId = UUID.randomUUID();
  private final UUID colleagueId = UUID.randomUUID();
  private final ChosenRecipients recipients = new ChosenRecipients();

  @BeforeEach
  void chooseBoth() {
    recipients.accept(ownId, certificate(own));
    recipients.accept(colleagueId, certificate(colleague));
    recipients.choose(ENVELOPE, List.of(ownId, colleagueId), 1);
  }

  @Test
  void whatWasAgreedToPasses() {
    EnvelopeHeader header = header(ENVELOPE, OPENING, own, colleague);
    assertThatCode(() -> recipients.check(ENVELOPE, statement(ENVELOPE, OPENING, header), header))
        .doesNotThrowAnyException();
  }

  @Test
  void anotherReaderMoreOrLessIsSeen() {
    deceived(header(ENVELOPE, OPENING, own, colleague, insider), "Others than you chose");
    deceived(header(ENVELOPE, OPENING, own, insider), "Others than you chose");
    deceived(header(ENVELOPE, OPENING, own), "Others than you chose");
  }

  @Test
  void anotherNumberOfReadersThanWasChosenIsSeen() {
    deceived(header(terms(own, colleague).withThreshold(2)), "More or fewer recipients");
    recipients.choose(ENVELOPE, List.of(ownId, colleagueId), 2);
    deceived(header(ENVELOPE, OPENING, own, colleague), "More or fewer recipients");
    EnvelopeHeader both = header(terms(own, colleague).withThreshold(2));
    assertThatCode(() -> recipients.check(ENVELOPE, statement(ENVELOPE, OPENING, both), both))
        .doesNotThrowAnyException();
  }

  @Test
  void aBidLiesUnderTheEventLockThatWasCheckedAndNoOther() {
    UUID lockId = UUID.randomUUID();
    Point key = Sm2KeyPair.generate(random).publicKey();
    EnvelopeHeader locked = header(terms(own, colleague).lockedBy(lockId, key));
    deceived(locked, "that you have not checked");
    recipients.lock(OTHER, new EnvelopeTerms.Lock(lockId, key));
    deceived(locked, "that you have not checked");

    recipients.lock(OPENING, new EnvelopeTerms.Lock(lockId, key));
    assertThatCode(() -> recipients.check(ENVELOPE, statement(ENVELOPE, OPENING, locked), locked))
        .doesNotThrowAnyException();
    deceived(header(ENVELOPE, OPENING, own, colleague), "the event lock that you checked");
    Point another = Sm2KeyPair.generate(random).publicKey();
    deceived(
        header(terms(own, colleague).lockedBy(lockId, another)), "the event lock that you checked");
    deceived(header(terms(own, colleague).lockedBy(OTHER, key)), "the event lock that you checked");
  }

  @Test
  void aStatementAboutSomethingElseIsSeen() {
    EnvelopeHeader header = header(ENVELOPE, OPENING, own, colleague);
    EnvelopeHeader resealed = header(ENVELOPE, OPENING, own, colleague);
    deceived(statement(ENVELOPE, OPENING, resealed), header, "another header");
    deceived(statement(OTHER, OPENING, header), header, "another envelope");
    deceived(statement(ENVELOPE, OTHER, header), header, "another opening");
    EnvelopeHeader foreign = header(OTHER, OPENING, own, colleague);
    deceived(statement(ENVELOPE, OPENING, foreign), foreign, "another envelope");
  }

  @Test
  void anEnvelopeThatWasNotAddressedHereIsNotSigned() {
    ChosenRecipients fresh = new ChosenRecipients();
    EnvelopeHeader header = header(ENVELOPE, OPENING, own);
    assertThatThrownBy(() -> fresh.check(ENVELOPE, statement(ENVELOPE, OPENING, header), header))
        .isInstanceOf(DeceivedException.class);
    assertThatThrownBy(() -> fresh.choose(ENVELOPE, List.of(ownId), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has not checked");
  }

  private void deceived(EnvelopeHeader header, String why) {
    deceived(statement(ENVELOPE, OPENING, header), header, why);
  }

  private void deceived(BidStatement statement, EnvelopeHeader header, String why) {
    assertThatThrownBy(() -> recipients.check(ENVELOPE, statement, header))
        .isInstanceOf(DeceivedException.class)
        .hasMessageContaining(why);
  }

  private EnvelopeHeader header(UUID envelope, UUID opening, Sm2KeyPair... readers) {
    List<Point> keys = List.of(readers).stream().map(Sm2KeyPair::publicKey).toList();
    return header(EnvelopeTerms.anyOf(envelope, opening, keys));
  }

  private static EnvelopeTerms terms(Sm2KeyPair... readers) {
    return EnvelopeTerms.anyOf(
        ENVELOPE, OPENING, List.of(readers).stream().map(Sm2KeyPair::publicKey).toList());
  }

  private EnvelopeHeader header(EnvelopeTerms terms) {
    EnvelopeSealer sealer = new EnvelopeSealer(new BouncyCastleSm4Gcm(), random);
    try (EnvelopeSealing sealing = sealer.start(terms)) {
      return sealing.header();
    }
  }

  private static BidStatement statement(UUID envelope, UUID opening, EnvelopeHeader header) {
    Sm3Hash any = Sm3Hash.of(new byte[0]);
    return new BidStatement(
        envelope, opening, header.hash(), any, Instant.ofEpochSecond(1_800_000_000));
  }

  private X509Certificate certificate(Sm2KeyPair holder) {
    return new CertificateIssuer(NAME, holder.publicKey(), holder.signatureFunction(random))
        .issue(
            CertificateContent.endEntity(
                BigInteger.ONE,
                NAME,
                holder.publicKey(),
                Instant.ofEpochSecond(1_700_000_000),
                Instant.ofEpochSecond(1_900_000_000),
                CertificateContent.ENCRYPTION));
  }
}
