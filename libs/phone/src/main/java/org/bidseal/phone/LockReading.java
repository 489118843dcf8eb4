package org.bidseal.phone;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.lock.LockContribution;
import org.bidseal.smcrypto.lock.LockMember;
import org.bidseal.smcrypto.lock.LockPurpose;
import org.bidseal.smcrypto.lock.LockStatement;
import org.bidseal.smcrypto.lock.LockTerms;
import org.bidseal.smcrypto.lock.LockTranscript;
import org.bidseal.smcrypto.sm2.Sm2Ciphertext;
import org.bidseal.smcrypto.sm2.Sm2Verifier;
import org.bidseal.smcrypto.x509.Sm2Certificates;
import tools.jackson.databind.JsonNode;

/// An event lock as the server shows it, believed only as far as this phone has checked it: whose
/// the certificates are, and that each contribution was signed by its member.
final class LockReading {
  private final TrustStore trust;
  private final JsonNode lock;
  private final LockTerms terms;

  private LockReading(TrustStore trust, JsonNode lock, LockTerms terms) {
    this.trust = trust;
    this.lock = lock;
    this.terms = terms;
  }

  /// @param lock one of `GET /openings/{openingId}/event-locks`
  /// @throws DeceivedException if it is another lock than was asked for, or no lock
  static LockReading of(TrustStore trust, UUID openingId, UUID lockId, JsonNode lock) {
    List<LockMember> members = new ArrayList<>();
    for (JsonNode member : lock.path("members")) {
      String base64 = member.path("certificate").asString();
      X509Certificate certificate = trust.accept(base64);
      members.add(
          new LockMember(
              UUID.fromString(member.path("personId").asString()),
              member.path("role").asString(),
              Sm2Certificates.publicKey(certificate),
              Sm3Hash.of(Base64.getDecoder().decode(base64))));
    }
    try {
      LockTerms terms =
          new LockTerms(
              UUID.fromString(lock.path("lockId").asString()),
              UUID.fromString(lock.path("openingId").asString()),
              LockPurpose.valueOf(lock.path("purpose").asString()),
              lock.path("threshold").asInt(),
              members);
      if (terms.lockId().equals(lockId) && terms.openingId().equals(openingId)) {
        return new LockReading(trust, lock, terms);
      }
    } catch (IllegalArgumentException e) {
      throw new DeceivedException("This is no event lock: " + e.getMessage());
    }
    throw new DeceivedException("This is another event lock.");
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

  /// All contributions, each signed by its member under a certificate that leads to a trusted root.
  ///
  /// @throws DeceivedException if one is not
  LockTranscript transcript() {
    List<LockContribution> contributions = new ArrayList<>();
    for (JsonNode member : lock.path("members")) {
      LockContribution contribution =
          LockContribution.parse(
              Base64.getDecoder().decode(member.path("contribution").asString()), terms);
      checkSigned(member, "CONTRIBUTION", LockStatement.contribution(terms, contribution.digest()));
      contributions.add(contribution);
    }
    try {
      return LockTranscript.of(terms, contributions);
    } catch (IllegalArgumentException e) {
      throw new DeceivedException("The contributions make no lock: " + e.getMessage());
    }
  }

  private void checkSigned(JsonNode member, String kind, LockStatement expected) {
    for (JsonNode signed : member.path("signed")) {
      byte[] statement = Base64.getDecoder().decode(signed.path("statement").asString());
      if (signed.path("kind").asString().equals(kind) && expected.matches(statement)) {
        Point key = Sm2Certificates.publicKey(trust.accept(signed.path("certificate").asString()));
        if (Sm2Verifier.verifyMessage(key, statement, SignatureJson.read(signed))) {
          return;
        }
      }
    }
    throw new DeceivedException(
        "Member " + member.path("position").asInt() + " did not sign what is shown of him.");
  }

  /// What the member encrypted to himself when he confirmed.
  Sm2Ciphertext encryptedShare(int position) {
    String share = lock.path("members").path(position - 1).path("encryptedShare").asString();
    return Sm2Ciphertext.ofDer(Base64.getDecoder().decode(share));
  }
}
