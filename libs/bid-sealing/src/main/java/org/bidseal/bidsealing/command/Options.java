package org.bidseal.bidsealing.command;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the command line asks for.
///
/// @param envelope a file with the envelope as the service shows it
/// @param bid the file to be sealed
/// @param folder where the outputs go
/// @param overwrite whether outputs that are there are replaced
record Options(Path envelope, Path bid, Path folder, boolean overwrite) {
  static final String USAGE =
      """
      deploy/seal --envelope ENVELOPE.json [--out FOLDER] [--force] BID

      Seals a bid on this side: only the envelope leaves it.

        --envelope FILE  what GET /api/crypto/v1/envelopes/{id} answers once the phone chose recipients
        --out FOLDER     where the outputs go (default: the bid's folder)
        --force          replace outputs that are there

      Outputs: BID.envelope (upload it), BID.description.json (the body of PUT …/header) and
      BID.bidders-copy.json (keep it: it proves what was sealed if every key is lost).
      """;

  /// @throws IllegalArgumentException with a message for the user
  static Options parse(List<String> arguments) {
    Path envelope = null;
    Path bid = null;
    Path folder = null;
    boolean overwrite = false;
    for (Iterator<String> words = arguments.iterator(); words.hasNext(); ) {
      String word = words.next();
      switch (word) {
        case "--envelope" -> envelope = value(word, words);
        case "--out" -> folder = value(word, words);
        case "--force" -> overwrite = true;
        default -> {
          if (word.startsWith("--") || bid != null) {
            throw new IllegalArgumentException("What is " + word + "?");
          }
          bid = Path.of(word);
        }
      }
    }
    if (envelope == null || bid == null) {
      throw new IllegalArgumentException("An envelope and a bid are needed.");
    }
    return new Options(envelope, bid, folder == null ? folderOf(bid) : folder, overwrite);
  }

  private static Path value(String name, Iterator<String> words) {
    if (!words.hasNext()) {
      throw new IllegalArgumentException(name + " needs a value");
    }
    return Path.of(words.next());
  }

  private static Path folderOf(Path bid) {
    @Nullable Path parent = bid.toAbsolutePath().getParent();
    return parent == null ? bid.toAbsolutePath() : parent;
  }

  Path output(String ending) {
    return folder.resolve(bid.getFileName() + ending);
  }
}
