package org.bidseal.bench.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// The file that `--json` asks for.
public final class JsonFile {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private JsonFile() {}

  /// Writes a report.
  ///
  /// @param file or null, if nobody asked for one
  public static void write(Map<String, Object> report, @Nullable Path file) throws IOException {
    if (file != null) {
      Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(report));
    }
  }
}
