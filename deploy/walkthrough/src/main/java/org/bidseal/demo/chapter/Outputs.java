package org.bidseal.demo.chapter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The files that the demo leaves behind.
final class Outputs {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private Outputs() {}

  static void save(Path file, Object content) {
    try {
      Files.writeString(file, JSON.writeValueAsString(content) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode read(Path file) {
    return JSON.readTree(file.toFile());
  }

  /// Certificates in PEM (RFC 7468).
  ///
  /// @param certificates array of DER in base64
  static void saveCertificates(Path file, JsonNode certificates) {
    StringBuilder pem = new StringBuilder();
    for (JsonNode certificate : certificates) {
      pem.append("-----BEGIN CERTIFICATE-----\n")
          .append(certificate.asString().replaceAll(".{64}(?!$)", "$0\n"))
          .append("\n-----END CERTIFICATE-----\n");
    }
    try {
      Files.writeString(file, pem);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Whether two files hold the same bytes.
  static boolean same(Path a, Path b) {
    try {
      return Files.mismatch(a, b) == -1;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
