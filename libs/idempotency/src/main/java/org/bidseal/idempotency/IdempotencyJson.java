package org.bidseal.idempotency;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/// Requests as hashes, answers as text, with the service's own JSON settings.
final class IdempotencyJson {
  private final JsonMapper canonical;
  private final JsonMapper answers;

  IdempotencyJson(JsonMapper mapper) {
    this.canonical =
        mapper
            .rebuild()
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
            .build();
    // An answer may have been stored by another release of the service.
    this.answers =
        mapper.rebuild().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
  }

  /// SHA-256 over method, path and body, hex. Fields in another order make no other request.
  String hash(IdempotencyKey key, @Nullable Object requestBody) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(key.request().getBytes(StandardCharsets.UTF_8));
      digest.update((byte) '\n');
      if (requestBody != null) {
        digest.update(canonical.writeValueAsBytes(requestBody));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  String write(Object answer) {
    return answers.writeValueAsString(answer);
  }

  <T> T read(String answer, Class<T> type) {
    return answers.readValue(answer, type);
  }
}
