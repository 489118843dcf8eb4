package org.bidseal.demo.chapter;

import java.util.UUID;
import org.bidseal.demo.cast.Cast;
import org.bidseal.demo.cast.People;
import org.bidseal.demo.cast.Stage;
import org.bidseal.demo.platform.Desk;
import org.bidseal.demo.story.Story;
import org.bidseal.phone.http.Patience;
import tools.jackson.databind.JsonNode;

/// A trading platform is registered, bound to the enterprise, and logged in to.
public final class Binding {
  private Binding() {}

  /// Registers a platform, binds it to the people's enterprise and logs in.
  public static Desk bind(Stage stage, People people) {
    Story story = stage.story();
    Cast cast = stage.cast();
    story.chapter("2  A trading platform: registered, bound, logged in to by QR");
    JsonNode registration =
        story.step(
            "the operator registers a platform, which gets client credentials",
            () ->
                stage
                    .staff("operator")
                    .registerPlatform("Public resources trading centre", cast.region()));
    Desk desk = Desk.connect(stage.gateway(), registration);
    story.step(
        "its page shows a code, the phone scans it and signs: the enterprise is bound",
        () -> confirm(desk, people, desk.showBinding(cast.uscc(), cast.enterprise())));
    JsonNode login =
        story.step(
            "QR login: another code, another signature",
            () -> confirm(desk, people, desk.showLogin()));
    story.note("the platform knows: " + login.path("result").path("enterpriseName").asString());
    return desk;
  }

  private static JsonNode confirm(Desk desk, People people, UUID session) {
    new Patience(people.owner().gateway().clock())
        .until(
            view -> view.path("state").asString().equals("SCANNED"),
            () -> people.owner().sessions().scan(desk.code(session)));
    people.owner().sessions().confirmBySignature(session, people.ownerPin());
    return desk.awaitEnd(session);
  }
}
