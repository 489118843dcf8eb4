package org.bidseal.bidsealing.command;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import org.bidseal.bidsealing.SealingException;

/// `deploy/seal`.
@EntryPoint
final class Main {
  private Main() {}

  /// Exit code 0 if the bid is sealed, 1 if something is in the way, 2 for a wrong command line.
  public static void main(String[] arguments) {
    System.exit(run(List.of(arguments)));
  }

  private static int run(List<String> words) {
    if (words.contains("--help") || words.contains("-h")) {
      System.out.print(Options.USAGE);
      return 0;
    }
    try {
      new SealCommand(System.out, new SecureRandom()).run(Options.parse(words));
      return 0;
    } catch (SealingException e) {
      System.err.println(e.getMessage());
      return 1;
    } catch (IOException e) {
      System.err.println("Reading or writing failed; no envelope was made: " + e);
      return 1;
    } catch (IllegalArgumentException e) {
      System.err.printf("%s%n%n%s", e.getMessage(), Options.USAGE);
      return 2;
    }
  }
}
