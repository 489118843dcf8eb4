package org.bidseal.demo.chapter;

import java.util.UUID;
import org.bidseal.demo.cast.People;
import org.bidseal.demo.story.Story;
import org.bidseal.demo.story.StoryException;
import org.bidseal.phone.Backups;
import org.bidseal.phone.Phone;
import org.bidseal.phone.key.Pin;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.proof.KeyUsage;

/// An encryption key is backed up to a colleague's phone.
public final class BackingUp {
  private BackingUp() {}

  /// Both phones register transport keys, endorsed by their persons' certificates.
  public static void endorse(Story story, People people) {
    story.step(
        "both phones have their transport keys endorsed by a co-signature",
        () -> {
          people.owner().backups().endorseTransportKey(people.ownerPin());
          people.colleague().backups().endorseTransportKey(people.colleaguePin());
        });
  }

  /// The owner's encryption key.
  public static UUID ownerKey(People people) {
    return people.owner().keyRing().certified(KeyUsage.ENCRYPTION).key().keyId();
  }

  /// Backs a key up from `from` to the colleague, who verifies it.
  ///
  /// @return the backup's id
  public static UUID toColleague(Story story, People people, Phone from, Pin pin, UUID keyId) {
    Phone holder = people.colleague();
    Backups.Requested requested =
        story.step(
            "the owner's phone encrypts its half of the key to the colleague's phone",
            () -> {
              Backups.Candidate candidate = from.backups().candidate(keyId, holder.deviceId());
              return from.backups().backUp(keyId, candidate, pin);
            });
    Point publicKey = from.keyRing().find(keyId).orElseThrow().key().publicKey();
    String seenByHolder =
        story.step(
            "the colleague's phone opens it and proves that it can use it",
            () ->
                holder
                    .backups()
                    .verify(
                        requested.backupId(),
                        from.backups().transportKey(),
                        publicKey,
                        people.colleaguePin()));
    if (!seenByHolder.equals(requested.comparisonCode())) {
      throw new StoryException("the phones show different codes");
    }
    story.note("both phones show " + seenByHolder);
    return requested.backupId();
  }
}
