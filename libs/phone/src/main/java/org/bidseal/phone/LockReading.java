package org.bidseal.phone;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.bidseal.phone.AnnouncedCommittee.Seat;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.lock.LockContribution;
import org.bidseal.smcrypto.lock.LockMember;
import org.bidseal.smcrypto.lock.LockPurpose;
import org.bidseal.smcrypto.lock.LockStatement;
import org.bidseal.smcrypto.lock.LockTerms;
import org.bidseal.smcrypto.lock.LockTranscript;
import org.bidseal.smcrypto.sm2.Sm2Ciphertext;
import org.bidseal.smcrypto.sm2.Sm2Signature;
import org.bidseal.smcrypto.sm2.Sm2Verifier;
import org.bidseal.smcrypto.x509.Sm2Certificates;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.asn1.x500.style.RFC4519Style;
import tools.jackson.databind.JsonNode;

/// An event lock as the server shows it, believed only as far as this phone has checked it: whose
/// the certificates are, and that each contribution and confirmation was signed by its member.
final class LockReading {
  private final TrustStore trust;
  private final JsonNode lock;
  private final List<X509Certificate> certificates;
  private final LockTerms terms;

  private LockReading(
      TrustStore trust, JsonNode lock, List<X509Certificate> certificates, LockTerms terms) {
    this.trust = trust;
    this.lock = lock;
    this.certificates = certificates;
    this.terms = terms;
  }

  /// @param lock one of `GET /openings/{openingId}/event-locks`
  /// @throws DeceivedException if it is another lock than was asked for, or no lock
  static LockReading of(TrustStore trust, UUID openingId, UUID lockId, JsonNode lock) {
    LockReading reading = read("This is no event lock", () -> of(trust, lock));
    if (!reading.terms.lockId().equals(lockId) || !reading.terms.openingId().equals(openingId)) {
      throw new DeceivedException("This is another event lock.");
    }
    return reading;
  }

  private static LockReading of(TrustStore trust, JsonNode lock) {
    List<X509Certificate> certificates = new ArrayList<>();
    List<LockMember> members = new ArrayList<>();
    for (JsonNode member : lock.path("members")) {
      String base64 = text(member, "certificate");
      X509Certificate certificate = trust.accept(base64);
      if (!Sm2Certificates.mayReceiveKeys(certificate)) {
        throw new DeceivedException("A member's certificate is not one to encrypt to.");
      }
      certificates.add(certificate);
      members.add(
          new LockMember(
              UUID.fromString(text(member, "personId")),
              text(member, "role"),
              Sm2Certificates.publicKey(certificate),
              Sm3Hash.of(Base64.getDecoder().decode(base64))));
    }
    LockTerms terms =
        new LockTerms(
            UUID.fromString(text(lock, "lockId")),
            UUID.fromString(text(lock, "openingId")),
            LockPurpose.valueOf(text(lock, "purpose")),
            lock.path("threshold").asInt(),
            members);
    return new LockReading(trust, lock, certificates, terms);
  }

  LockTerms terms() {
    return terms;
  }

  /// Position of the member with this key, from 1.
  ///
  /// @throws DeceivedException if there is none
  int positionOf(Point key) {
    for (int position = 1; position <= terms.members().size(); position++) {
      if (terms.member(position).encryptionKey().equals(key)) {
        return position;
      }
    }
    throw new DeceivedException("You are no member of this committee.");
  }

  /// Completes if bids may be sealed under this lock, and the committee is the announced one.
  ///
  /// @throws DeceivedException if not
  void requireCommittee(AnnouncedCommittee announced) {
    if (terms.purpose() != LockPurpose.EVENT) {
      throw new DeceivedException("This event lock is a rehearsal's.");
    }
    if (terms.threshold() != announced.threshold()) {
      throw new DeceivedException(
          terms.threshold() + " members would release this lock, not " + announced.threshold());
    }
    if (!counted(seats().stream()).equals(counted(announced.seats().stream()))) {
      throw new DeceivedException("Others than was announced hold this lock: " + seats());
    }
  }

  private static Map<Seat, Long> counted(Stream<Seat> seats) {
    return seats.collect(groupingBy(seat -> seat, counting()));
  }

