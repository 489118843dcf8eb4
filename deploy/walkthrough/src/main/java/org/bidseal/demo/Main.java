package org.bidseal.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.bidseal.demo.cast.Stage;
import org.bidseal.demo.chapter.Demo;
import org.bidseal.demo.chapter.Samples;
import org.bidseal.demo.story.StoryException;
import org.bidseal.phone.http.ApiProblemException;
import org.bidseal.phone.witness.SecretWitness;
import org.jspecify.annotations.Nullable;

/// `deploy/demo`.
public final class Main {
  /// Held here: a logger that nobody holds forgets its level. PDFBox tells of fonts that this
  /// machine lacks.
  private static final Logger PDFBOX = Logger.getLogger("org.apache.pdfbox");

  private Main() {}

  /// Runs the demo against a fleet.
  ///
  /// @param arguments `--gateway URL --secrets FILE --output FOLDER [--opening-in SECONDS]
  ///   [DOCUMENT.pdf [BIDFILE]]`
  public static void main(String[] arguments) {
    System.setProperty("java.awt.headless", "true");
    PDFBOX.setLevel(Level.SEVERE);
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    try {
      run(arguments, out);
    } catch (ApiProblemException problem) {
      out.println("\nStopped: " + problem.getMessage());
      out.println(problem.problem().toPrettyString());
      System.exit(1);
    } catch (StoryException | UncheckedIOException | IllegalStateException failure) {
      out.println("\nStopped: " + failure.getMessage());
      System.exit(1);
    }
  }

  /// Runs the demo and throws where it stops.
  public static void run(String[] arguments, PrintStream out) {
    run(arguments, out, SecretWitness.NONE);
  }

  /// The same with a witness of the phones' secrets.
  public static void run(String[] arguments, PrintStream out, SecretWitness witness) {
    Map<String, String> options = new HashMap<>();
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i].startsWith("--")) {
        options.put(arguments[i].substring(2), arguments[++i]);
      } else {
        files.add(Path.of(arguments[i]));
      }
    }
    Path output = folder(required(options, "output"));
    Path own = folder(output.resolve("input").toString());
    Stage stage =
        Stage.open(
            URI.create(required(options, "gateway")),
            Path.of(required(options, "secrets")),
            output,
            out,
            witness);
    Path document = files.isEmpty() ? Samples.letter(own) : files.get(0);
    Path bid = files.size() > 1 ? files.get(1) : Samples.bid(own, stage.gateway().random());
    Duration untilOpening =
        Duration.ofSeconds(Long.parseLong(options.getOrDefault("opening-in", "45")));
    new Demo(stage, document, bid, untilOpening).run();
  }

  private static Path folder(String path) {
    try {
      return Files.createDirectories(Path.of(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String required(Map<String, String> options, String name) {
    @Nullable String value = options.get(name);
    if (value == null) {
      throw new StoryException("--" + name + " is missing");
    }
    return value;
  }
}
