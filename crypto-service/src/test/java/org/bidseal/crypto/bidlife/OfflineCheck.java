package org.bidseal.crypto.bidlife;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bidseal.verifier.Verifier;
import org.bidseal.verifier.finding.Language;

/// What somebody without an account can check of an opening.
final class OfflineCheck {
  private OfflineCheck() {}

  /// What an offline verifier has against the opening's record.
  static List<String> faults(Api platform, UUID opening) {
    byte[] record = platform.get("/openings/" + opening + "/record").body();
    try {
      return Verifier.verify(record, List.of(Neighbours.get().authority().root()), Map.of())
          .faults(Language.ENGLISH);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
