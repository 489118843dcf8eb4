package org.bidseal.phone;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.bidseal.phone.AnnouncedCommittee.Seat;
import org.bidseal.smcrypto.Scalar;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.lock.LockContribution;
import org.bidseal.smcrypto.lock.LockMember;
import org.bidseal.smcrypto.lock.LockPurpose;
import org.bidseal.smcrypto.lock.LockStatement;
import org.bidseal.smcrypto.lock.LockTerms;
import org.bidseal.smcrypto.lock.LockTranscript;
import org.bidseal.smcrypto.sm2.Sm2Encryption;
import org.bidseal.smcrypto.sm2.Sm2KeyPair;
import org.bidseal.smcrypto.x509.CertificateContent;
import org.bouncycastle.asn1.x500.X500Name;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A lock that members drew, as a server shows it that tells the truth; what it shows can be
/// changed.
final class ShownLock {
  private static final JsonMapper JSON = new JsonMapper();

  final LockTerms terms;
  final List<Member> members;
  final ObjectNode shown = JSON.createObjectNode();
  private final SecureRandom random;

  /// A member with his keys and certificates, base64.
  record Member(
      UUID personId,
      Seat seat,
      Sm2KeyPair signing,
      String signingCertificate,
      Sm2KeyPair encryption,
      String encryptionCertificate) {

    static Member of(Seat seat, TestAuthority authority, SecureRandom random) {
      Sm2KeyPair signing = Sm2KeyPair.generate(random);
      Sm2KeyPair encryption = Sm2KeyPair.generate(random);
      X500Name subject = new X500Name("C=CN,SERIALNUMBER=" + seat.uscc() + ",CN=member");
      return new Member(
          UUID.randomUUID(),
          seat,
          signing,
          authority.certify(subject, signing.publicKey(), CertificateContent.SIGNING),
          encryption,
          authority.certify(subject, encryption.publicKey(), CertificateContent.ENCRYPTION));
    }

    private LockMember named() {
      return new LockMember(
          personId,
          seat.role(),
          encryption.publicKey(),
          Sm3Hash.of(Base64.getDecoder().decode(encryptionCertificate)));
    }
  }

  private ShownLock(LockTerms terms, List<Member> members, SecureRandom random) {
    this.terms = terms;
    this.members = members;
    this.random = random;
  }

  /// Drawn, and confirmed by all.
  static ShownLock drawn(
      UUID openingId,
      LockPurpose purpose,
      int threshold,
      List<Member> members,
      SecureRandom random) {
    LockTerms terms =
        new LockTerms(
            UUID.randomUUID(),
            openingId,
            purpose,
            threshold,
            members.stream().map(Member::named).toList());
    ShownLock lock = new ShownLock(terms, members, random);
    lock.shown
        .put("lockId", terms.lockId().toString())
        .put("openingId", openingId.toString())
        .put("purpose", purpose.name())
        .put("threshold", threshold)
        .putArray("members");
    members.forEach(lock::seat);
    lock.contribute();
    return lock;
  }

  private void seat(Member member) {
    ObjectNode seat = ((ArrayNode) shown.path("members")).addObject();
    seat.put("personId", member.personId().toString())
        .put("role", member.seat().role())
        .put("certificate", member.encryptionCertificate())
        .putArray("signed");
  }

  private void contribute() {
    List<LockContribution> contributions = new ArrayList<>();
    for (int position = 1; position <= members.size(); position++) {
      LockContribution drawn = LockContribution.draw(terms, position, random);
      contributions.add(drawn);
      contribute(position, drawn, members.get(position - 1));
    }
    confirm(LockTranscript.of(terms, contributions));
  }

  /// Shows a contribution in the place of a member's, signed by somebody.
  void contribute(int position, LockContribution drawn, Member signer) {
    member(position).put("contribution", base64(drawn.bytes()));
    sign(position, "CONTRIBUTION", LockStatement.contribution(terms, drawn.digest()), signer);
  }

  /// Lets every member confirm a transcript, and shows the key that follows.
  void confirm(LockTranscript transcript) {
    for (int position = 1; position <= members.size(); position++) {
      byte[] share = encryptedShare(position);
      member(position).put("encryptedShare", base64(share));
      sign(
          position,
          "CONFIRMATION",
          LockStatement.confirmation(transcript, Sm3Hash.of(share)),
          members.get(position - 1));
    }
    shown.put("lockKey", transcript.lockKey().hex());
  }

  /// Some share under the member's key: nobody but he can tell whether it is his.
  byte[] encryptedShare(int position) {
    byte[] share = Scalar.random(random).exposeBytes();
    return Sm2Encryption.encrypt(members.get(position - 1).encryption().publicKey(), share, random)
        .der();
  }

  ObjectNode member(int position) {
    return (ObjectNode) shown.path("members").path(position - 1);
  }

  LockContribution contribution(int position) {
    String base64 = member(position).path("contribution").asString();
    return LockContribution.parse(Base64.getDecoder().decode(base64), terms);
  }

  /// Shows a statement as a member's, in the place of the one of its kind.
  void sign(int position, String kind, LockStatement statement, Member signer) {
    byte[] bytes = statement.bytes(TestAuthority.NOW);
    ArrayNode signed = (ArrayNode) member(position).path("signed");
    for (int i = signed.size() - 1; i >= 0; i--) {
      if (signed.path(i).path("kind").asString().equals(kind)) {
        signed.remove(i);
      }
    }
    ObjectNode one = signed.addObject();
    one.put("kind", kind)
        .put("statement", base64(bytes))
        .put("certificate", signer.signingCertificate());
    SignatureJson.of(signer.signing().signMessage(bytes, random))
        .forEach((name, value) -> one.put(name, String.valueOf(value)));
  }

  static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
