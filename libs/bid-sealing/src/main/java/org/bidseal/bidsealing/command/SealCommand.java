package org.bidseal.bidsealing.command;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import org.bidseal.bidsealing.BidSealing;
import org.bidseal.bidsealing.EnvelopeOrder;
import org.bidseal.bidsealing.SealedFile;
import org.bidseal.bidsealing.SealingException;
import tools.jackson.databind.json.JsonMapper;

/// Seals one bid from the command line.
final class SealCommand {
  private static final String ENVELOPE = ".envelope";
  private static final String DESCRIPTION = ".description.json";
  private static final String BIDDERS_COPY = ".bidders-copy.json";
  private static final long MIB = 1 << 20;
  private static final long STEP = 256 * MIB;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final PrintStream out;
  private final SecureRandom random;

  SealCommand(PrintStream out, SecureRandom random) {
    this.out = out;
    this.random = random;
  }

  /// @throws SealingException if something is in the way
  void run(Options options) throws IOException {
    EnvelopeOrder order = EnvelopeOrder.parse(read(options.envelope()));
    check(order, options);
    SealedFile sealed =
        BidSealing.fastest(random)
            .seal(order, options.bid(), options.output(ENVELOPE), progress(order.size()));
    write(options.output(DESCRIPTION), sealed.description());
    writeSecret(options, sealed.biddersCopy());
    out.printf(
        "Sealed %s for %d recipient(s).%n  upload    %s%n  describe  %s%n  keep      %s%n",
        options.bid(),
        order.recipients().size(),
        sealed.envelope(),
        options.output(DESCRIPTION),
        options.output(BIDDERS_COPY));
  }

  private static String read(Path file) throws IOException {
    if (!Files.isReadable(file)) {
      throw new SealingException("There is no " + file + " to read.");
    }
    return Files.readString(file);
  }

  private static void check(EnvelopeOrder order, Options options) throws IOException {
    if (!Files.isReadable(options.bid()) || !Files.isRegularFile(options.bid())) {
      throw new SealingException("There is no file " + options.bid() + " to read.");
    }
    long size = Files.size(options.bid());
    if (size != order.size()) {
      throw new SealingException(
          "The bid has %d bytes, and %d were announced. Start an envelope for this file."
              .formatted(size, order.size()));
    }
    Files.createDirectories(options.folder());
    for (String ending : List.of(ENVELOPE, DESCRIPTION, BIDDERS_COPY)) {
      if (Files.exists(options.output(ending)) && !options.overwrite()) {
        throw new SealingException(
            options.output(ending) + " is there already; --force replaces it.");
      }
    }
    long room = Files.getFileStore(options.folder()).getUsableSpace();
    long needed = size + size / 1024 + MIB;
    if (room < needed) {
      throw new SealingException(
          "%s has room for %d MiB, and %d are needed."
              .formatted(options.folder(), room / MIB, needed / MIB));
    }
  }

  private LongConsumer progress(long size) {
    long[] next = {STEP};
    return done -> {
      if (done >= next[0]) {
        out.printf("  %d of %d MiB%n", done / MIB, size / MIB);
        next[0] += STEP;
      }
    };
  }

  private static void write(Path file, Map<String, Object> content) throws IOException {
    Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(content));
  }

  /// For nobody else on this machine, where the file system knows of such things.
  private static void writeSecret(Options options, Map<String, Object> content) throws IOException {
    Path file = options.output(BIDDERS_COPY);
    Files.deleteIfExists(file);
    if (Files.getFileStore(options.folder()).supportsFileAttributeView("posix")) {
      Files.createFile(
          file,
          PosixFilePermissions.asFileAttribute(
              Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE)));
    }
    write(file, content);
  }
}