  private List<Seat> seats() {
    List<Seat> seats = new ArrayList<>();
    for (int i = 0; i < certificates.size(); i++) {
      X500Name subject = Sm2Certificates.subject(certificates.get(i));
      seats.add(new Seat(terms.members().get(i).role(), serialNumber(subject)));
    }
    return seats;
  }

  private static String serialNumber(X500Name subject) {
    RDN[] found = subject.getRDNs(RFC4519Style.serialNumber);
    return found.length == 1 ? IETFUtils.valueToString(found[0].getFirst().getValue()) : "";
  }

  /// All contributions, each signed by its member.
  ///
  /// @throws DeceivedException if one is not, or they make no lock, or not the one that is shown
  LockTranscript transcript() {
    List<LockContribution> contributions = new ArrayList<>();
    for (int i = 0; i < certificates.size(); i++) {
      LockContribution contribution = contribution(member(i));
      checkSigned(i, "CONTRIBUTION", LockStatement.contribution(terms, contribution.digest()));
      contributions.add(contribution);
    }
    return read("The contributions make no lock", () -> LockTranscript.of(terms, contributions));
  }

  private LockContribution contribution(JsonNode member) {
    byte[] bytes = bytes(member, "contribution");
    return read("A contribution cannot be read", () -> LockContribution.parse(bytes, terms));
  }

  /// The same, once every member has confirmed that his pieces are true.
  ///
  /// @throws DeceivedException as [#transcript()], or if one has not, or of another transcript, or
  ///   if the lock is shown with another key than follows from it
  LockTranscript confirmedTranscript() {
    LockTranscript transcript = transcript();
    for (int i = 0; i < certificates.size(); i++) {
      Sm3Hash share = Sm3Hash.of(bytes(member(i), "encryptedShare"));
      checkSigned(i, "CONFIRMATION", LockStatement.confirmation(transcript, share));
    }
    if (!text(lock, "lockKey").equals(transcript.lockKey().hex())) {
      throw new DeceivedException("The lock is shown with another key than its members drew.");
    }
    return transcript;
  }

  private void checkSigned(int index, String kind, LockStatement expected) {
    for (JsonNode signed : member(index).path("signed")) {
      byte[] statement = bytes(signed, "statement");
      if (signed.path("kind").asString().equals(kind) && expected.matches(statement)) {
        Point key = signer(index, text(signed, "certificate"));
        Sm2Signature signature =
            read("A signature cannot be read", () -> SignatureJson.read(signed));
        if (Sm2Verifier.verifyMessage(key, statement, signature)) {
          return;
        }
      }
    }
    throw new DeceivedException(
        "Member " + (index + 1) + " did not sign what is shown of him: " + kind);
  }

  /// The key that a member signs with: any good certificate would not do, it must be of the same
  /// subject as the one in the lock's terms.
  private Point signer(int index, String base64) {
    X509Certificate certificate =
        read("A signer's certificate is not trusted", () -> trust.accept(base64));
    X500Name member = Sm2Certificates.subject(certificates.get(index));
    if (!Sm2Certificates.maySign(certificate)
        || !Sm2Certificates.subject(certificate).equals(member)) {
      throw new DeceivedException("Somebody else signed for member " + (index + 1) + ".");
    }
    return Sm2Certificates.publicKey(certificate);
  }

  /// What the member encrypted to himself when he confirmed.
  Sm2Ciphertext encryptedShare(int position) {
    return read(
        "A share cannot be read",
        () -> Sm2Ciphertext.ofDer(bytes(member(position - 1), "encryptedShare")));
  }

  private JsonNode member(int index) {
    return lock.path("members").path(index);
  }

  private static byte[] bytes(JsonNode node, String name) {
    return read(name + " cannot be read", () -> Base64.getDecoder().decode(text(node, name)));
  }

  private static String text(JsonNode node, String name) {
    JsonNode text = node.path(name);
    if (!text.isString()) {
      throw new DeceivedException("There is no " + name + ".");
    }
    return text.asString();
  }

  /// What cannot be read, or leads to no trusted root, is a lie like any other.
  private static <T> T read(String otherwise, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new DeceivedException(otherwise + ": " + e.getMessage());
    }
  }
}
