package org.bidseal.demo.chapter;

import java.util.UUID;
import org.bidseal.demo.cast.People;
import org.bidseal.demo.cast.Stage;
import org.bidseal.demo.story.Story;

/// A company seal, from its picture to its claim.
public final class SealMaking {
  private SealMaking() {}

  /// Makes the enterprise's company seal and claims it.
  ///
  /// @return the seal's id
  public static UUID make(Stage stage, People people) {
    Story story = stage.story();
    story.chapter("3  The company seal");
    UUID impression =
        story.step(
            "the impression is uploaded and signed",
            () ->
                people
                    .owner()
                    .seals()
                    .uploadCompanySeal(
                        people.enterpriseId(),
                        stage.cast().enterprise() + "公章",
                        Samples.sealPicture(stage.cast().enterprise()),
                        people.ownerPin()));
    UUID seal =
        story.step(
            "the reviewer approves it; the seal maker signs an electronic seal (GB/T 38540)",
            () -> stage.staff("seal-reviewer").approveImpression(impression));
    story.step("the legal representative claims it", () -> people.owner().seals().claim(seal));
    return seal;
  }
}
