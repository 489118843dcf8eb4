package org.bidseal.verifier;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bidseal.verifier.finding.Language;
import org.bidseal.verifier.trust.TrustFile;
import org.jspecify.annotations.Nullable;

/// `deploy/verify-record FILE`.
public final class Main {
  private static final String USAGE =
      "deploy/verify-record FILE [--trust FILE]… [--plaintext ENVELOPE-ID=FILE]… [--lang en|zh]";

  private Main() {}

  public static void main(String[] arguments) {
    System.exit(
        run(
            List.of(arguments),
            new PrintStream(System.out, true, StandardCharsets.UTF_8),
            new PrintStream(System.err, true, StandardCharsets.UTF_8)));
  }

  /// What a command line asks for.
  private record Wish(
      Path file, List<X509Certificate> trusted, Map<UUID, Path> plaintexts, Language language) {}

  /// Runs a command line.
  ///
  /// @return 0: the record is good; 1: it is not; 2: the command line or a file is not
  public static int run(List<String> arguments, PrintStream out, PrintStream errors) {
    try {
      Wish wish = parse(arguments.iterator());
      Verdict verdict =
          Verifier.verify(Files.readAllBytes(wish.file()), wish.trusted(), wish.plaintexts());
      out.print(verdict.report(wish.language()));
      return verdict.isGood() ? 0 : 1;
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
    @Nullable Path file = null;
    List<X509Certificate> trusted = new ArrayList<>();
    Map<UUID, Path> plaintexts = new LinkedHashMap<>();
    Language language = Language.ENGLISH;
    while (words.hasNext()) {
      String word = words.next();
      switch (word) {
        case "--trust" -> trusted.addAll(TrustFile.read(Path.of(next(words, word))));
        case "--plaintext" -> addPlaintext(plaintexts, next(words, word));
        case "--lang" -> language = Language.ofCode(next(words, word));
        default -> {
          if (file != null || word.startsWith("-")) {
            throw new IllegalArgumentException("not understood: " + word);
          }
          file = Path.of(word);
        }
      }
    }
    if (file == null) {
      throw new IllegalArgumentException("which record?");
    }
    return new Wish(file, trusted, plaintexts, language);
  }

  private static String next(Iterator<String> words, String option) {
    if (!words.hasNext()) {
      throw new IllegalArgumentException(option + " needs a value");
    }
    return words.next();
  }

  private static void addPlaintext(Map<UUID, Path> plaintexts, String word) {
    int equals = word.indexOf('=');
    if (equals < 0) {
      throw new IllegalArgumentException("--plaintext ENVELOPE-ID=FILE");
    }
    plaintexts.put(UUID.fromString(word.substring(0, equals)), Path.of(word.substring(equals + 1)));
  }
}
