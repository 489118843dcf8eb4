package org.bidseal.acceptance.tenancy;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The least that a JSON schema accepts: so a refusal is not one of the body's form.
final class SampleJson {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final List<String> TEXTS = texts();

  private final JsonNode definitions;

  private SampleJson(JsonNode definitions) {
    this.definitions = definitions;
  }

  static JsonNode of(JsonNode schema, JsonNode definitions) {
    return new SampleJson(definitions).sample(schema);
  }

  private JsonNode sample(JsonNode schema) {
    String reference = schema.path("$ref").asString("");
    if (!reference.isEmpty()) {
      return sample(definitions.path(reference.substring(reference.lastIndexOf('/') + 1)));
    }
    if (schema.path("enum").isArray()) {
      return schema.path("enum").path(0);
    }
    return switch (schema.path("type").asString("object")) {
      case "object" -> object(schema);
      case "array" -> array(schema);
      case "integer", "number" -> JSON.getNodeFactory().numberNode(schema.path("minimum").asInt(1));
      case "boolean" -> JSON.getNodeFactory().booleanNode(true);
      case "string" -> JSON.getNodeFactory().stringNode(string(schema));
      default -> throw new IllegalArgumentException("no sample for " + schema);
    };
  }

  private JsonNode object(JsonNode schema) {
    ObjectNode object = JSON.createObjectNode();
    schema
        .path("properties")
        .forEachEntry((name, property) -> {
          if (isNeeded(schema, name, property)) {
            object.set(name, sample(property));
          }
        });
    return object;
  }

  /// Numbers are never missing in Java, whatever the contract calls required.
  private static boolean isNeeded(JsonNode schema, String name, JsonNode property) {
    return property.path("type").asString("").equals("integer")
        || schema.path("required").valueStream().anyMatch(one -> one.asString().equals(name));
  }

  private JsonNode array(JsonNode schema) {
    ArrayNode array = JSON.createArrayNode();
    for (int i = 0; i < schema.path("minItems").asInt(1); i++) {
      array.add(sample(schema.path("items")));
    }
    return array;
  }

  private static String string(JsonNode schema) {
    String pattern = schema.path("pattern").asString("");
    return switch (schema.path("format").asString("")) {
      case "uuid" -> "5f0c3f2e-7a51-4a49-8a8e-5b6e0c9d1a11";
      case "date-time" -> "2031-01-01T00:00:00Z";
      default ->
          TEXTS.stream()
              .filter(text -> pattern.isEmpty() || text.matches(pattern))
              .filter(text -> text.length() >= schema.path("minLength").asInt(1))
              .findFirst()
              .orElseThrow(() -> new IllegalArgumentException("no sample for " + schema));
    };
  }

  /// One of these is right for every pattern in the contracts.
  private static List<String> texts() {
    List<String> texts =
        new ArrayList<>(List.of("AAAA", "13900000000", "6222020000000000", "123456"));
    for (int digits : List.of(32, 64, 128, 130)) {
      texts.add("a".repeat(digits));
    }
    texts.add("04" + "a".repeat(128));
    return texts;
  }
}
