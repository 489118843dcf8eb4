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

  /// The base point of sm2p256v1 (GB/T 32918.5-2017 §A.2): a point that is on the curve.
  private static final String BASE_POINT =
      "0432c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7"
          + "bc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0";

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
        new ArrayList<>(List.of("AAAA", "13900000000", "6222020000000000", "123456", "share"));
    for (int digits : List.of(32, 64, 66, 128, 130)) {
      texts.add("a".repeat(digits));
    }
    texts.add(BASE_POINT);
    return texts;
  }
}
