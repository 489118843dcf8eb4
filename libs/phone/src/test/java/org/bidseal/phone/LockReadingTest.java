package org.bidseal.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.security.SecureRandom;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.bidseal.phone.AnnouncedCommittee.Seat;
import org.bidseal.phone.ShownLock.Member;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.lock.LockContribution;
import org.bidseal.smcrypto.lock.LockPurpose;
import org.bidseal.smcrypto.lock.LockStatement;
import org.bidseal.smcrypto.lock.LockTranscript;
import org.bidseal.smcrypto.sm2.Sm2KeyPair;
import org.bidseal.smcrypto.x509.CertificateContent;
import org.bouncycastle.asn1.x500.X500Name;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What a phone believes of an event lock that a server shows, and every way of lying about one.
final class LockReadingTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final List<Seat> SEATS =
      List.of(
          new Seat("CENTRE", "91420500CENTRE0001"),
          new Seat("SUPERVISOR", "91420500SUPERV0002"),
          new Seat("NOTARY", "91420500NOTARY0003"));

  private final TestAuthority authority = new TestAuthority(RANDOM);
  private final TrustStore trust = authority.trust();
  private final UUID openingId = UUID.randomUUID();
  private final AnnouncedCommittee announced = new AnnouncedCommittee(openingId, 2, SEATS);
  private final List<Member> members = SEATS.stream().map(this::member).toList();
  private final ShownLock lock = ShownLock.drawn(openingId, LockPurpose.EVENT, 2, members, RANDOM);
  private final Member insider = member(new Seat("CENTRE", "91420500INSIDER004"));

  @AfterEach
  void stop() {
    authority.close();
  }

  private Member member(Seat seat) {
    return Member.of(seat, authority, RANDOM);
  }

  @Test
  void aLockThatItsCommitteeDrewAndConfirmedIsBelieved() {
    LockReading read = read(lock);
    read.requireCommittee(announced);
    LockTranscript transcript = read.confirmedTranscript();
    assertThat(read.terms()).isEqualTo(lock.terms);
    assertThat(transcript.lockKey().hex()).isEqualTo(lock.shown.path("lockKey").asString());
    assertThat(transcript.contribution(2).digest()).isEqualTo(lock.contribution(2).digest());
    assertThat(read.positionOf(members.get(1).encryption().publicKey())).isEqualTo(2);
    read.requireCommittee(new AnnouncedCommittee(openingId, 2, SEATS.reversed()));
  }

  @Test
  void aSubstitutedLockKeyIsNot() {
    lie("another key", lock -> lock.shown.put("lockKey", key().publicKey().hex()));
    lie("no lockKey", lock -> lock.shown.remove("lockKey"));
  }

  /// The insiders would know the secret behind the lock's key.
  @Test
  void aContributionOfInsidersInTheNameOfAMemberIsNot() {
    Member inHisName =
        new Member(
            members.get(0).personId(),
            members.get(0).seat(),
            insider.signing(),
            insider.signingCertificate(),
            members.get(0).encryption(),
            members.get(0).encryptionCertificate());
    lie(
        "Somebody else signed for member 1",
        lock -> lock.contribute(1, LockContribution.draw(lock.terms, 1, RANDOM), inHisName));
    lie(
        "Somebody else signed for member 3",
        lock -> {
          List<LockContribution> drawn =
              IntStream.rangeClosed(1, 3)
                  .mapToObj(i -> LockContribution.draw(lock.terms, i, RANDOM))
                  .toList();
          for (int i = 1; i <= 2; i++) {
            lock.contribute(i, drawn.get(i - 1), members.get(i - 1));
          }
          lock.contribute(3, drawn.get(2), insider);
          lock.confirm(LockTranscript.of(lock.terms, drawn));
        });
  }

  @Test
  void aContributionThatItsMemberDidNotSignIsNot() {
    lie(
        "Member 2 did not sign",
        lock ->
            lock.member(2)
                .put(
                    "contribution",
                    ShownLock.base64(LockContribution.draw(lock.terms, 2, RANDOM).bytes())));
    lie("There is no contribution", lock -> lock.member(2).remove("contribution"));
    lie("contribution cannot be read", lock -> lock.member(2).put("contribution", "AAAA"));
  }

  @Test
  void aContributionWithoutAProofOfItsOwnIsNot() {
    lie(
        "The contributions make no lock",
        lock -> {
          LockContribution one = lock.contribution(1);
          LockContribution two = LockContribution.draw(lock.terms, 2, RANDOM);
          lock.contribute(
              2,
              new LockContribution(two.commitments(), one.proof(), two.pieces()),
              members.get(1));
        });
    lie(
        "The contributions make no lock",
        lock -> lock.contribute(2, lock.contribution(1), members.get(1)));
  }

  @Test
  void aLockThatNotEverybodyHasConfirmedIsNot() {
    lie("Member 3 did not sign", lock -> lock.member(3).putArray("signed"));
    lie("There is no encryptedShare", lock -> lock.member(1).remove("encryptedShare"));
    lie(
        "Member 1 did not sign",
        lock -> lock.member(1).put("encryptedShare", ShownLock.base64(lock.encryptedShare(1))));
  }

  @Test
  void confirmationsOfAnotherTranscriptOrKeyAreNot() {
    lie(
        "Member 1 did not sign",
        lock -> {
          for (int i = 1; i <= 3; i++) {
            lock.contribute(i, LockContribution.draw(lock.terms, i, RANDOM), members.get(i - 1));
          }
        });
    lie("Member 2 did not sign", lock -> confirm(lock, 2, key().publicKey(), members.get(1)));
    lie(
        "Somebody else signed for member 2",
        lock -> confirm(lock, 2, read(lock).transcript().lockKey(), insider));
  }

  private void confirm(ShownLock lock, int position, Point key, Member signer) {
    byte[] share = lock.encryptedShare(position);
    lock.member(position).put("encryptedShare", ShownLock.base64(share));
    Sm3Hash transcript = read(lock).transcript().digest();
    lock.sign(
        position,
        "CONFIRMATION",
        LockStatement.confirmation(
            lock.terms.lockId(), openingId, transcript, key, Sm3Hash.of(share)),
        signer);
  }

  @Test
  void otherTermsThanThoseThatTheMembersSignedAreNot() {
    lie("Others than was announced", lock -> lock.member(1).put("role", "SUPERVISOR"));
    lie("did not sign", lock -> lock.member(1).put("personId", UUID.randomUUID().toString()));
    lie("3 members would release", lock -> lock.shown.put("threshold", 3));
    lie("a rehearsal's", lock -> lock.shown.put("purpose", "DRILL"));
    lie("This is no event lock", lock -> lock.shown.put("purpose", "PARTY"));
    lie("another event lock", lock -> lock.shown.put("openingId", UUID.randomUUID().toString()));
    lie("another event lock", lock -> lock.shown.put("lockId", UUID.randomUUID().toString()));
    lie(
        "did not sign",
        lock -> lock.member(3).put("certificate", member(SEATS.get(2)).encryptionCertificate()));
  }

  /// Genuine in itself, but of others than the tender names.
  @Test
  void anotherCommitteeThanTheAnnouncedOneIsNot() {
    List<Member> others = List.of(insider, members.get(1), members.get(2));
    refuse("Others than was announced", drawn(LockPurpose.EVENT, 2, others));
    refuse("Others than was announced", drawn(LockPurpose.EVENT, 2, members.subList(0, 2)));
    refuse("3 members would release", drawn(LockPurpose.EVENT, 3, members));
    refuse("a rehearsal's", drawn(LockPurpose.DRILL, 2, members));
    List<Member> oneTwice = List.of(members.get(0), member(SEATS.get(0)), members.get(2));
    refuse("Others than was announced", drawn(LockPurpose.EVENT, 2, oneTwice));
  }

  @Test
  void certificatesOfAnotherAuthorityOrForAnotherUseAreNot() {
    try (TestAuthority another = new TestAuthority(RANDOM)) {
      List<Member> foreign = SEATS.stream().map(seat -> Member.of(seat, another, RANDOM)).toList();
      refuse("This is no event lock", drawn(LockPurpose.EVENT, 2, foreign));
      Member good = members.getFirst();
      Member foreignSigner =
          new Member(
              good.personId(),
              good.seat(),
              foreign.getFirst().signing(),
              foreign.getFirst().signingCertificate(),
              good.encryption(),
              good.encryptionCertificate());
      refuse("certificate is not trusted", withFirst(foreignSigner));
    }
    Sm2KeyPair key = key();
    String signing = certificate(key, CertificateContent.SIGNING);
    refuse("not one to encrypt to", withFirst(with(members.getFirst(), key, signing)));
    String encryption = certificate(key, CertificateContent.ENCRYPTION);
    Member good = members.getFirst();
    refuse(
        "Somebody else signed",
        withFirst(
            new Member(
                good.personId(),
                good.seat(),
                key,
                encryption,
                good.encryption(),
                good.encryptionCertificate())));
  }

  private String certificate(Sm2KeyPair key, int usage) {
    X500Name subject = new X500Name("C=CN,SERIALNUMBER=" + SEATS.getFirst().uscc() + ",CN=member");
    return authority.certify(subject, key.publicKey(), usage);
  }

  private static Member with(Member member, Sm2KeyPair encryption, String certificate) {
    return new Member(
        member.personId(),
        member.seat(),
        member.signing(),
        member.signingCertificate(),
        encryption,
        certificate);
  }

  @Test
  void aPhoneThatHasNoSeatInItIsNoMember() {
    assertThatExceptionOfType(DeceivedException.class)
        .isThrownBy(() -> read(lock).positionOf(insider.encryption().publicKey()));
  }

  private ShownLock withFirst(Member first) {
    return drawn(LockPurpose.EVENT, 2, List.of(first, members.get(1), members.get(2)));
  }

  private ShownLock drawn(LockPurpose purpose, int threshold, List<Member> committee) {
    return ShownLock.drawn(openingId, purpose, threshold, committee, RANDOM);
  }

  /// What a server shows that changes something in a good lock.
  private void lie(String why, Consumer<ShownLock> change) {
    ShownLock lying = drawn(LockPurpose.EVENT, 2, members);
    change.accept(lying);
    refuse(why, lying);
  }

  private void refuse(String why, ShownLock shown) {
    assertThatExceptionOfType(DeceivedException.class)
        .isThrownBy(() -> {
          LockReading read = read(shown);
          read.requireCommittee(announced);
          read.confirmedTranscript();
        })
        .withMessageContaining(why);
  }

  /// As the phone asks: for the lock that it was told of.
  private LockReading read(ShownLock shown) {
    return LockReading.of(trust, openingId, shown.terms.lockId(), shown.shown);
  }

  private static Sm2KeyPair key() {
    return Sm2KeyPair.generate(RANDOM);
  }
}
