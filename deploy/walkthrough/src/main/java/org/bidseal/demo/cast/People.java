package org.bidseal.demo.cast;

import java.util.UUID;
import org.bidseal.demo.story.Story;
import org.bidseal.demo.story.StoryException;
import org.bidseal.phone.Phone;
import org.bidseal.phone.key.Pin;
import org.bidseal.phone.key.PinMask;

/// Two people of one enterprise, with a phone and certificates each.
///
/// @param owner the legal representative and administrator
/// @param colleague an agent of the same enterprise
public record People(
    UUID enterpriseId, Phone owner, Phone colleague, Pin ownerPin, Pin colleaguePin) {

  public static People enrol(Stage stage) {
    Story story = stage.story();
    Cast cast = stage.cast();
    story.chapter("1  People, an enterprise, certificates");
    Phone owner =
        story.step(
            cast.legalRepresentative().name() + " signs up with his phone and a text message",
            () -> login(stage, cast.legalRepresentative(), "owner's phone"));
    Phone colleague =
        story.step(
            cast.colleague().name() + " signs up with hers",
            () -> login(stage, cast.colleague(), "colleague's phone"));
    story.step(
        "both pass real-name verification (sandbox provider)",
        () -> {
          verify(owner, cast.legalRepresentative());
          verify(colleague, cast.colleague());
        });
    UUID claim =
        story.step(
            cast.legalRepresentative().name() + " claims " + cast.enterprise(),
            () ->
                owner
                    .identity()
                    .claimEnterprise(
                        cast.uscc(),
                        cast.enterprise(),
                        cast.legalRepresentative().name(),
                        cast.legalRepresentative().idNumber(),
                        cast.region()));
    Staff reviewer = stage.staff("ca-reviewer");
    story.step("the reviewer approves the claim", () -> reviewer.approveClaim(claim));
    UUID enterprise = owner.identity().findEnterprise(cast.uscc());
    join(story, colleague, cast.colleague().name(), enterprise, owner);
    Pin ownerPin = Pin.of(cast.legalRepresentative().pin());
    Pin colleaguePin = Pin.of(cast.colleague().pin());
    certify(story, owner, enterprise, ownerPin, reviewer, cast.legalRepresentative().name());
    certify(story, colleague, enterprise, colleaguePin, reviewer, cast.colleague().name());
    return new People(enterprise, owner, colleague, ownerPin, colleaguePin);
  }

  /// One more colleague, with a phone and certificates. The first one lets her in: the role was
  /// handed on to her.
  public Phone enrolAnother(Stage stage, Cast.Actor actor) {
    Phone phone = login(stage, actor, "phone of " + actor.name());
    verify(phone, actor);
    join(stage.story(), phone, actor.name(), enterpriseId, colleague);
    certify(
        stage.story(),
        phone,
        enterpriseId,
        Pin.of(actor.pin()),
        stage.staff("ca-reviewer"),
        actor.name());
    return phone;
  }

  private static void join(
      Story story, Phone phone, String name, UUID enterprise, Phone administrator) {
    UUID join =
        story.step(
            name + " asks to join", () -> phone.identity().requestToJoin(enterprise, "Bidding"));
    story.step("the administrator lets her in", () -> administrator.identity().approveJoin(join));
  }

  public static Phone login(Stage stage, Cast.Actor actor, String device) {
    return Phone.login(
        stage.gateway(),
        device,
        actor.mobile(),
        new SandboxInbox(stage.gateway()),
        PinMask.STANDARD);
  }

  static void verify(Phone phone, Cast.Actor actor) {
    String state = phone.identity().verifyRealName(actor.name(), actor.idNumber(), actor.mobile());
    if (!state.equals("PASSED")) {
      throw new StoryException("real-name verification of " + actor.name() + ": " + state);
    }
  }

  private static void certify(
      Story story, Phone phone, UUID enterprise, Pin pin, Staff reviewer, String name) {
    UUID application =
        story.step(
            name + " makes two split keys, co-signs the request, applies",
            () -> phone.certificates().apply(enterprise, pin));
    story.step(
        "the CA approves; signing and encryption certificates are downloaded and checked",
        () -> {
          reviewer.approveCertificates(application);
          phone.certificates().download(application);
        });
  }
}
