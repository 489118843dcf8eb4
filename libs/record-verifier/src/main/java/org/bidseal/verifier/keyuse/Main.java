package org.bidseal.verifier.keyuse;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.bidseal.verifier.finding.Language;
import org.bidseal.verifier.trust.TrustFile;

/// `deploy/verify-audit FILE…`.
public final class Main {
  private static final String USAGE = "deploy/verify-audit FILE… [--trust FILE]… [--lang en|zh]";

  private Main() {}

  public static void main(String[] arguments) {
    System.exit(
        run(
            List.of(arguments),
            new PrintStream(System.out, true, StandardCharsets.UTF_8),
            new PrintStream(System.err, true, StandardCharsets.UTF_8)));
  }

  /// What a command line asks for.
  private record Wish(List<Path> files, List<X509Certificate> trusted, Language language) {}

  /// Runs a command line.
  ///
  /// @return 0: all proofs are good, and agree; 1: they are not; 2: the command line or a file is
  ///   not
  public static int run(List<String> arguments, PrintStream out, PrintStream errors) {
    try {
      Wish wish = parse(arguments.iterator());
      List<UseVerdict> verdicts = new ArrayList<>();
      for (Path file : wish.files()) {
        verdicts.add(UseVerdict.of(Files.readAllBytes(file), wish.trusted()));
      }
      verdicts.forEach(
          mine -> verdicts.stream().filter(other -> other != mine).forEach(mine::checkBeside));
      verdicts.forEach(verdict -> out.print(verdict.report(wish.language())));
      return verdicts.stream().allMatch(UseVerdict::isGood) ? 0 : 1;
    } catch (IllegalArgumentException e) {
      errors.println(e.getMessage());
      errors.println(USAGE);
      return 2;
    } catch (IOException e) {
      errors.println("cannot read " + e.getMessage());
      return 2;
    }
  }

  private static Wish parse(Iterator<String> words) throws IOException {
    List<Path> files = new ArrayList<>();
    List<X509Certificate> trusted = new ArrayList<>();
    Language language = Language.ENGLISH;
    while (words.hasNext()) {
      String word = words.next();
      switch (word) {
        case "--trust" -> trusted.addAll(TrustFile.read(Path.of(next(words, word))));
        case "--lang" -> language = Language.ofCode(next(words, word));
        default -> {
          if (word.startsWith("-")) {
            throw new IllegalArgumentException("not understood: " + word);
          }
          files.add(Path.of(word));
        }
      }
    }
    if (files.isEmpty()) {
      throw new IllegalArgumentException("which proof?");
    }
    return new Wish(files, trusted, language);
  }

  private static String next(Iterator<String> words, String option) {
    if (!words.hasNext()) {
      throw new IllegalArgumentException(option + " needs a value");
    }
    return words.next();
  }
}
