package org.bidseal.demo.chapter;

import org.bidseal.demo.cast.People;
import org.bidseal.demo.story.Story;
import org.bidseal.demo.story.StoryException;

/// The administrator's role goes to the colleague while bids are sealed; the former administrator
/// opens them all the same.
final class HandingOver {
  private HandingOver() {}

  static void toColleague(Story story, People people) {
    int shown =
        story.step(
            "the administrator hands his role to the colleague, by a co-signature over what he is"
                + " shown: the sealed bids that need his key",
            () -> handOver(people));
    story.note(shown + " sealed bids; his phone goes on opening them");
  }

  private static int handOver(People people) {
    int[] shown = {0};
    people
        .owner()
        .openBids()
        .handOver(
            people.enterpriseId(),
            people.colleague().personId(),
            people.ownerPin(),
            dependence -> {
              shown[0] = dependence.bids().size();
              return true;
            });
    if (shown[0] == 0) {
      throw new StoryException("the administrator is shown no sealed bid");
    }
    return shown[0];
  }
}
