package org.bidseal.smcrypto;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Files of the test class path.
public final class TestData {
  private TestData() {}

  public static byte[] bytes(String path) {
    try (InputStream in = TestData.class.getResourceAsStream("/" + path)) {
      if (in == null) {
        throw new IllegalArgumentException("no test data at " + path);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static List<String> lines(String path) {
    return new String(bytes(path), StandardCharsets.UTF_8).lines().toList();
  }

  public static List<JsonNode> vectors(String path) {
    JsonNode vectors = JsonMapper.shared().readTree(bytes(path)).get("vectors");
    return vectors.valueStream().toList();
  }
}
