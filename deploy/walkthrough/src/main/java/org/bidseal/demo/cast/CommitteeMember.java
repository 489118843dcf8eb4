package org.bidseal.demo.cast;

import java.util.List;
import java.util.UUID;
import org.bidseal.phone.Phone;
import org.bidseal.phone.key.Pin;
import org.bidseal.smcrypto.proof.KeyUsage;

/// Somebody with a seat in a committee, a phone and certificates.
public record CommitteeMember(Cast.Seat seat, Phone phone, Pin pin) {

  /// Signs the members of a committee up, each for an organisation of his own. They do not wait for
  /// each other, but for the reviewer, who is one person; their phones share this memory, though,
  /// and each takes 64 MiB to mask a key.
  public static List<CommitteeMember> enrol(Stage stage) {
    Staff reviewer = stage.staff("ca-reviewer");
    List<Applicant> applicants =
        Cast.committee(stage.gateway().random()).parallelStream()
            .map(seat -> Applicant.claiming(stage, seat))
            .toList();
    applicants.forEach(applicant -> reviewer.approveClaim(applicant.waitsFor()));
    List<Applicant> certified = applicants.stream().map(Applicant::certifying).toList();
    certified.forEach(applicant -> reviewer.approveCertificates(applicant.waitsFor()));
    return certified.parallelStream().map(Applicant::seated).toList();
  }

  /// Somebody on his way.
  ///
  /// @param waitsFor the claim, then the application, that the reviewer is to approve
  private record Applicant(CommitteeMember member, UUID waitsFor) {

    static Applicant claiming(Stage stage, Cast.Seat seat) {
      Cast.Actor actor = seat.member();
      Phone phone = People.login(stage, actor, "phone of the " + seat.role());
      People.verify(phone, actor);
      UUID claim =
          phone
              .identity()
              .claimEnterprise(
                  seat.uscc(),
                  seat.organisation(),
                  actor.name(),
                  actor.idNumber(),
                  stage.cast().region());
      return new Applicant(new CommitteeMember(seat, phone, Pin.of(actor.pin())), claim);
    }

    Applicant certifying() {
      Phone phone = member.phone();
      UUID enterprise = phone.identity().findEnterprise(member.seat().uscc());
      return new Applicant(member, phone.certificates().apply(enterprise, member.pin()));
    }

    CommitteeMember seated() {
      member.phone().certificates().download(waitsFor);
      return member;
    }
  }

  /// Of his encryption key, to which the others encrypt.
  public UUID certificateId() {
    return phone.keyRing().certified(KeyUsage.ENCRYPTION).certificateId();
  }
}
