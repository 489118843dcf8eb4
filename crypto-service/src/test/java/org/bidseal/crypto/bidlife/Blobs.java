package org.bidseal.crypto.bidlife;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/// The blob store's files, seen from outside.
final class Blobs {
  private static final Path ROOT = Path.of("target", "service-test", "blobs");

  private Blobs() {}

  /// Sealed contents of an envelope.
  static List<Path> of(UUID envelopeId) {
    return list(ROOT.resolve("envelopes").resolve(envelopeId.toString()));
  }

  /// Plaintexts of an envelope.
  static List<Path> plaintexts(UUID envelopeId) {
    return list(ROOT.resolve("plaintexts").resolve(envelopeId.toString()));
  }

  /// Puts something in the way of an envelope's plaintext, so that storing it fails.
  static Path obstructPlaintext(UUID envelopeId) {
    try {
      Path folder = Files.createDirectories(ROOT.resolve("plaintexts"));
      return Files.writeString(folder.resolve(envelopeId.toString()), "in the way");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Plaintexts of an envelope that wait to be sealed.
  static List<Path> staged(UUID envelopeId) {
    return list(ROOT.resolve("staged").resolve(envelopeId.toString()));
  }

  /// Where unfinished blobs lie.
  static Path draftFolder() {
    return ROOT.resolve(".drafts");
  }

  /// Unfinished blobs of single requests.
  static List<Path> drafts() {
    return drafts(".part");
  }

  /// Unfinished blobs of uploads that may go on.
  static List<Path> uploads() {
    return drafts(".upload");
  }

  private static List<Path> drafts(String ending) {
    return list(draftFolder()).stream().filter(file -> file.toString().endsWith(ending)).toList();
  }

  private static List<Path> list(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
