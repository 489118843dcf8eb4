package org.bidseal.phone.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A small file that says where an upload of just this file was begun.
final class UploadMemory {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path memory;
  private final Map<String, String> subject;

  private UploadMemory(Path memory, Map<String, String> subject) {
    this.memory = memory;
    this.subject = subject;
  }

  static UploadMemory of(Path memory, String uploads, Path file, long size) throws IOException {
    return new UploadMemory(
        memory,
        Map.of(
            "uploads",
            uploads,
            "size",
            Long.toString(size),
            "modified",
            Files.getLastModifiedTime(file).toString()));
  }

  /// Empty if nothing is remembered, or another file or what it is for.
  Optional<String> location() {
    if (!Files.exists(memory)) {
      return Optional.empty();
    }
    try {
      JsonNode kept = JSON.readTree(memory.toFile());
      return kept.path("subject").equals(JSON.valueToTree(subject))
          ? Optional.of(kept.path("location").asString())
          : Optional.empty();
    } catch (JacksonException unreadable) {
      // Whoever was stopped while he wrote it has uploaded nothing yet.
      return Optional.empty();
    }
  }

  void keep(String location) throws IOException {
    Path fresh = memory.resolveSibling(memory.getFileName() + ".new");
    Files.write(fresh, JSON.writeValueAsBytes(Map.of("subject", subject, "location", location)));
    Files.move(fresh, memory, StandardCopyOption.REPLACE_EXISTING);
  }

  void forget() throws IOException {
    Files.deleteIfExists(memory);
  }
}
