package org.bidseal.testsupport.json;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/// Committed JSON files that a test compares with what the code says today.
public final class JsonFiles {
  public static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
          .build();

  private JsonFiles() {}

  /// Fails with the list of differences, or rewrites the file if the system property says so.
  public static void verify(Path committed, JsonNode actual, String updateProperty) {
    if (Boolean.getBoolean(updateProperty)) {
      write(committed, actual);
      return;
    }
    String howToAccept =
        "\nIf this change is meant, rewrite the file by running the test with -D"
            + updateProperty
            + "=true and commit it.";
    if (!Files.exists(committed)) {
      throw new AssertionError(committed + " is missing." + howToAccept);
    }
    List<String> differences = JsonDifference.between(read(committed), actual);
    if (!differences.isEmpty()) {
      throw new AssertionError(
          committed
              + " no longer says what the code does (- only in the file, + only in the code):\n"
              + String.join("\n", differences.subList(0, Math.min(40, differences.size())))
              + (differences.size() > 40 ? "\n… and " + (differences.size() - 40) + " more" : "")
              + howToAccept);
    }
  }

  private static JsonNode read(Path file) {
    try {
      return JSON.readTree(Files.readString(file, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, JsonNode content) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, JSON.writeValueAsString(content) + "\n", StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
