package org.bidseal.keywrapping;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// SoftHSM 2 with tokens of this test run. Where the machine has none, tests that ask for it are
/// skipped and say so.
public final class SoftHsm {
  public static final String PIN = "4711-kek-pin";

  private static final List<Path> LIBRARIES =
      Stream.of(
              "/usr/lib/softhsm/libsofthsm2.so",
              "/usr/lib64/pkcs11/libsofthsm2.so",
              "/usr/lib64/softhsm/libsofthsm2.so",
              "/usr/local/lib/softhsm/libsofthsm2.so",
              "/opt/homebrew/lib/softhsm/libsofthsm2.so")
          .map(Path::of)
          .toList();

  private final Path library;
  private final Path folder;

  private SoftHsm(Path library, Path folder) {
    this.library = library;
    this.folder = folder;
  }

  /// Its configuration is where `SOFTHSM2_CONF` says, which the library reads once a process.
  public static SoftHsm orSkip() throws IOException {
    Optional<Path> library = LIBRARIES.stream().filter(Files::exists).findFirst();
    String configuration = System.getenv("SOFTHSM2_CONF");
    if (library.isEmpty() || configuration == null) {
      String why = "No SoftHSM 2 here (Debian: apt install softhsm2): its tests are skipped.";
      System.out.println(why);
      Assumptions.abort(why);
    }
    Path file = Path.of(configuration);
    Path folder = Files.createDirectories(file.resolveSibling("tokens"));
    Files.writeString(
        file,
        "directories.tokendir = %s\nobjectstore.backend = file\nlog.level = ERROR\n"
            .formatted(folder.toAbsolutePath()));
    return new SoftHsm(library.orElseThrow(), file.resolveSibling("pins"));
  }

  /// A new token; the id of its slot.
  public long newToken() throws IOException, InterruptedException {
    String label = "test-" + UUID.randomUUID().toString().substring(0, 8);
    run("--init-token", "--free", "--label", label, "--pin", PIN, "--so-pin", "so-" + PIN);
    long slot = -1;
    for (String line : run("--show-slots").lines().toList()) {
      if (line.startsWith("Slot ") && !line.contains("has")) {
        slot = Long.parseLong(line.substring(5).strip());
      } else if (line.strip().startsWith("Label:") && line.contains(label)) {
        return slot;
      }
    }
    throw new IllegalStateException("the new token has no slot");
  }

  /// The module.
  public Path library() {
    return library;
  }

  /// A file with a PIN that only its owner reads.
  public Path pinFile(String pin) throws IOException {
    Files.createDirectories(folder);
    Path file =
        Files.createTempFile(
            folder,
            "pin",
            "",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return Files.writeString(file, pin + "\n");
  }

  private static String run(String... arguments) throws IOException, InterruptedException {
    List<String> command = Stream.concat(Stream.of("softhsm2-util"), Stream.of(arguments)).toList();
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(told);
    }
    return told;
  }
}
